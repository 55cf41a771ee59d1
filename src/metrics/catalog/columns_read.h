#pragma once

#include <set>
#include <string>

#include "metrics/catalog/metric_spec.h"

namespace kebao::metrics {

/// Names that the metric's expressions read, as they stand in SQL: with "__pack" where the pack has
/// columns of its own. Of a stock with `again`, those of both facts; the clock is not among them.
std::set<std::string> ColumnsRead(const MetricSpec& spec);

}  // namespace kebao::metrics
