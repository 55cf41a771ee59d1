#include "metrics/rows/keyed_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "metrics/answer/recorded_columns.h"
#include "metrics/plan/planner.h"
#include "metrics/plan/row_rule.h"
#include "metrics/plan/standing_conversations.h"
#include "metrics/plan/statements.h"
#include "metrics/rows/row_parts.h"

namespace kebao::metrics {
namespace {

bool HasRows(const MetricSpec& spec) {
  return spec.kind != MetricKind::kDerived && spec.kind != MetricKind::kStock;
}

std::string KeyedStatement(const Plan& plan, const std::vector<std::string>& columns,
                           const engine::Dialect& dialect) {
  const MetricSource& source = plan.queries.front().sources.front();
  const ScanPlan& scan = plan.scans[static_cast<size_t>(source.scan)];
  const auto measure = [&](int index) -> const Measure& {
    return scan.measures[static_cast<size_t>(source.measures[index])];
  };
  const Measure* second = source.measures[1] < 0 ? nullptr : &measure(1);
  const std::string counted = And(CountedCondition(*source.spec, measure(0), second), scan.where);
  std::vector<std::string> outputs;
  for (const std::string& column : columns) outputs.push_back(dialect.Identifier(column));
  return fmt::format("SELECT {} FROM {} WHERE {} ORDER BY {}", fmt::join(outputs, ", "),
                     dialect.Identifier(scan.fact->name),
                     And(PeriodCondition(scan, plan.periods.front(), dialect), counted),
                     dialect.Identifier(scan.clock));
}

}  // namespace

Result<std::unique_ptr<engine::ChunkStream>> FindKeyedRows(
    const FactInputs& inputs, const QueryContext& context, const std::string& metric,
    const std::vector<std::string>& columns) {
  RecordedColumns recorded(inputs.engine, inputs.catalog, inputs.recorded_facts);
  StandingConversations standing(inputs.engine, inputs.catalog.facts());
  const std::vector<int64_t> resolved_between =
      standing.ResolvedBetween(context.report_time, context.data_version);
  const RunInputs run{inputs.engine, inputs.directory, inputs.catalog,  context,
                      recorded,      nullptr,          resolved_between};
  const Query query{{metric}, {}, Grain::kNone, false};
  KEBAO_TRY(const Plan plan, MakePlan(run, std::span(&query, 1)));
  const MetricSpec& spec = *plan.queries.front().metrics.front();
  if (!HasRows(spec))
    return MakeProblem(
        "query.rows_derived", metric,
        {{"metric", metric}, {"parts", fmt::format("{}", fmt::join(spec.derived_from, ", "))}});
  const domain::FactSchema& fact = inputs.catalog.facts().SchemaOf(spec.fact);
  for (const std::string& column : columns)
    if (fact.Find(column) == nullptr)
      return MakeProblem("query.column_unknown", metric, {{"metric", metric}, {"column", column}});
  return inputs.engine.Query(KeyedStatement(plan, columns, inputs.engine.dialect()));
}

}  // namespace kebao::metrics
