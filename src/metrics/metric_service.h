#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "engine/engine.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/query.h"
#include "metrics/rows/rows_behind.h"
#include "metrics/rows/shared_rows.h"

namespace kebao::metrics {

enum class Path : uint8_t {
  kAuto,    // roll-ups where they give the same, else the fold; SQL where its states would not fit
  kRollup,  // roll-ups only: refused where one metric cannot be had from them
  kFold,    // the facts, folded
  kSql,     // the facts, asked by SQL: the oracle
};

struct AnswerOptions {
  Path path = Path::kAuto;
  size_t memory_budget = size_t{2} << 30;  // bytes of fold states, kAuto only
};

struct Answers {
  std::vector<ResultTable> tables;  // one per query, in order
  Explanation explanation;
};

/// Counts of a metric's value by range: edges[i] ≤ value < edges[i + 1]; the last range is open
/// above, and what lies below edges[0] is counted in `below`.
struct Distribution {
  std::vector<double> edges;
  std::vector<int64_t> counts;  // as many as edges
  int64_t below = 0;
  int64_t n = 0;
  std::optional<double> min;
  std::optional<double> max;
};

/// Answers questions about the facts. Holds no data of its own beyond what is remembered per data
/// version. Thread-safe.
class MetricService {
 public:
  /// Everything but `recorded_facts` is borrowed and must outlive the service. `directory` as of
  /// the same data version as the queries, and `recorded_facts` (the warehouse's setting of that
  /// name; empty: the engine is asked).
  MetricService(const engine::Engine& engine, const engine::Directory& directory,
                const MetricCatalog& catalog, std::string_view recorded_facts = "");
  ~MetricService();

  /// One table per query; all questions of one fact and clock share a scan, in both periods.
  /// Problems: see MakePlan; with Path::kRollup also "rollup.*".
  Result<Answers> Answer(const QueryContext& context, std::span<const Query> queries,
                         const AnswerOptions& options = {}) const;

  /// Distribution of the value that a mean, quantile, min, max or sum metric is made of, in the
  /// current period. Empty `edges`: the metric's own, else round ones chosen from the data. Problem
  /// "query.no_distribution".
  Result<Distribution> DistributionOf(const QueryContext& context, const std::string& metric,
                                      std::vector<double> edges = {}) const;

  /// The rows behind a figure of the current period; see rows/rows_behind.h. The stream may be read
  /// until the engine is gone.
  Result<RowsBehind> RowsOf(const QueryContext& context, const std::string& metric) const;

  /// One table of rows under several figures; see rows/shared_rows.h.
  Result<SharedRows> SharedRowsOf(const QueryContext& context,
                                  std::span<const std::string> metrics) const;

  const MetricCatalog& catalog() const { return catalog_; }

 private:
  struct Memory;
  const engine::Engine& engine_;
  const engine::Directory& directory_;
  const MetricCatalog& catalog_;
  std::unique_ptr<Memory> memory_;
};

}  // namespace kebao::metrics
