#include "metrics/catalog/metric_catalog.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "base/yaml.h"
#include "metrics/catalog/columns_read.h"
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

/// What a wrong definition of a column would break.
std::set<std::string> ColumnsNeededBy(const MetricSpec& spec) {
  std::set<std::string> names = ColumnsRead(spec);
  names.insert(spec.recorded_by.begin(), spec.recorded_by.end());
  names.insert(spec.clock);
  return names;
}

void AddOnce(const Problem& problem, std::vector<Problem>* problems) {
  const bool is_known = std::ranges::any_of(*problems, [&](const Problem& known) {
    return known.code == problem.code && known.place == problem.place;
  });
  if (!is_known) problems->push_back(problem);
}

bool IsBroken(const std::string& name, const RawCatalog& raw) {
  return raw.broken_metrics.contains(name) || raw.broken_families.contains(name);
}

}  // namespace

struct MetricCatalog::BuiltPacks {
  std::mutex mutex;
  std::map<std::string, PackMetrics, std::less<>> by_name;
};

MetricCatalog::MetricCatalog() : packs_(std::make_unique<BuiltPacks>()) {}
MetricCatalog::MetricCatalog(MetricCatalog&&) noexcept = default;
MetricCatalog& MetricCatalog::operator=(MetricCatalog&&) noexcept = default;
MetricCatalog::~MetricCatalog() = default;

Result<MetricCatalog> MetricCatalog::Load(const CatalogFolders& folders,
                                          const domain::FactCatalog& facts, BrokenColumns broken) {
  const bool is_strict = folders.folders.size() == 1;
  MetricCatalog catalog;
  catalog.facts_ = &facts;
  catalog.broken_columns_ = std::move(broken);
  KEBAO_TRY(RawCatalog raw, ReadRawCatalog(folders.folders));
  catalog.raw_ = std::make_unique<const RawCatalog>(std::move(raw));
  catalog.problems_ = catalog.raw_->problems;
  for (const Yaml& document : catalog.raw_->rollups) {
    const auto read = ReadRollups(document, facts, &catalog.rollups_);
    if (!read) AddOnce(read.error(), &catalog.problems_);
  }
  if (is_strict || catalog.raw_->has_later_files) catalog.CheckAllPacks();
  if (is_strict && !catalog.problems_.empty()) return std::unexpected(catalog.problems_.front());
  return catalog;
}

void MetricCatalog::CheckAllPacks() {
  for (const std::string& pack : Packs()) {
    for (const Problem& problem : PackNamed(pack)->problems) AddOnce(problem, &problems_);
  }
}

const MetricCatalog::PackMetrics* MetricCatalog::PackNamed(std::string_view pack) const {
  const auto raw = raw_->packs.find(pack);
  if (raw == raw_->packs.end()) return nullptr;
  const std::lock_guard lock(packs_->mutex);
  const auto found = packs_->by_name.find(pack);
  if (found != packs_->by_name.end()) return &found->second;
  return &packs_->by_name.emplace(pack, BuildPack(raw->first)).first->second;
}

MetricCatalog::PackMetrics MetricCatalog::BuildPack(const std::string& pack) const {
  PackMetrics built;
  built.broken = raw_->broken_metrics;
  BuildMetrics(pack, &built);
  LinkMetrics(&built);
  std::erase_if(built.metrics,
                [&](const MetricSpec& spec) { return built.broken.contains(spec.id); });
  for (const MetricSpec& spec : built.metrics) built.by_id.emplace(spec.id, built.by_id.size());
  return built;
}

void MetricCatalog::BuildMetrics(const std::string& pack, PackMetrics* built) const {
  std::vector<RawMetric> metrics = raw_->metrics;
  for (const Yaml& entry : raw_->packs.find(pack)->second) {
    const std::vector<std::string> changed = ApplyEntry(entry, &metrics);
    auto checked = CheckEntryKeys(entry);
    if (checked && changed.empty() && !IsBroken(NameOfEntry(entry), *raw_)) {
      checked = MakeProblem("pack.unknown_metric", entry.place(), {{"metric", NameOfEntry(entry)}});
    }
    if (checked) continue;
    AddOnce(checked.error(), &built->problems);
    for (const std::string& id : changed) built->broken.emplace(id, checked.error());
  }
  for (const RawMetric& metric : metrics) {
    if (built->broken.contains(metric.id)) continue;
    auto spec = BuildOne(metric, pack);
    if (spec) {
      built->metrics.push_back(*std::move(spec));
      continue;
    }
    AddOnce(spec.error(), &built->problems);
    built->broken.emplace(metric.id, spec.error());
  }
}

Result<MetricSpec> MetricCatalog::BuildOne(const RawMetric& metric, const std::string& pack) const {
  auto spec = BuildMetric(metric, *facts_, raw_->words, pack);
  if (broken_columns_.empty()) return spec;
  std::set<std::string> names;
  if (spec) {
    names = ColumnsNeededBy(*spec);
  } else if (const auto name = spec.error().arguments.find("name");
             name != spec.error().arguments.end()) {
    names = {name->second};
  }
  for (const std::string& name : names) {
    const std::string own = name.substr(0, name.find("__"));
    for (const std::string& by : {pack, std::string()}) {
      const auto broken = broken_columns_.find({by, own});
      if (broken != broken_columns_.end()) return std::unexpected(broken->second);
    }
  }
  return spec;
}

void MetricCatalog::LinkMetrics(PackMetrics* built) {
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
    AddOnce(linked.error(), &built->problems);
    built->broken.emplace(metric.id, linked.error());
  }
}

Result<void> MetricCatalog::CheckPack(const std::string& pack) const {
  if (const auto broken = raw_->broken_packs.find(pack); broken != raw_->broken_packs.end())
    return std::unexpected(broken->second);
  if (raw_->packs.contains(pack)) return {};
  return MakeProblem("pack.unknown", "--pack",
                     {{"pack", pack}, {"nearest", NearestName(pack, Packs())}});
}

Result<const MetricSpec*> MetricCatalog::Find(const std::string& id,
                                              const std::string& pack) const {
  KEBAO_TRY_VOID(CheckPack(pack));
  const PackMetrics& metrics = *PackNamed(pack);
  const auto found = metrics.by_id.find(id);
  if (found != metrics.by_id.end()) return &metrics.metrics[found->second];
  if (const auto broken = metrics.broken.find(id); broken != metrics.broken.end())
    return std::unexpected(broken->second);
  for (const auto& [stem, problem] : raw_->broken_families) {
    if (id.starts_with(stem + "_")) return std::unexpected(problem);
  }
  std::vector<std::string> known;
  for (const auto& [name, index] : metrics.by_id) known.push_back(name);
  return MakeProblem("metric.unknown", id, {{"metric", id}, {"nearest", NearestName(id, known)}});
}

std::vector<const MetricSpec*> MetricCatalog::List(const std::string& pack) const {
  std::vector<const MetricSpec*> list;
  const PackMetrics* metrics = PackNamed(pack);
  if (metrics == nullptr) return list;
  for (const MetricSpec& spec : metrics->metrics) list.push_back(&spec);
  return list;
}

std::vector<std::string> MetricCatalog::ChangedBy(const std::string& pack) const {
  std::vector<std::string> changed;
  const PackMetrics* own = PackNamed(kOwnPack);
  const PackMetrics* other = PackNamed(pack);
  if (own == nullptr || other == nullptr) return changed;
  for (const MetricSpec& mine : own->metrics) {
    const auto index = other->by_id.find(mine.id);
    if (index == other->by_id.end()) continue;  // broken there
    const MetricSpec& theirs = other->metrics[index->second];
    const bool is_same_place = mine.place == theirs.place;
    if (!is_same_place || mine.recorded_by != theirs.recorded_by) changed.push_back(mine.id);
  }
  return changed;
}

std::vector<std::string> MetricCatalog::Packs() const {
  std::vector<std::string> names;
  for (const auto& [name, entries] : raw_->packs) names.push_back(name);
  return names;
}

Result<const DimensionSpec*> MetricCatalog::FindDimension(const std::string& id) const {
  std::vector<std::string> known;
  for (const DimensionSpec& dimension : raw_->dimensions) {
    if (dimension.id == id) return &dimension;
    known.push_back(dimension.id);
  }
  if (const auto broken = raw_->broken_dimensions.find(id); broken != raw_->broken_dimensions.end())
    return std::unexpected(broken->second);
  return MakeProblem("dimension.unknown", id,
                     {{"dimension", id}, {"nearest", NearestName(id, known)}});
}

}  // namespace kebao::metrics
