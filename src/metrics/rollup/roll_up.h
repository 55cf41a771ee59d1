#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/time_zone.h"
#include "engine/warehouse.h"
#include "metrics/rollup/rollup_definition.h"

namespace kebao::metrics {

/// Local days, half-open.
struct DayRun {
  LocalDay first;
  LocalDay limit;
  bool operator==(const DayRun&) const = default;
};

/// The days of the given UTC hours (ascending) as few runs: days that lie between two touched ones
/// may be among them.
std::vector<DayRun> RunsOf(std::span<const Instant> hours, const TimeZone& zone);
/// Cut so that the cells of one slice fit into memory.
std::vector<DayRun> Slices(const DayRun& run);

/// Columns of a roll-up's table: slot, keys, then each measure's states (see Measure::width).
std::vector<domain::FactColumn> ColumnsOf(const RollupDefinition& rollup);
/// SQL: the cell's slot lies in the run.
std::string SlotCondition(const RollupDefinition& rollup, const DayRun& run,
                          const engine::Dialect& dialect);

struct RollUpInputs {
  engine::WriteTransaction& transaction;
  const MetricCatalog& catalog;
  const engine::Directory& directory;
  const TimeZone& zone;  // of the run's days; roll-ups by hour: UTC
};

/// The cells of the run's days out of the facts, by one scan for all roll-ups, which are of the
/// same fact and clock. In the order of `rollups`.
std::vector<engine::ColumnBatch> RollUpDays(const RollUpInputs& inputs,
                                            std::span<const RollupDefinition* const> rollups,
                                            const DayRun& run);

}  // namespace kebao::metrics
