#include "domain/timing_catalog.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "base/hash.h"
#include "base/yaml.h"
#include "domain/timing_parser.h"

namespace kebao::domain {
namespace {

namespace fs = std::filesystem;

struct Named {
  std::string name;
  Yaml node;
};
using Definitions = std::vector<Named>;

/// What the files say, before it is understood.
struct Sources {
  Definitions timings;
  std::map<std::string, Definitions> packs;
};

/// Lower-case letters, digits and single underscores: the name becomes part of a column's name.
bool IsName(std::string_view name) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' && name.back() != '_' &&
         std::all_of(name.begin(), name.end(), is_allowed) &&
         name.find("__") == std::string_view::npos;
}

void Put(const std::string& name, const Yaml& node, Definitions* definitions) {
  const auto found = std::find_if(definitions->begin(), definitions->end(),
                                  [&](const Named& known) { return known.name == name; });
  if (found != definitions->end()) {
    found->node = node;
  } else {
    definitions->push_back({name, node});
  }
}

Result<void> AddTimings(const Yaml& file, Definitions* own) {
  for (const auto& [name, node] : file.Entries()) {
    if (!IsName(name)) return MakeProblem("timing.name", node.place(), {{"timing", name}});
    const bool is_known = std::any_of(own->begin(), own->end(),
                                      [&](const Named& known) { return known.name == name; });
    if (is_known) return MakeProblem("timing.duplicate", node.place(), {{"timing", name}});
    own->push_back({name, node});
  }
  return {};
}

Result<void> AddPack(const std::string& pack, const Yaml& file, Sources* sources) {
  if (!IsName(pack)) return MakeProblem("timing.name", file.place(), {{"timing", pack}});
  for (const auto& [name, node] : file.At("timings").Entries())
    Put(name, node, &sources->packs[pack]);
  return {};
}

/// A pack that redefines metrics only concerns the facts not at all, even where it is no YAML.
bool HasTimings(const fs::path& pack) {
  std::ifstream in(pack);
  for (std::string line; std::getline(in, line);) {
    if (line.find("timings") != std::string::npos) return true;
  }
  return false;
}

std::vector<fs::path> YamlFilesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code missing;  // a catalogue folder need not have every subfolder
  for (const auto& entry : fs::directory_iterator(folder, missing)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<void> ReadFolder(const fs::path& folder, Sources* sources) {
  Definitions own;
  for (const fs::path& path : YamlFilesIn(folder / "timings")) {
    KEBAO_TRY(const Yaml file, Yaml::Load(path));
    KEBAO_TRY_VOID(AddTimings(file, &own));
  }
  for (const auto& [name, node] : own) Put(name, node, &sources->timings);
  for (const fs::path& path : YamlFilesIn(folder / "packs")) {
    if (!HasTimings(path)) continue;
    KEBAO_TRY(const Yaml file, Yaml::Load(path));
    KEBAO_TRY_VOID(AddPack(path.stem().string(), file, sources));
  }
  return {};
}

const Named* FindNamed(const Definitions& definitions, const std::string& name) {
  const auto found = std::find_if(definitions.begin(), definitions.end(),
                                  [&](const Named& known) { return known.name == name; });
  return found == definitions.end() ? nullptr : &*found;
}

Result<void> BuildPack(const std::string& pack, const Definitions& overrides,
                       const Definitions& own, std::vector<TimingSpec>* timings) {
  for (const auto& [name, node] : overrides) {
    const Named* base = FindNamed(own, name);
    if (base == nullptr) {
      return MakeProblem("timing.unknown_base", node.place(), {{"pack", pack}, {"timing", name}});
    }
    KEBAO_TRY(timings->emplace_back(), ParseTiming(name, pack, base->node, &node));
  }
  return {};
}

/// A timing over replies is a pack's as soon as the reply timing it is made of is.
Result<void> FollowReplies(const std::string& pack, const Sources& sources,
                           Definitions* overrides) {
  for (const auto& [name, node] : sources.timings) {
    const auto of = node.At("of").OptionalText();
    if (!of || FindNamed(*overrides, *of) == nullptr || FindNamed(*overrides, name) != nullptr)
      continue;
    KEBAO_TRY(const Yaml nothing, Yaml::Parse("{}", pack));
    overrides->push_back({name, nothing});
  }
  return {};
}

Result<void> CheckReplies(const TimingCatalog& catalog, const std::vector<TimingSpec>& timings) {
  for (const TimingSpec& timing : timings) {
    if (timing.shape != TimingShape::kReplies) continue;
    const TimingSpec* reply = catalog.Find(timing.of);
    if (reply == nullptr || reply->entity != TimingEntity::kReply) {
      return MakeProblem("timing.unknown_reply", timing.id, {{"timing", timing.of}});
    }
  }
  return {};
}

Result<TimingCatalog> Build(Sources sources) {
  std::vector<TimingSpec> timings;
  for (const auto& [name, node] : sources.timings) {
    KEBAO_TRY(timings.emplace_back(), ParseTiming(name, "", node, nullptr));
  }
  for (auto& [pack, overrides] : sources.packs) {
    KEBAO_TRY_VOID(FollowReplies(pack, sources, &overrides));
    KEBAO_TRY_VOID(BuildPack(pack, overrides, sources.timings, &timings));
  }
  TimingCatalog catalog(std::move(timings));
  KEBAO_TRY_VOID(CheckReplies(catalog, catalog.timings()));
  return catalog;
}

}  // namespace

Result<TimingCatalog> TimingCatalog::Load(std::span<const fs::path> catalog_folders) {
  Sources sources;
  for (const fs::path& folder : catalog_folders) KEBAO_TRY_VOID(ReadFolder(folder, &sources));
  return Build(std::move(sources));
}

Result<TimingCatalog> TimingCatalog::Parse(
    std::string_view timings, std::span<const std::pair<std::string, std::string>> packs) {
  Sources sources;
  KEBAO_TRY(const Yaml own, Yaml::Parse(timings, "timings.yaml"));
  KEBAO_TRY_VOID(AddTimings(own, &sources.timings));
  for (const auto& [name, text] : packs) {
    KEBAO_TRY(const Yaml pack, Yaml::Parse(text, name + ".yaml"));
    KEBAO_TRY_VOID(AddPack(name, pack, &sources));
  }
  return Build(std::move(sources));
}

const TimingSpec* TimingCatalog::Find(std::string_view id, std::string_view pack) const {
  const auto found = std::find_if(timings_.begin(), timings_.end(), [&](const TimingSpec& timing) {
    return timing.id == id && timing.pack == pack;
  });
  return found == timings_.end() ? nullptr : &*found;
}

std::vector<std::pair<Fact, FactColumn>> TimingCatalog::Columns() const {
  std::vector<std::pair<Fact, FactColumn>> columns;
  for (const TimingSpec& timing : timings_) {
    for (FactColumn& column : ColumnsOf(timing))
      columns.emplace_back(FactOf(timing.entity), std::move(column));
  }
  return columns;
}

uint64_t TimingCatalog::version() const {
  uint64_t version = timings_.size();
  for (const TimingSpec& timing : timings_) version = CombineHashes(version, timing.version);
  return version;
}

}  // namespace kebao::domain
