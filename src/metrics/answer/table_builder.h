#pragma once

#include <span>

#include "metrics/plan/planner.h"
#include "metrics/query.h"

namespace kebao::metrics {

/// Puts the cells of the scans together into the table of one question: one row per key, values of
/// both periods, gaps between first and last bucket filled, sorted, with the total evaluated anew.
ResultTable BuildTable(const RunInputs& inputs, const Plan& plan, const PlannedQuery& query,
                       std::span<const ScanResult> results);

}  // namespace kebao::metrics
