#include "domain/timing_catalog.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>

#include "base/hash.h"
#include "base/yaml.h"
#include "base/yaml_files.h"
#include "domain/timing_parser.h"

namespace kebao::domain {
namespace {

namespace fs = std::filesystem;

struct Named {
  std::string name;
  Yaml node;
};
using Definitions = std::vector<Named>;

/// What the files say, before it is understood, and what is wrong with it.
struct Sources {
  Definitions timings;
  std::map<std::string, Definitions> packs;
  bool is_strict = true;
  std::vector<BrokenTiming> broken;

  /// Nothing may be wrong: gives the problem back.
  Result<void> Break(const std::string& id, const std::string& pack, const Problem& problem) {
    if (is_strict) return std::unexpected(problem);
    if (WhyBroken(id, pack) == nullptr) broken.push_back({id, pack, problem});
    return {};
  }
  /// Of that pack alone; nullptr: it is not.
  const Problem* WhyBroken(const std::string& id, const std::string& pack) const {
    const auto found = std::find_if(broken.begin(), broken.end(), [&](const BrokenTiming& timing) {
      return timing.id == id && timing.pack == pack;
    });
    return found == broken.end() ? nullptr : &found->problem;
  }
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

Result<void> AddTiming(const std::string& name, const Yaml& node, Definitions* own) {
  if (!IsName(name)) return MakeProblem("timing.name", node.place(), {{"timing", name}});
  const bool is_known =
      std::any_of(own->begin(), own->end(), [&](const Named& known) { return known.name == name; });
  if (is_known) return MakeProblem("timing.duplicate", node.place(), {{"timing", name}});
  own->push_back({name, node});
  return {};
}

Result<void> AddTimings(const Yaml& file, Definitions* own, Sources* sources) {
  for (const auto& [name, node] : file.Entries()) {
    const auto added = AddTiming(name, node, own);
    if (!added) KEBAO_TRY_VOID(sources->Break(name, "", added.error()));
  }
  return {};
}

Result<void> AddPack(const std::string& pack, const Yaml& file, Sources* sources) {
  if (!IsName(pack)) return MakeProblem("timing.name", file.place(), {{"timing", pack}});
  for (const auto& [name, node] : file.At("timings").Entries())
    Put(name, node, &sources->packs[pack]);
  return {};
}

/// The timings that a file would have defined if it were YAML: what begins a line.
Result<void> BreakTimingsNamedIn(const fs::path& file, const Problem& problem, Sources* sources) {
  std::ifstream in(file);
  size_t found = 0;
  for (std::string line; std::getline(in, line);) {
    const std::string name = line.substr(0, line.find(':'));
    if (name.size() == line.size() || !IsName(name)) continue;
    KEBAO_TRY_VOID(sources->Break(name, "", problem));
    ++found;
  }
  return found > 0 ? Result<void>() : sources->Break(file.stem().string(), "", problem);
}

/// A pack that redefines metrics only concerns the facts not at all, even where it is no YAML.
bool HasTimings(const fs::path& pack) {
  std::ifstream in(pack);
  for (std::string line; std::getline(in, line);) {
    if (line.find("timings") != std::string::npos) return true;
  }
  return false;
}

Result<void> ReadTimings(const fs::path& folder, Sources* sources) {
  Definitions own;
  for (const fs::path& path : YamlFilesIn(folder)) {
    const auto file = Yaml::Load(path);
    KEBAO_TRY_VOID(file ? AddTimings(*file, &own, sources)
                        : BreakTimingsNamedIn(path, file.error(), sources));
  }
  for (const auto& [name, node] : own) Put(name, node, &sources->timings);
  return {};
}

/// A pack whose file cannot be read is broken as a whole, which is the metrics' affair.
Result<void> ReadPacks(const fs::path& folder, Sources* sources) {
  for (const fs::path& path : YamlFilesIn(folder)) {
    if (!HasTimings(path)) continue;
    const auto file = Yaml::Load(path);
    const auto added =
        file ? AddPack(path.stem().string(), *file, sources) : std::unexpected(file.error());
    if (!added && sources->is_strict) return added;
  }
  return {};
}

Result<void> ReadFolder(const fs::path& folder, Sources* sources) {
  KEBAO_TRY_VOID(ReadTimings(folder / "timings", sources));
  return ReadPacks(folder / "packs", sources);
}

const Named* FindNamed(const Definitions& definitions, const std::string& name) {
  const auto found = std::find_if(definitions.begin(), definitions.end(),
                                  [&](const Named& known) { return known.name == name; });
  return found == definitions.end() ? nullptr : &*found;
}

Result<TimingSpec> BuildOverride(const std::string& pack, const Named& overriding,
                                 const Sources& sources) {
  if (const Problem* why = sources.WhyBroken(overriding.name, "")) return std::unexpected(*why);
  const Named* base = FindNamed(sources.timings, overriding.name);
  if (base != nullptr) return ParseTiming(overriding.name, pack, base->node, &overriding.node);
  return MakeProblem("timing.unknown_base", overriding.node.place(),
                     {{"pack", pack}, {"timing", overriding.name}});
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

/// Why a timing over replies has no replies to be made of.
std::optional<Problem> WhyNoReplies(const TimingSpec& timing, const std::vector<TimingSpec>& all,
                                    const Sources& sources) {
  if (timing.shape != TimingShape::kReplies) return std::nullopt;
  for (const std::string& pack : {timing.pack, std::string()}) {
    if (const Problem* why = sources.WhyBroken(timing.of, pack)) return *why;
  }
  const bool is_known = std::any_of(all.begin(), all.end(), [&](const TimingSpec& reply) {
    return reply.id == timing.of && reply.pack.empty() && reply.entity == TimingEntity::kReply;
  });
  if (is_known) return std::nullopt;
  return Problem{"timing.unknown_reply", timing.id, {{"timing", timing.of}}};
}

Result<void> DropThoseWithoutReplies(std::vector<TimingSpec>* timings, Sources* sources) {
  std::vector<TimingSpec> kept;
  for (const TimingSpec& timing : *timings) {
    const auto why = WhyNoReplies(timing, *timings, *sources);
    if (why) {
      KEBAO_TRY_VOID(sources->Break(timing.id, timing.pack, *why));
    } else {
      kept.push_back(timing);
    }
  }
  *timings = std::move(kept);
  return {};
}

Result<TimingCatalog> Build(Sources sources) {
  std::vector<TimingSpec> timings;
  const auto take = [&](const std::string& id, const std::string& pack,
                        Result<TimingSpec> parsed) -> Result<void> {
    if (!parsed) return sources.Break(id, pack, parsed.error());
    timings.push_back(*std::move(parsed));
    return {};
  };
  for (const auto& [name, node] : sources.timings) {
    if (sources.WhyBroken(name, "") != nullptr) continue;
    KEBAO_TRY_VOID(take(name, "", ParseTiming(name, "", node, nullptr)));
  }
  for (auto& [pack, overrides] : sources.packs) {
    KEBAO_TRY_VOID(FollowReplies(pack, sources, &overrides));
    for (const Named& overriding : overrides)
      KEBAO_TRY_VOID(take(overriding.name, pack, BuildOverride(pack, overriding, sources)));
  }
  KEBAO_TRY_VOID(DropThoseWithoutReplies(&timings, &sources));
  return TimingCatalog(std::move(timings), std::move(sources.broken));
}

}  // namespace

Result<TimingCatalog> TimingCatalog::Load(std::span<const fs::path> catalog_folders) {
  Sources sources;
  sources.is_strict = catalog_folders.size() == 1;
  for (const fs::path& folder : catalog_folders) KEBAO_TRY_VOID(ReadFolder(folder, &sources));
  return Build(std::move(sources));
}

Result<TimingCatalog> TimingCatalog::Parse(
    std::string_view timings, std::span<const std::pair<std::string, std::string>> packs) {
  Sources sources;
  KEBAO_TRY(const Yaml own, Yaml::Parse(timings, "timings.yaml"));
  KEBAO_TRY_VOID(AddTimings(own, &sources.timings, &sources));
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
