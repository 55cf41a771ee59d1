#pragma once

#include <span>
#include <string>

#include "engine/engine.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// Stocks at the end of every bucket: rows that entered before it and had not left. A bucket that
/// is not over at the report time shows the stock at the report time; one that has not begun has no
/// cell, nor has one in which nothing was in stock.
ScanResult FoldStock(const ScanPlan& plan, std::span<const ScanPeriod> periods,
                     const engine::Engine& engine, const std::string& statement);

/// The instants at which the stock of a period is taken, one per begun bucket.
std::vector<Instant> StockInstants(const ScanPeriod& period, Grain grain);

}  // namespace kebao::metrics
