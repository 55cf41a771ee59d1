#pragma once

#include <string>
#include <vector>

#include "metrics/catalog/metric_catalog.h"

namespace kebao::metrics {

/// Whether what puts it in a period is a day, not an instant.
bool IsDayClock(const MetricSpec& metric, const domain::FactSchema& fact);
/// Whether a metric can be told apart by the hour: not if its clock is a day. Stocks can be looked
/// at at any hour.
bool HasHours(const MetricSpec& metric, const domain::FactSchema& fact);
/// Whether it can be told apart by the dimension. `fact`: the metric's.
bool HasDimension(const MetricSpec& metric, const domain::FactSchema& fact,
                  const DimensionSpec& dimension, const std::string& pack);
/// Ids of the dimensions that a metric has, in the order of the catalogue.
std::vector<std::string> DimensionsOf(const MetricCatalog& catalog, const MetricSpec& metric,
                                      const std::string& pack);

}  // namespace kebao::metrics
