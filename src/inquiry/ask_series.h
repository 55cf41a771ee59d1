#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "metrics/metric_service.h"

namespace kebao::inquiry {

/// Metrics by `grain` over the days [first, limit) in place of the context's period, without
/// comparison.
Result<metrics::ResultTable> AskSeries(const metrics::MetricService& service,
                                       metrics::QueryContext context, metrics::Query query,
                                       LocalDay first, LocalDay limit);

}  // namespace kebao::inquiry
