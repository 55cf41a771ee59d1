#pragma once

#include <string>
#include <vector>

#include "domain/fact_schema.h"
#include "engine/engine.h"
#include "metrics/catalog/metric_spec.h"
#include "metrics/plan/scan_plan.h"
#include "metrics/rows/rows_behind.h"

namespace kebao::metrics {

/// What a row puts into one part of a figure.
struct RowPart {
  RowColumn column;
  std::string value;  // SQL; null: the row is not in this part
  std::string shown;  // SQL of what the reader sees of it, a real
};

/// Of an undivided metric that is planned as `first` and, for a ratio whose parts are counted
/// apart, `second`. None where rows are counted. They hold for rows that CountedCondition keeps.
std::vector<RowPart> PartsOfRow(const MetricSpec& spec, const Measure& first, const Measure* second,
                                const engine::Dialect& dialect);

/// SQL of what holds of a row that counts.
std::string CountedCondition(const MetricSpec& spec, const Measure& first, const Measure* second);

/// Both conditions; an empty one, or TRUE, changes nothing.
std::string And(const std::string& a, const std::string& b);

/// Whether rows can be filtered by the column.
bool IsDimensionColumn(const domain::FactColumn& column);

/// The column that the id of a fact's row is found by.
std::string RowKeyColumn(const domain::FactSchema& fact);
/// Names of a statement's outputs begin with "kebao_", which no column does, so that nothing is
/// ambiguous beside the table of ids.
std::string RowOutputName(size_t index);
/// The rows of `inner` with the source's ids before them, in the order of the first output, then of
/// the ids. Its outputs are called RowOutputName(0 … outputs − 1), and "kebao_key" is the key.
std::string WithIds(const std::string& inner, const domain::FactSchema& fact, size_t outputs,
                    const engine::Dialect& dialect);

}  // namespace kebao::metrics
