#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
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

/// All definitions, checked and resolved for every pack. Thread-safe once loaded.
class MetricCatalog {
 public:
  MetricCatalog(MetricCatalog&&) noexcept;
  MetricCatalog& operator=(MetricCatalog&&) noexcept;
  ~MetricCatalog();

  /// `facts` must outlive the catalogue. Problems carry file:line:col: "metric.*", "expression.*",
  /// "pack.*", "dimension.*", "yaml.*". With one folder any of them ends the loading; with more,
  /// what is wrong breaks only what it defines: see problems(). Nothing else, and no definition of
  /// an earlier folder, stands in for what is broken. Where there are more and only the first
  /// defines anything, its packs are checked when they are first asked for.
  /// A metric that reads one of the `broken` columns is broken likewise.
  static Result<MetricCatalog> Load(const CatalogFolders& folders, const domain::FactCatalog& facts,
                                    BrokenColumns broken = {});

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
  bool IsInFirstFolder(const std::string& id) const { return raw_->first_ids.contains(id); }

  Result<const DimensionSpec*> FindDimension(const std::string& id) const;
  const std::vector<DimensionSpec>& dimensions() const { return raw_->dimensions; }
  const std::vector<RollupSpec>& rollups() const { return rollups_; }
  const domain::FactCatalog& facts() const { return *facts_; }
  /// Of every file of definitions; part of a figure's link and of cache keys.
  uint64_t version() const { return raw_->version; }

 private:
  struct PackMetrics {
    std::vector<MetricSpec> metrics;
    std::map<std::string, size_t, std::less<>> by_id;
    BrokenById broken;
    std::vector<Problem> problems;  // found while building, each once
  };
  /// Packs are built when they are first asked for.
  struct BuiltPacks;
  MetricCatalog();
  PackMetrics BuildPack(const std::string& pack) const;
  void BuildMetrics(const std::string& pack, PackMetrics* built) const;
  static void LinkMetrics(PackMetrics* built);
  void CheckAllPacks();
  /// The metric, unless a column that it reads is broken.
  Result<MetricSpec> BuildOne(const RawMetric& metric, const std::string& pack) const;
  /// nullptr: there is none of this name.
  const PackMetrics* PackNamed(std::string_view pack) const;

  const domain::FactCatalog* facts_ = nullptr;
  std::unique_ptr<const RawCatalog> raw_;
  BrokenColumns broken_columns_;
  std::unique_ptr<BuiltPacks> packs_;
  std::vector<Problem> problems_;
  std::vector<RollupSpec> rollups_;
};

}  // namespace kebao::metrics
