#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "metrics/catalog/metric_catalog.h"

namespace kebao::metrics {

/// Which columns of a fact hold anything at all, by source: what a source does not record is null
/// in all of its rows.
struct FactRecording {
  std::vector<std::string> columns;              // that metrics ask about
  std::map<int64_t, std::vector<bool>> sources;  // source key → per column: some row is not null
};

/// Asks the engine once per fact and data version. Thread-safe.
class RecordedColumns {
 public:
  RecordedColumns(const engine::Engine& engine, const MetricCatalog& catalog)
      : engine_(engine), catalog_(catalog) {}

  /// True if one of `sources` (empty: any) records all columns that the metric needs, and has rows
  /// of the fact.
  bool IsRecorded(const MetricSpec& metric, const std::set<int64_t>& sources, int64_t data_version);

 private:
  const FactRecording& Of(domain::Fact fact, int64_t data_version);
  FactRecording Ask(domain::Fact fact) const;
  const engine::Engine& engine_;
  const MetricCatalog& catalog_;
  std::mutex mutex_;
  std::map<std::pair<domain::Fact, int64_t>, FactRecording> known_;
};

}  // namespace kebao::metrics
