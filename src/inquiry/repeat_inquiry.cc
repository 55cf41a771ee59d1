#include <algorithm>

#include "analysis/false_discovery.h"
#include "analysis/people/comparison.h"
#include "inquiry/customer_contacts.h"
#include "inquiry/workforce_of_answer.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

using analysis::Estimate;
using analysis::people::PersonStanding;
using analysis::people::Standing;
using metrics::Query;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;

/// What is left of a share: its interval turns round.
std::optional<Estimate> RestOf(const Value& value) {
  if (!value.value) return std::nullopt;
  Estimate estimate{1 - *value.value, {}, {}};
  if (value.high) estimate.low = 1 - *value.high;
  if (value.low) estimate.high = 1 - *value.low;
  return estimate;
}

std::optional<Estimate> RestBefore(const Row& row) {
  return row.compared.empty() ? std::nullopt : RestOf(row.compared[0]);
}

std::optional<analysis::Difference> ChangeOf(const std::optional<Estimate>& now,
                                             const std::optional<Estimate>& before) {
  if (!now || !before) return std::nullopt;
  return analysis::Subtract(*now, *before);
}

/// Each value against all others.
RepeatsBy CompareValues(const metrics::MetricSpec& metric, const ResultTable& table,
                        double minimum) {
  RepeatsBy by{table.query.dimensions[0], {}};
  const WorkforceFrame frame{{}, {}, table.query.dimensions};
  const auto found =
      analysis::people::ComparePeople(WorkforceOf(metric, table, false, frame), minimum);
  for (const Row& row : table.rows) {
    if (row.is_total || row.keys[0].empty() || !row.values[0].value) continue;
    const auto one = std::ranges::find(found.people, row.keys[0], &PersonStanding::key);
    if (static_cast<double>(row.values[0].n) < minimum || one == found.people.end()) {
      ++by.too_few;
      continue;
    }
    RepeatOfValue value{row.keys[0], static_cast<double>(row.values[0].n), *RestOf(row.values[0])};
    value.before = RestBefore(row);
    value.change = ChangeOf(value.share, value.before);
    const auto& others = one->adjusted.difference;
    value.to_others = {-others.size, {}, {}, -others.z};
    if (others.is_tested())
      value.to_others.low = -*others.high, value.to_others.high = -*others.low;
    value.q = one->q;
    value.stands_out = one->standing == Standing::kAbove || one->standing == Standing::kBelow;
    by.values.push_back(std::move(value));
  }
  std::ranges::stable_sort(by.values, std::greater<>(),
                           [](const RepeatOfValue& value) { return value.share.value; });
  return by;
}

}  // namespace

Result<RepeatAnswer> AskForRepeats(const AskedMetrics& asked, const metrics::QueryContext& context,
                                   const CustomersPlan& plan) {
  RepeatAnswer answer;
  KEBAO_TRY(answer.metric, asked.catalog().Find(plan.no_repeat, context.pack));
  const auto has = metrics::DimensionsOf(asked.catalog(), *answer.metric, context.pack);
  std::vector<Query> questions{{{plan.no_repeat}}};
  for (const std::string& dimension : plan.by)
    if (std::ranges::find(has, dimension) != has.end())
      questions.push_back({{plan.no_repeat}, {dimension}});
  KEBAO_TRY(const std::vector<ResultTable> tables, asked.Answer(context, questions));
  if (!tables[0].rows.empty()) {
    const Row& whole = tables[0].rows.front();
    answer.share = RestOf(whole.values[0]);
    answer.before = RestBefore(whole);
    answer.change = ChangeOf(answer.share, answer.before);
    answer.n = static_cast<double>(whole.values[0].n);
    answer.is_complete = whole.values[0].is_complete;
  }
  const auto minimum = static_cast<double>(plan.minimum_sample);
  for (size_t i = 1; i < tables.size(); ++i)
    answer.by.push_back(CompareValues(*answer.metric, tables[i], minimum));
  return answer;
}

}  // namespace kebao::inquiry
