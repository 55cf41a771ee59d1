#pragma once

#include <optional>
#include <span>
#include <vector>

#include "metrics/plan/row_rule.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// Where an undivided metric's numbers come from. measure[1] is a ratio's denominator where the two
/// are counted apart.
struct MetricSource {
  const MetricSpec* spec = nullptr;
  int scan = -1;  // −1: not to be had under these filters and dimensions
  int measures[2] = {-1, -1};
  int grouping = -1;
  int total_grouping = -1;
};

/// A derived metric that compares with the whole needs the total of a part even where no total row
/// is asked for.
inline bool NeedsTotals(const MetricSpec& metric) { return !metric.totals_from.empty(); }

/// A question with everything looked up.
struct PlannedQuery {
  const Query* query = nullptr;
  std::vector<const MetricSpec*> metrics;
  std::vector<const DimensionSpec*> dimensions;
  std::vector<MetricSource>
      sources;  // of the metrics and of what derived ones are made of; each once
};

struct Plan {
  std::vector<ScanPeriod> periods;  // current, then comparison
  std::vector<ScanPlan> scans;
  std::vector<PlannedQuery> queries;
  std::vector<Problem> refusals;  // "rollup.*": why a metric is read from the facts
};

/// Puts questions of the same fact and clock into one scan. Problems: "metric.unknown",
/// "pack.unknown", "dimension.unknown", "query.dimension_unsupported", "query.filter_unsupported",
/// "query.no_metric".
Result<Plan> MakePlan(const RunInputs& inputs, std::span<const Query> queries);

}  // namespace kebao::metrics
