#include "inquiry/people_overview.h"

#include <algorithm>
#include <map>

namespace kebao::inquiry {
namespace {

using analysis::people::MatrixColumn;
using analysis::people::PersonStanding;

/// The same data give the same answer.
constexpr uint64_t kSeed = 20240229;
constexpr size_t kLeastColumns = 2;

/// Of a figure that somebody is compared by.
std::optional<size_t> PlaceOf(const PeopleAnswer& answer, const std::string& metric) {
  for (size_t i = 0; i < answer.metrics.size(); ++i)
    if (answer.metrics[i].metric->id == metric && answer.metrics[i].now.compared > 0) return i;
  return std::nullopt;
}

bool IsUpGood(const PeopleByMetric& by_metric) {
  return by_metric.metric->polarity != metrics::Polarity::kDown;
}

void FindAllQuadrants(const PeoplePlan& plan, PeopleAnswer* answer) {
  for (const QuadrantPlan& quadrant : plan.quadrants) {
    const auto first = PlaceOf(*answer, quadrant.first);
    const auto second = PlaceOf(*answer, quadrant.second);
    if (!first || !second) continue;
    const PeopleByMetric& x = answer->metrics[*first];
    const PeopleByMetric& y = answer->metrics[*second];
    answer->quadrants.push_back(
        {*first, *second,
         analysis::people::FindQuadrants({&x.now, IsUpGood(x)}, {&y.now, IsUpGood(y)})});
  }
}

/// Metrics without a good direction cannot count.
void MakeMatrix(const PeoplePlan& plan, PeopleAnswer* answer) {
  MatrixOfTeam matrix;
  std::vector<MatrixColumn> columns;
  for (const WeightedMetric& weighted : plan.matrix) {
    const auto place = PlaceOf(*answer, weighted.metric);
    if (!place) continue;
    const PeopleByMetric& by_metric = answer->metrics[*place];
    if (by_metric.metric->polarity == metrics::Polarity::kNone) continue;
    matrix.columns.push_back(*place);
    matrix.weights.push_back(weighted.weight);
    columns.push_back({&by_metric.now, weighted.weight, IsUpGood(by_metric)});
  }
  if (columns.size() < kLeastColumns) return;
  matrix.found = analysis::people::ScoreTeam(columns, kSeed);
  answer->matrix = std::move(matrix);
}

void FindGroups(const PeoplePlan& plan, PeopleAnswer* answer) {
  GroupsOfPeople groups;
  std::map<std::string, std::vector<double>> features;
  for (const std::string& feature : plan.features) {
    const auto place = PlaceOf(*answer, feature);
    if (!place) continue;
    groups.columns.push_back(*place);
    for (const PersonStanding& person : answer->metrics[*place].now.people)
      if (person.is_compared()) features[person.key].push_back(person.shrunken->value);
  }
  if (groups.columns.size() < kLeastColumns) return;
  analysis::people::Features rows;
  for (const auto& [key, values] : features) {
    if (values.size() != groups.columns.size()) continue;
    groups.people.push_back(key);
    rows.push_back(values);
  }
  groups.found = analysis::people::ClusterPeople(rows, kSeed);
  answer->groups = std::move(groups);
}

}  // namespace

void LookOver(const PeoplePlan& plan, PeopleAnswer* answer) {
  FindAllQuadrants(plan, answer);
  MakeMatrix(plan, answer);
  FindGroups(plan, answer);
}

}  // namespace kebao::inquiry
