#pragma once

#include <map>
#include <string>

#include "base/problem.h"
#include "metrics/catalog/metric_spec.h"

namespace kebao::metrics {

/// Metrics by id, each at its final place.
using SpecsById = std::map<std::string, const MetricSpec*, std::less<>>;

/// Checks what a derived metric is made of: known metrics, none of them derived, one entity and
/// clock unless the entry says `cross_entity: true`. Sets its entity and clock. Problems
/// "metric.derived_unknown" {metric, part}, "metric.derived_of_derived", "metric.derived_mixes".
Result<void> LinkDerived(const SpecsById& by_id, MetricSpec* derived);

}  // namespace kebao::metrics
