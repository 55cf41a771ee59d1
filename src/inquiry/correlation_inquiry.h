#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/correlation/correlation.h"
#include "analysis/correlation/cross_table.h"
#include "analysis/people/comparison.h"
#include "base/problem.h"
#include "inquiry/people_inquiry.h"

namespace kebao::inquiry {

/// Which figures go together, and which groupings: questions asked of the metrics, and what
/// analysis makes of their answers.

/// What is looked at, catalog/analysis/correlation.yaml.
struct CorrelationPlan {
  std::vector<std::string> metrics;
  std::string by;                  // a dimension; empty where `grain` is given
  std::vector<std::string> given;  // metrics that are held still in turn
};
/// Problems "yaml.*".
Result<CorrelationPlan> LoadCorrelationPlan(const std::filesystem::path& file);

struct CorrelationRequest {
  CorrelationPlan plan;
  metrics::Grain grain = metrics::Grain::kNone;  // kDay or kWeek: units are whole buckets
  std::set<int64_t> left_out;                    // codes of `by`
};

/// Metrics over units.
struct CorrelationAnswer {
  std::vector<std::string> units;  // names, or days: what the values are of
  std::vector<const metrics::MetricSpec*> metrics;
  std::vector<analysis::Variable> variables;  // of the metrics, by unit; NaN: not measured
  std::vector<const metrics::MetricSpec*> third_metrics;
  std::vector<analysis::Variable> thirds;
  std::vector<analysis::PairOfVariables> pairs;      // the surest first
  std::vector<const metrics::MetricSpec*> left_out;  // not known by these units
};
/// A unit has a value of a metric where it has the metric's minimum sample and is complete; rows of
/// nobody are no unit. Problems: those of metrics.
Result<CorrelationAnswer> AskForCorrelations(const AskedMetrics& asked,
                                             const metrics::QueryContext& context,
                                             const CorrelationRequest& request);

/// A figure by two dimensions.
struct CrossAnswer {
  enum class Test : uint8_t {
    kCounts,  // whether the two have to do with each other
    kShares,  // whether the share differs between cells
    kMeans,   // whether the mean does
    kNone,    // sums, quantiles …: shown, not tested
  };
  const metrics::MetricSpec* metric = nullptr;
  std::string row_dimension;
  std::string column_dimension;
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  std::vector<std::vector<metrics::Value>> cells;  // by row and column
  std::vector<metrics::Value> row_totals;
  std::vector<metrics::Value> column_totals;
  metrics::Value total;
  Test test = Test::kNone;
  analysis::Association association;             // kCounts, kShares
  std::optional<analysis::Variation> variation;  // kMeans
  /// What stands out, against what the margins let expect (counts) or against all other cells; the
  /// false discovery rate over the cells is 5 %.
  std::vector<std::vector<analysis::people::Standing>> standings;
};
/// Problems: those of metrics.
Result<CrossAnswer> AskForCross(const AskedMetrics& asked, const metrics::QueryContext& context,
                                const std::string& metric, const std::string& row_dimension,
                                const std::string& column_dimension);

}  // namespace kebao::inquiry
