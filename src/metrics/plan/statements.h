#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// The statements that feed the fold: clock, dimensions that are columns, inputs. One if the
/// periods touch or overlap, else one each, so that the engine reads only their rows.
std::vector<std::string> FoldStatements(const ScanPlan& scan, std::span<const ScanPeriod> periods,
                                        const engine::Dialect& dialect);

/// The same for a stock: entered, left, dimensions, inputs; rows that were in stock at some time of
/// some period.
std::string StockStatement(const ScanPlan& scan, std::span<const ScanPeriod> periods,
                           const engine::Dialect& dialect);

/// SQL condition: the row's clock lies in the period (in its rows seen by the report time).
std::string PeriodCondition(const ScanPlan& scan, const ScanPeriod& period,
                            const engine::Dialect& dialect);

}  // namespace kebao::metrics
