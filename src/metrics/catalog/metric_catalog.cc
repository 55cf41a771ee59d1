#include "metrics/catalog/metric_catalog.h"

#include <algorithm>

#include "base/hash.h"
#include "base/yaml.h"
#include "metrics/catalog/link_derived.h"
#include "metrics/catalog/metric_builder.h"
#include "metrics/catalog/nearest_name.h"
#include "metrics/catalog/rollup_reader.h"

namespace kebao::metrics {
namespace {

/// The family entry of a pack changes every member; `statistics` need not be repeated.
bool IsChangedBy(const RawMetric& metric, const Yaml& entry) {
  if (entry.Has("metric")) return entry.At("metric").TextOr("") == metric.id;
  return metric.statistic && entry.At("family").TextOr("") == metric.base.At("family").TextOr("");
}

/// Puts a pack's entry over the metrics that it changes; gives their ids.
std::vector<std::string> ApplyEntry(const Yaml& entry, std::vector<RawMetric>* metrics) {
  std::vector<std::string> changed;
  for (RawMetric& metric : *metrics) {
    if (!IsChangedBy(metric, entry)) continue;
    metric.changed = entry;
    changed.push_back(metric.id);
  }
  return changed;
}

std::string NameOfEntry(const Yaml& entry) {
  return entry.At("metric").TextOr(entry.At("family").TextOr(""));
}

bool IsBroken(const std::string& name, const RawCatalog& raw) {
  return raw.broken_metrics.contains(name) || raw.broken_families.contains(name);
}

}  // namespace

Result<void> MetricCatalog::Keep(const Problem& problem) {
  if (is_strict_) return std::unexpected(problem);
  const bool is_known = std::ranges::any_of(problems_, [&](const Problem& known) {
    return known.code == problem.code && known.place == problem.place;
  });
  if (!is_known) problems_.push_back(problem);
  return {};
}

Result<MetricCatalog> MetricCatalog::Load(const CatalogFolders& folders,
                                          const domain::FactCatalog& facts) {
  KEBAO_TRY(RawCatalog raw, ReadRawCatalog(folders.folders));
  MetricCatalog catalog;
  catalog.is_strict_ = folders.folders.size() == 1;
  catalog.facts_ = &facts;
  catalog.problems_ = raw.problems;
  catalog.first_ids_ = raw.first_ids;
  catalog.broken_packs_ = raw.broken_packs;
  catalog.broken_families_ = raw.broken_families;
  catalog.broken_dimensions_ = raw.broken_dimensions;
  catalog.dimensions_ = raw.dimensions;
  for (const Yaml& document : raw.rollups) {
    const auto read = ReadRollups(document, facts, &catalog.rollups_);
    if (read) continue;
    if (folders.folders.size() == 1) return std::unexpected(read.error());
    catalog.problems_.push_back(read.error());
  }
  for (const auto& [pack, entries] : raw.packs) {
    KEBAO_TRY(catalog.packs_[pack], catalog.BuildPack(raw, pack));
  }
  return catalog;
}

Result<MetricCatalog::PackMetrics> MetricCatalog::BuildPack(const RawCatalog& raw,
                                                            const std::string& pack) {
  PackMetrics built;
  built.broken = raw.broken_metrics;
  KEBAO_TRY_VOID(BuildMetrics(raw, pack, &built));
  KEBAO_TRY_VOID(LinkMetrics(&built));
  std::erase_if(built.metrics,
                [&](const MetricSpec& spec) { return built.broken.contains(spec.id); });
  for (const MetricSpec& spec : built.metrics) {
    version_ = CombineHashes(version_, HashBytes(spec.definition));
    built.by_id.emplace(spec.id, built.by_id.size());
  }
  return built;
}

Result<void> MetricCatalog::BuildMetrics(const RawCatalog& raw, const std::string& pack,
                                         PackMetrics* built) {
  std::vector<RawMetric> metrics = raw.metrics;
  for (const Yaml& entry : raw.packs.at(pack)) {
    const std::vector<std::string> changed = ApplyEntry(entry, &metrics);
    auto checked = CheckEntryKeys(entry);
    if (checked && changed.empty() && !IsBroken(NameOfEntry(entry), raw)) {
      checked = MakeProblem("pack.unknown_metric", entry.place(), {{"metric", NameOfEntry(entry)}});
    }
    if (checked) continue;
    KEBAO_TRY_VOID(Keep(checked.error()));
    for (const std::string& id : changed) built->broken.emplace(id, checked.error());
  }
  for (const RawMetric& metric : metrics) {
    if (built->broken.contains(metric.id)) continue;
    auto spec = BuildMetric(metric, *facts_, raw.words, pack);
    if (spec) {
      built->metrics.push_back(*std::move(spec));
      continue;
    }
    KEBAO_TRY_VOID(Keep(spec.error()));
    built->broken.emplace(metric.id, spec.error());
  }
  return {};
}

Result<void> MetricCatalog::LinkMetrics(PackMetrics* built) {
  SpecsById by_id;
  for (const MetricSpec& metric : built->metrics) by_id.emplace(metric.id, &metric);
  for (MetricSpec& metric : built->metrics) {
    if (metric.kind != MetricKind::kDerived) continue;
    const auto linked = LinkDerived(by_id, &metric);
    if (linked) continue;
    const auto part = linked.error().arguments.find("part");
    const auto cause = part == linked.error().arguments.end() ? built->broken.end()
                                                              : built->broken.find(part->second);
    if (cause != built->broken.end()) {
      // Not wrong itself: whoever asks for it is told what is.
      built->broken.emplace(metric.id, cause->second);
      continue;
    }
    KEBAO_TRY_VOID(Keep(linked.error()));
    built->broken.emplace(metric.id, linked.error());
  }
  return {};
}

Result<void> MetricCatalog::CheckPack(const std::string& pack) const {
  if (const auto broken = broken_packs_.find(pack); broken != broken_packs_.end())
    return std::unexpected(broken->second);
  if (packs_.contains(pack)) return {};
  return MakeProblem("pack.unknown", "--pack",
                     {{"pack", pack}, {"nearest", NearestName(pack, Packs())}});
}

Result<const MetricSpec*> MetricCatalog::Find(const std::string& id,
                                              const std::string& pack) const {
  KEBAO_TRY_VOID(CheckPack(pack));
  const auto metrics = packs_.find(pack);
  const auto found = metrics->second.by_id.find(id);
  if (found != metrics->second.by_id.end()) return &metrics->second.metrics[found->second];
  if (const auto broken = metrics->second.broken.find(id); broken != metrics->second.broken.end())
    return std::unexpected(broken->second);
  for (const auto& [stem, problem] : broken_families_) {
    if (id.starts_with(stem + "_")) return std::unexpected(problem);
  }
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
  for (const MetricSpec& mine : own->second.metrics) {
    const auto index = other->second.by_id.find(mine.id);
    if (index == other->second.by_id.end()) continue;  // broken there
    const MetricSpec& theirs = other->second.metrics[index->second];
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
  if (const auto broken = broken_dimensions_.find(id); broken != broken_dimensions_.end())
    return std::unexpected(broken->second);
  return MakeProblem("dimension.unknown", id,
                     {{"dimension", id}, {"nearest", NearestName(id, known)}});
}

}  // namespace kebao::metrics
