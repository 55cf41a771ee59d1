#include "inquiry/practice_examples.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "inquiry/find_rows.h"

namespace kebao::inquiry {
namespace {

using metrics::RowColumn;

/// By the id of the conversation, what its row puts into the figure; a share 1 or 0.
using ValuesById = std::map<std::string, double>;

Result<ValuesById> RowValues(const metrics::MetricService& service,
                             const metrics::QueryContext& context, const std::string& metric) {
  KEBAO_TRY(const metrics::RowsBehind behind, service.RowsOf(context, metric));
  ValuesById values;
  const auto id = PlaceOf(behind, RowColumn::Role::kId);
  auto value = PlaceOf(behind, RowColumn::Role::kValue);
  if (!value) value = PlaceOf(behind, RowColumn::Role::kNumerator);
  if (!id || !value) return values;
  engine::ChunkView chunk;
  while (behind.rows->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row) {
      if (chunk.columns[*id].IsNull(row) || chunk.columns[*value].IsNull(row)) continue;
      values[std::string(chunk.columns[*id].Text(row))] = NumberIn(chunk.columns[*value], row);
    }
  return values;
}

bool HasRows(const metrics::MetricSpec& metric) {
  return metric.kind == metrics::MetricKind::kMean || metric.kind == metrics::MetricKind::kRatio;
}

}  // namespace

Result<std::vector<ExampleConversation>> FindExamples(const metrics::MetricService& service,
                                                      const metrics::QueryContext& context,
                                                      const std::string& by,
                                                      const std::vector<std::string>& best,
                                                      const PracticeFeature& feature,
                                                      const PracticePlan& plan) {
  std::vector<ExampleConversation> examples;
  const metrics::MetricSpec& metric = *feature.by_metric.metric;
  if (plan.examples == 0 || plan.example_of.empty() || !HasRows(metric) ||
      feature.by_metric.per != nullptr)
    return examples;
  metrics::QueryContext of_best = context;
  of_best.comparison.reset();
  of_best.filters.push_back({by, best});
  KEBAO_TRY(const ValuesById good, RowValues(service, of_best, plan.example_of));
  KEBAO_TRY(const ValuesById values, RowValues(service, of_best, metric.id));
  const double side = feature.difference.best < feature.difference.rest ? -1 : 1;
  for (const auto& [id, value] : values) {
    const auto rated = good.find(id);
    if (rated == good.end() || rated->second <= 0) continue;
    if (side * (value - feature.difference.rest) > 0) examples.push_back({id, value});
  }
  std::ranges::stable_sort(examples, {}, [&](const ExampleConversation& example) {
    return std::abs(example.value - feature.difference.best);
  });
  examples.resize(std::min(examples.size(), static_cast<size_t>(plan.examples)));
  return examples;
}

}  // namespace kebao::inquiry
