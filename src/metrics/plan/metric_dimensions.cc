#include "metrics/plan/metric_dimensions.h"

#include "metrics/plan/row_rule.h"

namespace kebao::metrics {

bool IsDayClock(const MetricSpec& metric, const domain::FactSchema& fact) {
  const domain::FactColumn* clock = fact.Find(metric.clock);
  return clock != nullptr && clock->type == domain::ColumnType::kDay;
}

bool HasHours(const MetricSpec& metric, const domain::FactSchema& fact) {
  return metric.kind == MetricKind::kStock || !IsDayClock(metric, fact);
}

bool HasDimension(const MetricSpec& metric, const domain::FactSchema& fact,
                  const DimensionSpec& dimension, const std::string& pack) {
  const bool is_stock = metric.kind == MetricKind::kStock;
  if (dimension.kind == DimensionKind::kWeekday) return !is_stock;
  if (dimension.kind == DimensionKind::kHourOfDay) return !is_stock && HasHours(metric, fact);
  return ColumnOf(dimension, fact, pack) != nullptr;
}

std::vector<std::string> DimensionsOf(const MetricCatalog& catalog, const MetricSpec& metric,
                                      const std::string& pack) {
  const domain::FactSchema& fact = catalog.facts().SchemaOf(metric.fact);
  std::vector<std::string> ids;
  for (const DimensionSpec& dimension : catalog.dimensions())
    if (HasDimension(metric, fact, dimension, pack)) ids.push_back(dimension.id);
  return ids;
}

}  // namespace kebao::metrics
