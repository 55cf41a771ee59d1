#include "analysis/attribution/from_result_table.h"

#include <algorithm>
#include <cmath>

#include "metrics/answer/statistics.h"

namespace kebao::analysis {
namespace {

using metrics::MetricKind;
using metrics::MetricSpec;
using metrics::Row;
using metrics::Value;

constexpr double kNormal975 = 1.959963984540054;

/// n·s² (or base² × variance) from the width of an interval.
std::optional<double> VarianceOf(Measure measure, const Value& value) {
  if (!value.low || !value.high || value.n < 2) return std::nullopt;
  const auto n = static_cast<double>(value.n);
  const double width = measure == Measure::kMean ? metrics::StudentT975(n - 1) : kNormal975;
  const double error = (*value.high - *value.low) / 2 / width * n;
  return error * error;
}

Sums SumsOf(Measure measure, const Value& value) {
  const auto n = static_cast<double>(value.n);
  if (!value.value) return {};
  switch (measure) {
    case Measure::kCount:
      return {*value.value, 0, *value.value, {}};
    case Measure::kSum:
      return {*value.value, 0, n, {}};
    case Measure::kShare:
      return {std::round(*value.value * n), n, n, {}};
    case Measure::kMean:
    case Measure::kRatio:
      break;
  }
  return {*value.value * n, n, n, VarianceOf(measure, value)};
}

/// Variance per row of those segments that have one.
class Pool {
 public:
  void Add(const Sums& sums) {
    if (!sums.variance) return;
    variance_ += *sums.variance;
    n_ += sums.n;
  }
  void FillIn(Sums* sums) const {
    if (!sums->variance && sums->n > 0 && n_ > 0) sums->variance = variance_ / n_ * sums->n;
  }

 private:
  double variance_ = 0;
  double n_ = 0;
};

void FillInVariances(Breakdown* breakdown) {
  Pool before;
  Pool now;
  for (const Segment& segment : breakdown->segments) {
    before.Add(segment.change.before);
    now.Add(segment.change.now);
  }
  for (Segment& segment : breakdown->segments) {
    before.FillIn(&segment.change.before);
    now.FillIn(&segment.change.now);
  }
}

std::optional<Outcome> ObstacleOf(const Row& row, size_t column) {
  if (column >= row.compared.size()) return Outcome::kNoComparison;
  const Value& now = row.values[column];
  const Value& before = row.compared[column];
  if (!now.is_complete || !before.is_complete) return Outcome::kIncomplete;
  if (now.is_partial != before.is_partial) return Outcome::kNotMeasured;
  return std::nullopt;
}

}  // namespace

std::optional<Measure> MeasureOf(const MetricSpec& metric) {
  const bool is_by_rows = metric.denominator.function == metrics::AggregateSpec::Function::kCount;
  switch (metric.kind) {
    case MetricKind::kCount:
      return Measure::kCount;
    case MetricKind::kSum:
    case MetricKind::kStock:
      return Measure::kSum;
    case MetricKind::kMean:
      return Measure::kMean;
    case MetricKind::kRatio:
      if (metric.is_share && metric.scale == 1) return Measure::kShare;
      return is_by_rows ? std::optional(Measure::kRatio) : std::nullopt;
    default:
      return std::nullopt;
  }
}

std::expected<Breakdown, Outcome> BreakdownOf(const MetricSpec& metric,
                                              const metrics::ResultTable& answer, size_t column,
                                              bool has_people) {
  const auto measure = MeasureOf(metric);
  if (!measure) return std::unexpected(Outcome::kNotMeasured);
  Breakdown breakdown{answer.query.dimensions, has_people, {}};
  for (const Row& row : answer.rows) {
    if (row.is_total) continue;
    if (const auto obstacle = ObstacleOf(row, column)) return std::unexpected(*obstacle);
    breakdown.segments.push_back(
        {row.keys, {SumsOf(*measure, row.compared[column]), SumsOf(*measure, row.values[column])}});
  }
  FillInVariances(&breakdown);
  return breakdown;
}

}  // namespace kebao::analysis
