#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/problem.h"
#include "domain/fact_schema.h"
#include "engine/chunk.h"

namespace kebao::metrics {

struct MetricSpec;
struct RunInputs;

/// A column of the rows that a figure is made of.
struct RowColumn {
  enum class Role : uint8_t {
    kId,           // text: the source's id of the conversation, or of the record
    kClock,        // puts the row into the period; a stock: since when it counts
    kDimension,    // what can be filtered by: code, agent, team or source key
    kRead,         // a column of the fact that the definition reads
    kValue,        // what the row puts in: a mean's or quantile's value, a summand
    kNumerator,    // 1 or 0 of a counted row, else the summand; null: not in this part
    kDenominator,  // the same; a share has none, since each of its rows counts once
  };
  std::string name;  // of the fact's column; "id", "value", "numerator", "denominator"
  Role role = Role::kRead;
  domain::ColumnType type = domain::ColumnType::kText;  // says how codes and keys are to be read
};

struct RowsBehind {
  const MetricSpec* metric = nullptr;
  std::vector<RowColumn> columns;  // as the stream has them
  std::unique_ptr<engine::ChunkStream> rows;
  std::string statement;
};

/// The rows behind a figure of the context's period: exactly those that it counts, so that it can
/// be computed again from the parts that each row states (see Role). In the order of the clock,
/// then of the ids. Personal data is not among the columns; ids are the source's. The comparison
/// period is not looked at. Problems: those of MakePlan, "query.rows_derived" {metric, parts}: a
/// figure computed from other figures has no rows of its own.
Result<RowsBehind> FindRowsBehind(const RunInputs& inputs, const std::string& metric);

}  // namespace kebao::metrics
