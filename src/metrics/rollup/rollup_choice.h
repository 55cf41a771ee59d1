#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "metrics/plan/row_rule.h"
#include "metrics/plan/scan_plan.h"
#include "metrics/rollup/rollup_table.h"

namespace kebao::metrics {

/// One metric under one grouping: may it be answered from a roll-up?
struct RollupQuestion {
  const MetricSpec* metric = nullptr;
  Grain grain = Grain::kNone;
  std::span<const DimensionSpec* const> dimensions;
  std::span<const ScanPeriod> periods;
};

struct RollupChoice {
  const RollupTable* table = nullptr;  // nullptr: read the facts, because of `refusal`
  std::vector<Measure> measures;       // with `state` set
  std::optional<Problem> refusal;      // "rollup.*" {metric, …}
};

/// The smallest roll-up that gives exactly what the facts would give, or why there is none.
RollupChoice ChooseRollup(const RunInputs& inputs, const RollupTables& tables,
                          const RollupQuestion& question);

}  // namespace kebao::metrics
