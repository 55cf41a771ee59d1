#include "metrics/catalog/metric_catalog.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/yaml.h"
#include "metrics/catalog/dimension_reader.h"
#include "metrics/catalog/link_derived.h"
#include "metrics/catalog/metric_builder.h"
#include "metrics/catalog/nearest_name.h"

namespace kebao::metrics {
namespace {

namespace fs = std::filesystem;

struct Document {
  std::string stem;  // of its file
  Yaml yaml;
};

Result<std::vector<Document>> LoadFolder(const fs::path& folder) {
  std::vector<fs::path> files;
  if (fs::is_directory(folder)) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<Document> documents;
  for (const fs::path& file : files) {
    KEBAO_TRY(const std::vector<Yaml> found, Yaml::LoadAll(file));
    for (const Yaml& document : found) {
      if (!document.is_null()) documents.push_back({file.stem().string(), document});
    }
  }
  return documents;
}

/// What the files say, before anything is checked against the facts.
struct RawCatalog {
  Words words;
  std::vector<Yaml> entries;                       // metrics and families of catalog/metrics
  std::map<std::string, std::vector<Yaml>> packs;  // `metrics:` of catalog/packs/*
  std::vector<DimensionSpec> dimensions;
};

Result<void> AddMetricDocument(const Yaml& document, RawCatalog* raw) {
  if (document.Has("rules") && !document.Has("metric") && !document.Has("family")) {
    return raw->words.Add(document);
  }
  if (document.Has("statistics") && !document.Has("family")) return raw->words.Add(document);
  if (document.is_map()) {
    raw->entries.push_back(document);
    return {};
  }
  for (const Yaml& item : document.Items()) raw->entries.push_back(item);
  return {};
}

/// A pack is named by its file; `timings` are the facts' affair.
Result<void> AddPackDocument(const Document& document, RawCatalog* raw) {
  KEBAO_TRY_VOID(document.yaml.AllowKeys({"name", "timings", "metrics"}));
  auto& entries = raw->packs[document.stem];
  for (const Yaml& item : document.yaml.At("metrics").Items()) entries.push_back(item);
  return {};
}

Result<RawCatalog> ReadFolders(const std::vector<fs::path>& folders) {
  RawCatalog raw;
  raw.packs[std::string(kOwnPack)];
  for (const fs::path& folder : folders) {
    KEBAO_TRY(const std::vector<Document> metrics, LoadFolder(folder / "metrics"));
    for (const Document& document : metrics) KEBAO_TRY_VOID(AddMetricDocument(document.yaml, &raw));
    KEBAO_TRY(const std::vector<Document> packs, LoadFolder(folder / "packs"));
    for (const Document& document : packs) KEBAO_TRY_VOID(AddPackDocument(document, &raw));
    KEBAO_TRY(const std::vector<Document> dimensions, LoadFolder(folder / "dimensions"));
    for (const Document& document : dimensions)
      KEBAO_TRY_VOID(ReadDimensions(document.yaml, &raw.dimensions));
  }
  return raw;
}

Result<std::vector<RawMetric>> ExpandAll(const std::vector<Yaml>& entries) {
  std::vector<RawMetric> metrics;
  std::map<std::string, std::string> places;
  for (const Yaml& entry : entries) {
    KEBAO_TRY(std::vector<RawMetric> expanded, ExpandEntry(entry));
    for (RawMetric& metric : expanded) {
      const auto [other, is_new] = places.emplace(metric.id, metric.place());
      if (!is_new) {
        return MakeProblem("metric.duplicate", metric.place(),
                           {{"metric", metric.id}, {"other", other->second}});
      }
      metrics.push_back(std::move(metric));
    }
  }
  return metrics;
}

/// The family entry of a pack changes every member; `statistics` need not be repeated.
bool IsChangedBy(const RawMetric& metric, const Yaml& entry) {
  if (entry.Has("metric")) return entry.At("metric").TextOr("") == metric.id;
  return metric.statistic && entry.At("family").TextOr("") == metric.base.At("family").TextOr("");
}

Result<std::vector<RawMetric>> ApplyPack(std::vector<RawMetric> metrics,
                                         const std::vector<Yaml>& entries) {
  for (const Yaml& entry : entries) {
    KEBAO_TRY_VOID(CheckEntryKeys(entry));
    bool is_used = false;
    for (RawMetric& metric : metrics) {
      if (!IsChangedBy(metric, entry)) continue;
      is_used = true;
      metric.changed = entry;
    }
    if (is_used) continue;
    const std::string id = entry.At("metric").TextOr(entry.At("family").TextOr(""));
    return MakeProblem("pack.unknown_metric", entry.place(), {{"metric", id}});
  }
  return metrics;
}

}  // namespace

Result<MetricCatalog> MetricCatalog::Load(const CatalogFolders& folders,
                                          const domain::FactCatalog& facts) {
  KEBAO_TRY(RawCatalog raw, ReadFolders(folders.folders));
  KEBAO_TRY(const std::vector<RawMetric> metrics, ExpandAll(raw.entries));
  MetricCatalog catalog;
  catalog.facts_ = &facts;
  catalog.dimensions_ = std::move(raw.dimensions);
  for (const auto& [pack, entries] : raw.packs) {
    KEBAO_TRY(const std::vector<RawMetric> changed, ApplyPack(metrics, entries));
    PackMetrics& resolved = catalog.packs_[pack];
    for (const RawMetric& metric : changed) {
      KEBAO_TRY(MetricSpec spec, BuildMetric(metric, facts, raw.words, pack));
      catalog.version_ = CombineHashes(catalog.version_, HashBytes(spec.definition));
      resolved.by_id.emplace(spec.id, resolved.metrics.size());
      resolved.metrics.push_back(std::move(spec));
    }
    KEBAO_TRY_VOID(LinkDerived(&resolved.metrics));
  }
  return catalog;
}

Result<const MetricSpec*> MetricCatalog::Find(const std::string& id,
                                              const std::string& pack) const {
  const auto metrics = packs_.find(pack);
  if (metrics == packs_.end()) {
    return MakeProblem("pack.unknown", "--pack",
                       {{"pack", pack}, {"nearest", NearestName(pack, Packs())}});
  }
  const auto found = metrics->second.by_id.find(id);
  if (found != metrics->second.by_id.end()) return &metrics->second.metrics[found->second];
  std::vector<std::string> known;
  for (const auto& [name, index] : metrics->second.by_id) known.push_back(name);
  return MakeProblem("metric.unknown", id, {{"metric", id}, {"nearest", NearestName(id, known)}});
}

std::vector<const MetricSpec*> MetricCatalog::List(const std::string& pack) const {
  std::vector<const MetricSpec*> list;
  const auto metrics = packs_.find(pack);
  if (metrics == packs_.end()) return list;
  for (const MetricSpec& spec : metrics->second.metrics) list.push_back(&spec);
  return list;
}

std::vector<std::string> MetricCatalog::ChangedBy(const std::string& pack) const {
  std::vector<std::string> changed;
  const auto own = packs_.find(kOwnPack);
  const auto other = packs_.find(pack);
  if (own == packs_.end() || other == packs_.end()) return changed;
  for (size_t index = 0; index < own->second.metrics.size(); ++index) {
    const MetricSpec& mine = own->second.metrics[index];
    const MetricSpec& theirs = other->second.metrics[index];
    const bool is_same_place = mine.place == theirs.place;
    if (!is_same_place || mine.recorded_by != theirs.recorded_by) changed.push_back(mine.id);
  }
  return changed;
}

std::vector<std::string> MetricCatalog::Packs() const {
  std::vector<std::string> names;
  for (const auto& [name, metrics] : packs_) names.push_back(name);
  return names;
}

Result<const DimensionSpec*> MetricCatalog::FindDimension(const std::string& id) const {
  std::vector<std::string> known;
  for (const DimensionSpec& dimension : dimensions_) {
    if (dimension.id == id) return &dimension;
    known.push_back(dimension.id);
  }
  return MakeProblem("dimension.unknown", id,
                     {{"dimension", id}, {"nearest", NearestName(id, known)}});
}

}  // namespace kebao::metrics
