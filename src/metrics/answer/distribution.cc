#include "metrics/answer/distribution.h"

#include <fmt/format.h>

#include <cmath>

#include "metrics/answer/statistics.h"
#include "metrics/fold/additive_block.h"
#include "metrics/plan/measures.h"
#include "metrics/plan/planner.h"
#include "metrics/plan/statements.h"

namespace kebao::metrics {
namespace {

constexpr double kSecondSteps[] = {5,    10,   15,   30,    60,    120,   300,    600,   900,
                                   1800, 3600, 7200, 14400, 28800, 86400, 172800, 604800};
constexpr double kWantedRanges = 10;

bool HasDistribution(const MetricSpec& spec) {
  return spec.main.value != nullptr && spec.kind != MetricKind::kDistinct;
}

/// The only row of an ungrouped statement; null is NaN.
std::vector<double> ReadOneRow(const engine::Engine& engine, const std::string& sql) {
  const auto stream = engine.Query(sql);
  engine::ChunkView chunk;
  KEBAO_ASSERT(stream->Next(&chunk) && chunk.rows == 1);
  std::vector<double> row(chunk.columns.size(), std::nan(""));
  const uint32_t rows[] = {0};
  for (size_t column = 0; column < row.size(); ++column) {
    VisitNumbers(chunk.columns[column], rows,
                 [&](size_t, auto value) { row[column] = static_cast<double>(value); });
  }
  return row;
}

/// Asks about the value of one planned metric over the rows of the current period.
class ValueQuery {
 public:
  ValueQuery(const RunInputs& inputs, const Plan& plan)
      : inputs_(inputs),
        scan_(plan.scans.front()),
        period_(plan.periods.front()),
        measure_(scan_.measures.front()) {}

  std::vector<double> Run(const std::vector<std::string>& aggregates) const {
    const engine::Dialect& dialect = inputs_.engine.dialect();
    std::string columns;
    for (const std::string& sql : aggregates) columns += (columns.empty() ? "" : ", ") + sql;
    return ReadOneRow(inputs_.engine,
                      fmt::format("SELECT {} FROM {} WHERE {} AND {}", columns,
                                  dialect.Identifier(scan_.fact->name),
                                  PeriodCondition(scan_, period_, dialect), scan_.where));
  }

  std::string value() const { return measure_.value; }
  std::string condition() const { return measure_.condition.empty() ? "TRUE" : measure_.condition; }

 private:
  const RunInputs& inputs_;
  const ScanPlan& scan_;
  const ScanPeriod& period_;
  const Measure& measure_;
};

std::vector<double> ChosenEdges(const MetricSpec& spec, const ValueQuery& query,
                                const engine::Dialect& dialect) {
  if (!spec.edges.empty()) return spec.edges;
  const auto quantile = [&](double q) {
    return dialect.QuantileIf(query.value(), q, query.condition());
  };
  const std::vector<double> ends = query.Run({quantile(0), quantile(0.95)});
  if (std::isnan(ends[0])) return {0};
  return RoundEdges(ends[0], ends[1], spec.unit == Unit::kSeconds);
}

double RoundStep(double least, bool is_seconds) {
  if (is_seconds) {
    for (const double step : kSecondSteps) {
      if (step >= least) return step;
    }
  }
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= least) return factor * power;
  }
  return 10 * power;
}

}  // namespace

std::vector<double> RoundEdges(double low, double high, bool is_seconds) {
  const double first = std::min(0.0, low);
  if (!(high > first)) return {first};
  const double step = RoundStep((high - first) / kWantedRanges, is_seconds);
  std::vector<double> edges;
  for (double index = std::floor(first / step); edges.empty() || edges.back() + step < high;
       ++index) {
    edges.push_back(index * step);
  }
  edges.push_back(edges.back() + step);
  return edges;
}

Result<Distribution> CountByRange(const RunInputs& inputs, const std::string& metric,
                                  std::vector<double> edges) {
  const Query query{{metric}, {}, Grain::kNone, false};
  KEBAO_TRY(const Plan plan, MakePlan(inputs, std::span(&query, 1)));
  const MetricSpec& spec = *plan.queries.front().metrics.front();
  if (!HasDistribution(spec))
    return MakeProblem("query.no_distribution", metric, {{"metric", metric}});
  const engine::Dialect& dialect = inputs.engine.dialect();
  const ValueQuery values(inputs, plan);
  Distribution distribution;
  distribution.edges = edges.empty() ? ChosenEdges(spec, values, dialect) : std::move(edges);

  const auto aggregate = [&](const char* function) {
    return dialect.AggregateIf(function, values.value(), values.condition());
  };
  const auto at_least = [&](double edge) {
    return dialect.CountIf(fmt::format("{} AND {} >= {}", values.condition(), values.value(),
                                       dialect.RealLiteral(edge)));
  };
  std::vector<std::string> aggregates = {aggregate("count"), aggregate("min"), aggregate("max")};
  for (const double edge : distribution.edges) aggregates.push_back(at_least(edge));
  const std::vector<double> row = values.Run(aggregates);

  distribution.n = static_cast<int64_t>(row[0]);
  if (!std::isnan(row[1])) distribution.min = row[1];
  if (!std::isnan(row[2])) distribution.max = row[2];
  for (size_t index = 0; index < distribution.edges.size(); ++index) {
    const double next = index + 1 < distribution.edges.size() ? row[4 + index] : 0;
    distribution.counts.push_back(static_cast<int64_t>(row[3 + index] - next));
  }
  distribution.below = distribution.n - static_cast<int64_t>(row[3]);
  return distribution;
}

}  // namespace kebao::metrics
