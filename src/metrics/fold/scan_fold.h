#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/engine.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// Folds streams of projected rows (see FoldStatements) into every grouping of the plan at once,
/// for every period. Nullopt: the states grew beyond `memory_budget` bytes; ask the engine instead.
std::optional<ScanResult> FoldScan(const ScanPlan& plan, std::span<const ScanPeriod> periods,
                                   const engine::Engine& engine,
                                   std::span<const std::string> statements, size_t memory_budget);

}  // namespace kebao::metrics
