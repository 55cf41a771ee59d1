#pragma once

#include <functional>
#include <vector>

#include "base/problem.h"
#include "metrics/query.h"

namespace kebao::metrics {

/// How queries are answered, for whoever need not know by whom: one table per query, in order.
using AnswerQueries =
    std::function<Result<std::vector<ResultTable>>(const QueryContext&, const std::vector<Query>&)>;

}  // namespace kebao::metrics
