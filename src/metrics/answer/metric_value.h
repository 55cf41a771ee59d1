#pragma once

#include "metrics/plan/planner.h"
#include "metrics/query.h"

namespace kebao::metrics {

/// A metric's value from the results of its cell; `cell` null: no rows there. Completeness is the
/// caller's.
Value ValueOf(const MetricSource& source, const ScanPlan& scan, const double* cell);

}  // namespace kebao::metrics
