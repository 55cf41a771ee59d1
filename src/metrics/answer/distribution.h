#pragma once

#include <string>
#include <vector>

#include "metrics/metric_service.h"
#include "metrics/plan/row_rule.h"

namespace kebao::metrics {

/// See MetricService::DistributionOf.
Result<Distribution> CountByRange(const RunInputs& inputs, const std::string& metric,
                                  std::vector<double> edges);

/// About `count` round edges (1, 2, 2.5, 5 × 10^k; for seconds: minutes, hours, days) from 0 up to
/// `high`.
std::vector<double> RoundEdges(double low, double high, bool is_seconds);

}  // namespace kebao::metrics
