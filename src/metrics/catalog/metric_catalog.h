#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/problem.h"
#include "metrics/catalog/metric_spec.h"
#include "metrics/catalog/raw_catalog.h"
#include "metrics/rollup/rollup_spec.h"

namespace kebao::metrics {

inline constexpr std::string_view kOwnPack = "kebao";

/// Where definitions lie. Every folder has metrics/, packs/, dimensions/ and rollups/ (each may be
/// missing); later folders add to earlier ones, and their metrics and dimensions take the place of
/// earlier ones of the same id. An id that stands twice in one folder is refused.
struct CatalogFolders {
  std::vector<std::filesystem::path> folders;  // shipped catalog first, then DATA/catalog
};

/// All definitions, checked and resolved for every pack. Immutable and thread-safe once loaded.
class MetricCatalog {
 public:
  /// `facts` must outlive the catalogue. Problems carry file:line:col: "metric.*", "expression.*",
  /// "pack.*", "dimension.*", "yaml.*". With one folder any of them ends the loading; with more,
  /// what is wrong breaks only what it defines: see problems(). Nothing else, and no definition of
  /// an earlier folder, stands in for what is broken.
  static Result<MetricCatalog> Load(const CatalogFolders& folders,
                                    const domain::FactCatalog& facts);

  /// The metric under a pack. Problems "metric.unknown" {metric, nearest}, "pack.unknown" {pack},
  /// or whatever is wrong with its definition.
  Result<const MetricSpec*> Find(const std::string& id, const std::string& pack) const;
  /// In the order of the files: what a dictionary of metrics lists.
  std::vector<const MetricSpec*> List(const std::string& pack = std::string(kOwnPack)) const;
  /// Ids of the metrics that a pack defines otherwise than Kebao.
  std::vector<std::string> ChangedBy(const std::string& pack) const;
  std::vector<std::string> Packs() const;
  /// Problem "pack.unknown" {pack, nearest}, or whatever is wrong with the pack as a whole.
  Result<void> CheckPack(const std::string& pack) const;

  /// Everything that is wrong in the files, each once.
  const std::vector<Problem>& problems() const { return problems_; }
  /// Whether the first folder defines a metric, pack or dimension of this id.
  bool IsInFirstFolder(const std::string& id) const { return first_ids_.contains(id); }

  Result<const DimensionSpec*> FindDimension(const std::string& id) const;
  const std::vector<DimensionSpec>& dimensions() const { return dimensions_; }
  const std::vector<RollupSpec>& rollups() const { return rollups_; }
  const domain::FactCatalog& facts() const { return *facts_; }
  /// Of every definition; part of a figure's link and of cache keys.
  uint64_t version() const { return version_; }

 private:
  struct PackMetrics {
    std::vector<MetricSpec> metrics;
    std::map<std::string, size_t, std::less<>> by_id;
    BrokenById broken;
  };
  Result<PackMetrics> BuildPack(const RawCatalog& raw, const std::string& pack);
  Result<void> BuildMetrics(const RawCatalog& raw, const std::string& pack, PackMetrics* built);
  Result<void> LinkMetrics(PackMetrics* built);
  Result<void> Keep(const Problem& problem);

  bool is_strict_ = true;
  const domain::FactCatalog* facts_ = nullptr;
  std::map<std::string, PackMetrics, std::less<>> packs_;
  std::vector<DimensionSpec> dimensions_;
  BrokenById broken_packs_;
  BrokenById broken_families_;
  BrokenById broken_dimensions_;
  std::vector<Problem> problems_;
  std::set<std::string, std::less<>> first_ids_;
  std::vector<RollupSpec> rollups_;
  uint64_t version_ = 0;
};

}  // namespace kebao::metrics
