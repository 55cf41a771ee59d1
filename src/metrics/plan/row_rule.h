#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "domain/fact_schema.h"
#include "engine/engine.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/query.h"
#include "metrics/rollup/rollup_table.h"

namespace kebao::metrics {

class RecordedColumns;

/// Everything that a run takes from outside, by reference. Pure data: no clock, no I/O except
/// through the engine.
struct RunInputs {
  const engine::Engine& engine;
  const engine::Directory& directory;
  const MetricCatalog& catalog;
  const QueryContext& context;
  RecordedColumns& recorded;
  const RollupTables* rollups = nullptr;  // nullptr: every figure is read from the facts
  /// See plan/standing_conversations.h, for the context's report time.
  std::span<const int64_t> resolved_between = {};
};

/// SQL condition for the rows of a fact that the run may see: filters, sources and scope. "TRUE"
/// for all rows; nullopt if a filter names a dimension that the fact does not have (its metrics
/// cannot be told apart by it). `clock`: SQL of the instant that filters on weekday and hour of day
/// read.
std::optional<std::string> RowRule(const RunInputs& inputs, const domain::FactSchema& fact,
                                   const std::string& local_micros);

/// Column of the dimension on the fact, the pack's own one first; nullptr: the fact does not have
/// it.
const domain::FactColumn* ColumnOf(const DimensionSpec& dimension, const domain::FactSchema& fact,
                                   const std::string& pack);

/// SQL of weekday (1–7) and hour of day (0–23) from SQL of the local wall clock in µs.
std::string WeekdaySql(const engine::Dialect& dialect, const std::string& local_micros);
std::string HourOfDaySql(const engine::Dialect& dialect, const std::string& local_micros);
std::string LocalDaySql(const engine::Dialect& dialect, const std::string& local_micros);

}  // namespace kebao::metrics
