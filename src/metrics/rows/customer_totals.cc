#include "metrics/rows/customer_totals.h"

#include <fmt/format.h>

#include "metrics/answer/recorded_columns.h"
#include "metrics/plan/customer_filter.h"
#include "metrics/plan/planner.h"
#include "metrics/plan/row_rule.h"
#include "metrics/plan/standing_conversations.h"
#include "metrics/plan/statements.h"
#include "metrics/rows/row_parts.h"

namespace kebao::metrics {
namespace {

bool HasTotals(const MetricSpec& spec) {
  return spec.kind == MetricKind::kCount || spec.kind == MetricKind::kSum;
}

std::string TotalsStatement(const Plan& plan, const engine::Dialect& dialect) {
  const MetricSource& source = plan.queries.front().sources.front();
  const ScanPlan& scan = plan.scans[static_cast<size_t>(source.scan)];
  const Measure& measure = scan.measures[static_cast<size_t>(source.measures[0])];
  const std::string customer = dialect.Identifier(kCustomerColumn);
  const std::string counted = And(CountedCondition(*source.spec, measure, nullptr), scan.where);
  return fmt::format(
      "SELECT {0}, {1} FROM {2} WHERE {3} AND {0} IS NOT NULL GROUP BY {0} ORDER BY {0}", customer,
      dialect.CastToReal(measure.value.empty() ? "count(*)"
                                               : fmt::format("sum({})", measure.value)),
      dialect.Identifier(scan.fact->name),
      And(PeriodCondition(scan, plan.periods.front(), dialect), counted));
}

}  // namespace

Result<std::vector<CustomerTotal>> FindCustomerTotals(const FactInputs& inputs,
                                                      const QueryContext& context,
                                                      const std::string& metric) {
  RecordedColumns recorded(inputs.engine, inputs.catalog, inputs.recorded_facts);
  StandingConversations standing(inputs.engine, inputs.catalog.facts());
  const std::vector<int64_t> resolved_between =
      standing.ResolvedBetween(context.report_time, context.data_version);
  const RunInputs run{inputs.engine, inputs.directory, inputs.catalog,  context,
                      recorded,      nullptr,          resolved_between};
  const Query query{{metric}, {}, Grain::kNone, false};
  KEBAO_TRY(const Plan plan, MakePlan(run, std::span(&query, 1)));
  const MetricSpec& spec = *plan.queries.front().metrics.front();
  const bool is_of_customers = HasTotals(spec) && inputs.catalog.facts().SchemaOf(spec.fact).Find(
                                                      kCustomerColumn) != nullptr;
  if (!is_of_customers)
    return MakeProblem("query.customer_unsupported", metric, {{"metric", metric}});
  std::vector<CustomerTotal> totals;
  const auto rows = inputs.engine.Query(TotalsStatement(plan, inputs.engine.dialect()));
  engine::ChunkView chunk;
  while (rows->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row) {
      if (chunk.columns[1].IsNull(row)) continue;
      totals.push_back({chunk.columns[0].Int64(row), chunk.columns[1].Real(row)});
    }
  return totals;
}

}  // namespace kebao::metrics
