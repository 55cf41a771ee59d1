#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/problem.h"
#include "metrics/catalog/metric_spec.h"

namespace kebao::metrics {

inline constexpr std::string_view kOwnPack = "kebao";

/// Where definitions lie. Every folder has metrics/, packs/ and dimensions/ (each may be missing);
/// later folders add to earlier ones. An id that stands twice is refused.
struct CatalogFolders {
  std::vector<std::filesystem::path> folders;  // shipped catalog first, then DATA/catalog
};

/// All definitions, checked and resolved for every pack. Immutable and thread-safe once loaded.
class MetricCatalog {
 public:
  /// `facts` must outlive the catalogue. Problems carry file:line:col: "metric.*", "expression.*",
  /// "pack.*", "dimension.*", "yaml.*".
  static Result<MetricCatalog> Load(const CatalogFolders& folders,
                                    const domain::FactCatalog& facts);

  /// The metric under a pack. Problems "metric.unknown" {metric, nearest}, "pack.unknown" {pack}.
  Result<const MetricSpec*> Find(const std::string& id, const std::string& pack) const;
  /// In the order of the files: what a dictionary of metrics lists.
  std::vector<const MetricSpec*> List(const std::string& pack = std::string(kOwnPack)) const;
  /// Ids of the metrics that a pack defines otherwise than Kebao.
  std::vector<std::string> ChangedBy(const std::string& pack) const;
  std::vector<std::string> Packs() const;

  Result<const DimensionSpec*> FindDimension(const std::string& id) const;
  const std::vector<DimensionSpec>& dimensions() const { return dimensions_; }
  const domain::FactCatalog& facts() const { return *facts_; }
  /// Of every definition; part of a figure's link and of cache keys.
  uint64_t version() const { return version_; }

 private:
  struct PackMetrics {
    std::vector<MetricSpec> metrics;
    std::map<std::string, size_t, std::less<>> by_id;
  };
  const domain::FactCatalog* facts_ = nullptr;
  std::map<std::string, PackMetrics, std::less<>> packs_;
  std::vector<DimensionSpec> dimensions_;
  uint64_t version_ = 0;
};

}  // namespace kebao::metrics
