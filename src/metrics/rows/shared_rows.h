#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.h"
#include "engine/chunk.h"
#include "metrics/rows/rows_behind.h"

namespace kebao::metrics {

/// Where a figure's parts stand among the columns of SharedRows; figures may share a column, which
/// is called as the fact's column whose values it holds, else as the first of these metrics. A row
/// that is not in a part has null there, so that the figure is computed from the column alone:
/// - count: how many have a value (1 each);
/// - sum, mean, quantile, min, max: of the values;
/// - share: the mean of 1 and 0, of its denominator's rows;
/// - ratio: the sum of `value` by the sum of `denominator`;
/// times the metric's scale.
struct PartsOfMetric {
  const MetricSpec* metric = nullptr;
  size_t value = 0;
  std::optional<size_t> denominator;  // of a ratio that is no share
};

/// One table of rows from which several figures can be computed again.
struct SharedRows {
  std::vector<PartsOfMetric> metrics;  // in the order asked for
  std::vector<std::string> left_out;   // metrics that cannot be computed from these rows
  std::vector<RowColumn> columns;      // id, clock, dimensions, parts: as the stream has them
  std::unique_ptr<engine::ChunkStream> rows;
  std::string statement;

  /// The column that a dimension's values stand in, the one that figures by this dimension are told
  /// apart by under the context's pack; nullopt: the fact has none.
  std::optional<size_t> ColumnOfDimension(const std::string& column) const;
};

/// All rows of the context's period, filters, sources and scope of the fact and clock of the first
/// metric that can be computed from rows of its own, whether they are in a part or not. In the
/// order of the clock, then of the ids; no personal data, ids are the source's. Left out are
/// metrics that are derived, stocks, numbers of different values, or of another fact or clock. The
/// comparison period is not looked at. Problems: those of MakePlan, "query.rows_none" {metrics}:
/// all are left out.
Result<SharedRows> FindRowsOf(const RunInputs& inputs, std::span<const std::string> metrics);

}  // namespace kebao::metrics
