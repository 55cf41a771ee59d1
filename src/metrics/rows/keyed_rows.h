#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/problem.h"
#include "engine/chunk.h"
#include "metrics/rows/customer_totals.h"

namespace kebao::metrics {

/// The rows that a figure of the context's period counts, with columns of its fact as they stand,
/// keys of customers among them, so that what one customer did can be put in order. For computing
/// only: nothing of a single row is to be shown. In the order of the metric's clock. The comparison
/// period is not looked at. Problems: those of MakePlan, "query.rows_derived" {metric, parts} for
/// figures without rows of their own, "query.column_unknown" {metric, column}.
Result<std::unique_ptr<engine::ChunkStream>> FindKeyedRows(const FactInputs& inputs,
                                                           const QueryContext& context,
                                                           const std::string& metric,
                                                           const std::vector<std::string>& columns);

}  // namespace kebao::metrics
