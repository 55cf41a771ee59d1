#pragma once

#include <vector>

#include "base/problem.h"
#include "metrics/catalog/metric_spec.h"

namespace kebao::metrics {

/// Checks what derived metrics are made of: known metrics, none of them derived, one entity and
/// clock unless the entry says `cross_entity: true`. Sets entity and clock of the derived ones.
/// Problems "metric.derived_unknown", "metric.derived_of_derived", "metric.derived_mixes".
Result<void> LinkDerived(std::vector<MetricSpec>* metrics);

}  // namespace kebao::metrics
