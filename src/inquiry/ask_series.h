#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "inquiry/asked_metrics.h"

namespace kebao::inquiry {

/// Metrics by `grain` over the days [first, limit) in place of the context's period, without
/// comparison.
Result<metrics::ResultTable> AskSeries(const AskedMetrics& asked, metrics::QueryContext context,
                                       metrics::Query query, LocalDay first, LocalDay limit);

}  // namespace kebao::inquiry
