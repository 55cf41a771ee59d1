#include "metrics/sql/aggregates.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace kebao::metrics {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double ZeroIfNone(double value) { return std::isnan(value) ? 0 : value; }

std::string OrZero(const std::string& sql, const engine::Dialect& dialect) {
  const std::string real = dialect.CastToReal(fmt::format("({})", sql));
  return fmt::format("(CASE WHEN {0} IS NULL THEN {1} ELSE {0} END)", real, dialect.RealLiteral(0));
}

std::vector<std::string> PairSql(const Measure& measure, const engine::Dialect& dialect) {
  const std::string y = OrZero(measure.value, dialect);
  const std::string x = OrZero(measure.other, dialect);
  const auto sum = [&](const std::string& value) {
    return dialect.AggregateIf("sum", value, "TRUE");
  };
  return {dialect.AggregateIf("count", fmt::format("({})", measure.other), "TRUE"),
          sum(y),
          sum(x),
          sum(fmt::format("{0} * {0}", y)),
          sum(fmt::format("{} * {}", y, x)),
          sum(fmt::format("{0} * {0}", x))};
}

}  // namespace

std::vector<std::string> AggregateSql(const Measure& measure, const engine::Dialect& dialect) {
  const std::string condition = measure.condition.empty() ? "TRUE" : measure.condition;
  const auto aggregate = [&](const char* function) {
    return dialect.AggregateIf(function, measure.value, condition);
  };
  switch (measure.kind) {
    case MeasureKind::kCount:
      return {dialect.CountIf(condition)};
    case MeasureKind::kSum:
      return {aggregate("count"), aggregate("sum")};
    case MeasureKind::kMoments:
      return {aggregate("count"), aggregate("sum"), dialect.VarianceIf(measure.value, condition)};
    case MeasureKind::kPair:
      return PairSql(measure, dialect);
    case MeasureKind::kExtremes:
      return {aggregate("count"), aggregate("min"), aggregate("max")};
    case MeasureKind::kDistinct:
      return {dialect.CountDistinctIf(measure.value, condition)};
    case MeasureKind::kMultiset:
      break;
  }
  std::vector<std::string> columns = {aggregate("count")};
  for (const double q : measure.quantiles)
    columns.push_back(dialect.QuantileIf(measure.value, q, condition));
  return columns;
}

void FillMeasure(const Measure& measure, const double* columns, double* results) {
  switch (measure.kind) {
    case MeasureKind::kMoments:
      results[0] = columns[0];
      results[1] = ZeroIfNone(columns[1]);
      results[2] = ZeroIfNone(columns[2]) * std::max(0.0, columns[0] - 1);
      return;
    case MeasureKind::kMultiset:
      results[0] = columns[0];
      for (size_t index = 0; index < measure.quantiles.size(); ++index) {
        results[1 + 3 * index] = columns[1 + index];
        results[2 + 3 * index] = kNone;
        results[3 + 3 * index] = kNone;
      }
      return;
    case MeasureKind::kExtremes:
      for (int index = 0; index < 3; ++index) results[index] = columns[index];
      return;
    default:
      for (int index = 0; index < measure.width(); ++index)
        results[index] = ZeroIfNone(columns[index]);
  }
}

}  // namespace kebao::metrics
