#include "metrics/catalog/raw_catalog.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

#include "base/hash.h"
#include "base/yaml_files.h"
#include "metrics/catalog/dimension_reader.h"

namespace kebao::metrics {
namespace {

namespace fs = std::filesystem;

bool IsNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The words after "key:" in a file that is no YAML: what it would have defined.
std::vector<std::string> NamesAfter(const std::string& key, const std::string& text) {
  std::vector<std::string> names;
  const std::string mark = key + ":";
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    if (at > 0 && IsNameCharacter(text[at - 1])) continue;
    const size_t begin = text.find_first_not_of(" \"'", at + mark.size());
    if (begin == std::string::npos) break;
    const auto* const end =
        std::find_if_not(text.data() + begin, text.data() + text.size(), IsNameCharacter);
    if (end > text.data() + begin) names.emplace_back(text.data() + begin, end);
  }
  return names;
}

std::string TextOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Reader {
 public:
  explicit Reader(bool is_strict) : is_strict_(is_strict) {}

  Result<RawCatalog> Read(const std::vector<fs::path>& folders) {
    raw_.packs["kebao"];
    for (const fs::path& folder : folders) {
      KEBAO_TRY_VOID(ReadMetrics(folder / "metrics"));
      KEBAO_TRY_VOID(ReadPacks(folder / "packs"));
      KEBAO_TRY_VOID(ReadDimensionFiles(folder / "dimensions"));
      KEBAO_TRY_VOID(ReadRollupFiles(folder / "rollups"));
      // They make the columns that metrics are checked against.
      raw_.has_later_files |= !is_first_ && !YamlFilesIn(folder / "timings").empty();
      is_first_ = false;
    }
    DropBroken();
    return std::move(raw_);
  }

 private:
  /// Keeps a problem, or gives it back where nothing may be wrong.
  Result<void> Keep(const Problem& problem) {
    if (is_strict_) return std::unexpected(problem);
    raw_.problems.push_back(problem);
    return {};
  }

  /// Files of a folder; what they say goes into the version.
  std::vector<fs::path> FilesOf(const fs::path& folder) {
    std::vector<fs::path> files = YamlFilesIn(folder);
    for (const fs::path& file : files)
      raw_.version = CombineHashes(raw_.version, HashBytes(TextOf(file)));
    raw_.has_later_files |= !is_first_ && !files.empty();
    return files;
  }

  Result<void> ReadMetrics(const fs::path& folder) {
    std::map<std::string, std::string> places;  // of this folder
    for (const fs::path& file : FilesOf(folder)) {
      const auto documents = Yaml::LoadAll(file);
      if (!documents) {
        KEBAO_TRY_VOID(BreakMetricsNamedIn(file, documents.error()));
        continue;
      }
      for (const Yaml& document : *documents) KEBAO_TRY_VOID(AddDocument(document, &places));
    }
    return {};
  }

  Result<void> BreakMetricsNamedIn(const fs::path& file, const Problem& problem) {
    KEBAO_TRY_VOID(Keep(problem));
    const std::string text = TextOf(file);
    for (std::string& id : NamesAfter("metric", text)) raw_.broken_metrics.emplace(id, problem);
    for (std::string& stem : NamesAfter("family", text))
      raw_.broken_families.emplace(stem, problem);
    return {};
  }

  Result<void> AddDocument(const Yaml& document, std::map<std::string, std::string>* places) {
    const bool is_entry = document.Has("metric") || document.Has("family");
    const bool is_words = !is_entry && (document.Has("rules") || document.Has("statistics"));
    if (is_words) {
      const auto added = raw_.words.Add(document);
      return added ? added : Keep(added.error());
    }
    if (document.is_map()) return AddEntry(document, places);
    for (const Yaml& item : document.Items()) KEBAO_TRY_VOID(AddEntry(item, places));
    return {};
  }

  Result<void> AddEntry(const Yaml& entry, std::map<std::string, std::string>* places) {
    auto expanded = ExpandEntry(entry);
    if (!expanded) return BreakEntry(entry, expanded.error());
    for (RawMetric& metric : *expanded) KEBAO_TRY_VOID(AddMetric(std::move(metric), places));
    return {};
  }

  Result<void> BreakEntry(const Yaml& entry, const Problem& problem) {
    KEBAO_TRY_VOID(Keep(problem));
    if (const auto id = entry.At("metric").OptionalText())
      raw_.broken_metrics.emplace(*id, problem);
    if (const auto stem = entry.At("family").OptionalText())
      raw_.broken_families.emplace(*stem, problem);
    return {};
  }

  Result<void> AddMetric(RawMetric metric, std::map<std::string, std::string>* places) {
    const auto [other, is_new] = places->emplace(metric.id, metric.place());
    if (!is_new) {
      const Problem twice{
          "metric.duplicate", metric.place(), {{"metric", metric.id}, {"other", other->second}}};
      raw_.broken_metrics.emplace(metric.id, twice);
      return Keep(twice);
    }
    if (is_first_) raw_.first_ids.insert(metric.id);
    const auto earlier =
        std::find_if(raw_.metrics.begin(), raw_.metrics.end(),
                     [&](const RawMetric& known) { return known.id == metric.id; });
    if (earlier == raw_.metrics.end()) {
      raw_.metrics.push_back(std::move(metric));
    } else {
      *earlier = std::move(metric);
    }
    return {};
  }

  /// A pack is named by its file; `timings` are the facts' affair.
  Result<void> ReadPacks(const fs::path& folder) {
    for (const fs::path& file : FilesOf(folder)) {
      const std::string pack = file.stem().string();
      if (is_first_) raw_.first_ids.insert(pack);
      raw_.packs[pack];
      if (const auto added = AddPack(pack, file); !added) {
        raw_.broken_packs.emplace(pack, added.error());
        KEBAO_TRY_VOID(Keep(added.error()));
      }
    }
    return {};
  }

  Result<void> AddPack(const std::string& pack, const fs::path& file) {
    KEBAO_TRY(const std::vector<Yaml> documents, Yaml::LoadAll(file));
    for (const Yaml& document : documents) {
      KEBAO_TRY_VOID(document.AllowKeys({"name", "timings", "metrics"}));
      for (const Yaml& item : document.At("metrics").Items()) raw_.packs[pack].push_back(item);
    }
    return {};
  }

  Result<void> ReadRollupFiles(const fs::path& folder) {
    for (const fs::path& file : FilesOf(folder)) {
      const auto documents = Yaml::LoadAll(file);
      if (!documents) {
        KEBAO_TRY_VOID(Keep(documents.error()));
        continue;
      }
      raw_.rollups.insert(raw_.rollups.end(), documents->begin(), documents->end());
    }
    return {};
  }

  Result<void> ReadDimensionFiles(const fs::path& folder) {
    std::vector<DimensionSpec> own;
    for (const fs::path& file : FilesOf(folder)) {
      const auto documents = Yaml::LoadAll(file);
      if (!documents) {
        KEBAO_TRY_VOID(Keep(documents.error()));
        for (const std::string& id : NamesAfter("dimension", TextOf(file)))
          raw_.broken_dimensions.emplace(id, documents.error());
        continue;
      }
      for (const Yaml& document : *documents) KEBAO_TRY_VOID(AddDimensions(document, &own));
    }
    for (DimensionSpec& dimension : own) PutDimension(std::move(dimension));
    return {};
  }

  Result<void> AddDimensions(const Yaml& document, std::vector<DimensionSpec>* own) {
    const std::vector<Yaml> items = document.is_map() ? std::vector{document} : document.Items();
    for (const Yaml& item : items) {
      const auto added = ReadDimensions(item, own);
      if (added) continue;
      KEBAO_TRY_VOID(Keep(added.error()));
      if (const auto id = item.At("dimension").OptionalText())
        raw_.broken_dimensions.emplace(*id, added.error());
    }
    return {};
  }

  void PutDimension(DimensionSpec dimension) {
    if (is_first_) raw_.first_ids.insert(dimension.id);
    const auto earlier =
        std::find_if(raw_.dimensions.begin(), raw_.dimensions.end(),
                     [&](const DimensionSpec& known) { return known.id == dimension.id; });
    if (earlier == raw_.dimensions.end()) {
      raw_.dimensions.push_back(std::move(dimension));
    } else {
      *earlier = std::move(dimension);
    }
  }

  void DropBroken() {
    for (const RawMetric& metric : raw_.metrics) {
      const auto family = raw_.broken_families.find(metric.base.At("family").TextOr(""));
      if (family != raw_.broken_families.end())
        raw_.broken_metrics.emplace(metric.id, family->second);
    }
    std::erase_if(raw_.metrics,
                  [&](const RawMetric& metric) { return raw_.broken_metrics.contains(metric.id); });
    std::erase_if(raw_.dimensions, [&](const DimensionSpec& dimension) {
      return raw_.broken_dimensions.contains(dimension.id);
    });
  }

  const bool is_strict_;
  bool is_first_ = true;
  RawCatalog raw_;
};

}  // namespace

Result<RawCatalog> ReadRawCatalog(const std::vector<fs::path>& folders) {
  return Reader(folders.size() == 1).Read(folders);
}

}  // namespace kebao::metrics
