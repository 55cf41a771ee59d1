#pragma once

#include <string>
#include <vector>

#include "engine/engine.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// Aggregating SQL of a measure, in the order of its results; a NaN result has no column (see
/// FillMeasure).
std::vector<std::string> AggregateSql(const Measure& measure, const engine::Dialect& dialect);

/// From the columns of AggregateSql (NaN = null) to the measure's results.
void FillMeasure(const Measure& measure, const double* columns, double* results);

}  // namespace kebao::metrics
