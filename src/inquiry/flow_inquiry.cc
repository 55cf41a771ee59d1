#include <algorithm>
#include <map>

#include "inquiry/process_parts.h"

namespace kebao::inquiry {
namespace {

using metrics::Query;
using metrics::ResultTable;
using metrics::Row;

std::optional<double> Share(double part, double whole) {
  return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

double BeforeOf(const Row& row) {
  return row.compared.empty() ? 0 : row.compared[0].value.value_or(0);
}

std::optional<FlowAnswer> FlowOf(const metrics::MetricSpec& counted, const ResultTable& table,
                                 bool has_comparison) {
  FlowAnswer flow{&counted, table.query.dimensions[0], table.query.dimensions[1]};
  std::map<std::string, double> leaving;
  std::map<std::string, double> left_before;
  double before = 0;
  for (const Row& row : table.rows) {
    if (row.is_total) continue;
    leaving[row.keys[0]] += row.values[0].value.value_or(0);
    left_before[row.keys[0]] += BeforeOf(row);
    flow.count += row.values[0].value.value_or(0);
    before += BeforeOf(row);
  }
  if (flow.count <= 0) return std::nullopt;
  if (has_comparison) flow.count_before = before;
  for (const Row& row : table.rows) {
    const double count = row.values[0].value.value_or(0);
    if (row.is_total || count <= 0) continue;
    flow.edges.push_back({row.keys[0], row.keys[1], count, Share(count, leaving[row.keys[0]]),
                          Share(BeforeOf(row), left_before[row.keys[0]])});
  }
  std::ranges::stable_sort(flow.edges, std::greater<>(), &FlowEdge::count);
  return flow;
}

}  // namespace

Result<void> AskForFlows(const ProcessAsked& asked, ProcessAnswer* answer) {
  const std::vector<Query> questions{{{asked.plan.flow.stages}, {"from_stage", "to_stage"}},
                                     {{asked.plan.flow.transfers}, {"from_team", "to_team"}}};
  KEBAO_TRY(const std::vector<ResultTable> tables, asked.asked.Answer(asked.context, questions));
  // So many in eight weeks beside so many in one would mislead; their shares do not.
  const bool has_comparison = asked.context.comparison.has_value() && !asked.is_usual;
  const auto metric = [&](const std::string& id) {
    return asked.asked.catalog().Find(id, asked.context.pack);
  };
  KEBAO_TRY(const metrics::MetricSpec* stages, metric(asked.plan.flow.stages));
  KEBAO_TRY(const metrics::MetricSpec* transfers, metric(asked.plan.flow.transfers));
  answer->stage_flow = FlowOf(*stages, tables[0], has_comparison);
  answer->team_flow = FlowOf(*transfers, tables[1], has_comparison);
  return {};
}

}  // namespace kebao::inquiry
