#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/problem.h"
#include "metrics/query.h"
#include "metrics/rows/rows_behind.h"

namespace kebao::inquiry {

/// The rows behind a figure (metrics::MetricService::RowsOf).
using FindRows =
    std::function<Result<metrics::RowsBehind>(const metrics::QueryContext&, const std::string&)>;

/// Where the first column of that role stands; with a name, the one that is called so.
std::optional<size_t> PlaceOf(const metrics::RowsBehind& rows, metrics::RowColumn::Role role,
                              const std::string& name = "");
/// A number of a row, whatever its type; a flag is 1 or 0. The row must not be null there.
double NumberIn(const engine::ColumnView& column, size_t row);

}  // namespace kebao::inquiry
