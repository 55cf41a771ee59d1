#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// The same figures as FoldScan, one aggregating statement per grouping and period: the oracle that
/// the fold is tested against, and the way out when the fold's states would not fit. Quantiles come
/// without their intervals. Adds the statements to `statements`.
ScanResult QueryScan(const ScanPlan& plan, std::span<const ScanPeriod> periods,
                     const engine::Engine& engine, std::vector<std::string>* statements);

/// The same figures as FoldStock.
ScanResult QueryStock(const ScanPlan& plan, std::span<const ScanPeriod> periods,
                      const engine::Engine& engine, std::vector<std::string>* statements);

}  // namespace kebao::metrics
