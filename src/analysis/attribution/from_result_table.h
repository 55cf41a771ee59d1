#pragma once

#include <expected>
#include <optional>

#include "analysis/attribution/segment.h"
#include "analysis/finding.h"
#include "metrics/catalog/metric_spec.h"
#include "metrics/query.h"

namespace kebao::analysis {

/// What a metric is to attribution. Stocks are sums (of which nothing can be tested). Nullopt:
/// parts of it do not make a whole (distinct counts, quantiles, extremes, derived figures, and
/// ratios by a base that the answer does not hold).
std::optional<Measure> MeasureOf(const metrics::MetricSpec& metric);

/// One metric of an answer without a grain, as a breakdown of its change; a total row is left out.
/// Amounts of shares are counts again; variances are taken back from the intervals, and for
/// segments too small to have one from all others. The figures of a ratio keep the metric's scale.
/// Errors: kNoComparison, kIncomplete (one cell is enough), kNotMeasured (not a metric with parts,
/// or figures over different sources).
std::expected<Breakdown, Outcome> BreakdownOf(const metrics::MetricSpec& metric,
                                              const metrics::ResultTable& answer, size_t column,
                                              bool has_people);

}  // namespace kebao::analysis
