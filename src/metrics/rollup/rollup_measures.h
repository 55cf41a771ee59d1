#pragma once

#include <set>
#include <string>
#include <vector>

#include "metrics/catalog/metric_spec.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// The report time as roll-ups see it: the year 9999.
inline constexpr Instant kEndOfTime{253'370'764'800 * kMicrosPerSecond};

/// What a metric needs of a roll-up: its measures as they stand at the end of time. A row's answer
/// to "is this instant before the report time" is then the same as at any report time after the
/// latest of those instants.
struct RollupMeasures {
  std::vector<Measure> measures;        // empty: the metric does not add up (see `reason`)
  std::set<std::string> compared_with;  // columns that are compared with the report time
  std::string reason;                   // code of the problem "rollup.*" that says why not
};

/// Only counts, sums, moments, pairs and extremes can be put together from parts, and only where no
/// row's contribution hangs on the zone or in another way on the report time.
RollupMeasures RollupMeasuresOf(const MetricSpec& metric, const engine::Dialect& dialect,
                                const engine::Directory& directory);

/// One line of text that two measures share only if they are the same accumulation.
std::string IdentityOf(const Measure& measure);
/// How many columns the states of the measure with this identity take.
int WidthOf(const std::string& identity);

}  // namespace kebao::metrics
