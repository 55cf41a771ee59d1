#include <cmath>
#include <nlohmann/json.hpp>

#include "app/analyze/people_overview_json.h"
#include "app/analyze/people_texts.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using analysis::people::Adjusted;
using analysis::people::PersonMove;
using analysis::people::PersonStanding;

constexpr int kSchemaVersion = 1;

Json HeadOf(const char* kind, const MetricSession& opened) {
  return {{"schema_version", kSchemaVersion},
          {"kind", kind},
          {"period", opened.context().period.id},
          {"time_zone", opened.context().zone.name()},
          {"pack", opened.context().pack}};
}

Json OrNull(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json IdsOf(const std::vector<const metrics::MetricSpec*>& metrics) {
  Json ids = Json::array();
  for (const metrics::MetricSpec* metric : metrics) ids.push_back(metric->id);
  return ids;
}

Json ToTree(const std::optional<analysis::Estimate>& estimate) {
  if (!estimate) return nullptr;
  return {
      {"value", estimate->value}, {"low", OrNull(estimate->low)}, {"high", OrNull(estimate->high)}};
}

Json ToTree(const analysis::Difference& difference) {
  if (!difference.is_tested()) return nullptr;
  return {{"value", difference.size},
          {"low", OrNull(difference.low)},
          {"high", OrNull(difference.high)}};
}

Json ToTree(const Adjusted& adjusted) {
  return {{"n", adjusted.n},
          {"comparable_n", adjusted.comparable_n},
          {"figure", OrNull(adjusted.raw)},
          {"observed", adjusted.observed},
          {"expected", adjusted.expected},
          {"observed_to_expected", ToTree(adjusted.ratio)},
          {"difference", ToTree(adjusted.difference)},
          {"adjusted", ToTree(adjusted.figure)}};
}

Json ToTree(const PersonStanding& person) {
  Json tree = {{"key", person.key}, {"standing", NameOf(person.standing)}};
  tree.update(ToTree(person.adjusted));
  tree["shrunken"] = nullptr;
  if (person.shrunken)
    tree["shrunken"] = {{"value", person.shrunken->value},
                        {"low", person.shrunken->low},
                        {"high", person.shrunken->high},
                        {"pull", person.shrunken->pull}};
  tree["p"] = person.is_compared() ? Json(person.adjusted.p) : Json(nullptr);
  tree["q"] = person.is_compared() ? Json(person.q) : Json(nullptr);
  return tree;
}

Json ToTree(const PersonMove& move) {
  using analysis::people::Standing;
  const bool is_compared = move.difference.is_tested();
  const char* outcome = move.standing == Standing::kAbove   ? "rose"
                        : move.standing == Standing::kBelow ? "fell"
                                                            : NameOf(move.standing);
  return {{"key", move.key},
          {"outcome", outcome},
          {"before", ToTree(move.before.figure)},
          {"now", ToTree(move.now.figure)},
          {"difference", ToTree(move.difference)},
          {"p", is_compared ? Json(move.p) : Json(nullptr)},
          {"q", is_compared ? Json(move.q) : Json(nullptr)}};
}

Json ToTree(const inquiry::PeopleByMetric& by_metric) {
  Json people = Json::array();
  for (const PersonStanding& person : by_metric.now.people) people.push_back(ToTree(person));
  Json moves = Json::array();
  if (by_metric.moves)
    for (const PersonMove& move : by_metric.moves->people) moves.push_back(ToTree(move));
  return {{"metric", by_metric.metric->id},
          {"per", by_metric.per != nullptr ? Json(by_metric.per->id) : Json(nullptr)},
          {"alike_in", by_metric.alike_in},
          {"minimum_sample", by_metric.minimum},
          {"complete", by_metric.is_complete},
          {"whole", OrNull(by_metric.now.whole)},
          {"compared", by_metric.now.compared},
          {"mean", by_metric.now.mean},
          {"spread", by_metric.now.spread},
          {"people", people},
          {"moves", moves}};
}

const char* NameOf(analysis::CorrelationOutcome outcome) {
  switch (outcome) {
    case analysis::CorrelationOutcome::kMeasured:
      return "measured";
    case analysis::CorrelationOutcome::kConstant:
      return "constant";
    case analysis::CorrelationOutcome::kTooFew:
      break;
  }
  return "too_few";
}

const char* NameOf(analysis::Confounding confounding) {
  switch (confounding) {
    case analysis::Confounding::kExplained:
      return "explained";
    case analysis::Confounding::kWeakened:
      return "weakened";
    case analysis::Confounding::kReversed:
      return "reversed";
    case analysis::Confounding::kHidden:
      return "hidden";
    case analysis::Confounding::kNone:
      break;
  }
  return "none";
}

Json ToTree(const analysis::Coefficient& found) {
  return {{"r", found.r}, {"low", found.low}, {"high", found.high}, {"p", found.p}};
}

Json ToTree(const analysis::PairOfVariables& pair, const inquiry::CorrelationAnswer& answer) {
  const analysis::Correlation& found = pair.correlation;
  const bool is_measured = found.outcome == analysis::CorrelationOutcome::kMeasured;
  Json tree = {{"first", answer.metrics[pair.first]->id},
               {"second", answer.metrics[pair.second]->id},
               {"outcome", NameOf(found.outcome)},
               {"n", found.n}};
  tree["effective_n"] = is_measured ? Json(found.effective_n) : Json(nullptr);
  tree["pearson"] = is_measured ? ToTree(found.pearson) : Json(nullptr);
  tree["spearman"] = is_measured ? ToTree(found.spearman) : Json(nullptr);
  tree["q"] = is_measured ? Json(pair.q) : Json(nullptr);
  tree["is_beyond_noise"] = pair.is_beyond_noise();
  tree["is_bent"] = pair.is_bent;
  tree["confounding"] = NameOf(pair.confounding);
  tree["given"] = pair.partial ? Json(answer.third_metrics[pair.third]->id) : Json(nullptr);
  tree["partial"] = pair.partial ? ToTree(*pair.partial) : Json(nullptr);
  return tree;
}

Json ToTree(const metrics::Value& value) {
  return {{"value", OrNull(value.value)},
          {"n", value.n},
          {"low", OrNull(value.low)},
          {"high", OrNull(value.high)},
          {"complete", value.is_complete}};
}

Json TestOf(const inquiry::CrossAnswer& answer) {
  using Test = inquiry::CrossAnswer::Test;
  if (answer.test == Test::kMeans && answer.variation)
    return {{"name", "variation"},
            {"f", OrNull(answer.variation->f)},
            {"p", answer.variation->p},
            {"r_squared", answer.variation->r_squared},
            {"omega_squared", answer.variation->omega_squared}};
  const analysis::Association& found = answer.association;
  const bool is_measured = answer.test != Test::kNone && answer.test != Test::kMeans &&
                           found.outcome == analysis::CrossOutcome::kMeasured;
  if (!is_measured) return nullptr;
  return {{"name", answer.test == Test::kCounts ? "association" : "homogeneity"},
          {"chi_square", found.chi_square},
          {"freedom", found.freedom},
          {"p", found.p},
          {"n", found.n},
          {"cramers_v", found.v},
          {"low", found.v_low},
          {"high", found.v_high},
          {"smallest_expected", found.smallest_expected},
          {"share_of_small_cells", found.small_share},
          {"is_reliable", found.is_reliable()}};
}

std::string Printed(const Json& tree) {
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string PeopleJson(const inquiry::PeopleAnswer& answer, const std::string& by,
                       const MetricSession& opened) {
  Json tree = HeadOf("people", opened);
  const auto& comparison = opened.context().comparison;
  tree["compared_with"] = comparison ? Json(comparison->id) : Json(nullptr);
  tree["by"] = by;
  tree["metrics"] = Json::array();
  for (const inquiry::PeopleByMetric& by_metric : answer.metrics)
    tree["metrics"].push_back(ToTree(by_metric));
  AddOverview(answer, &tree);
  tree["not_comparable"] = IdsOf(answer.not_comparable);
  tree["not_measured"] = IdsOf(answer.not_measured);
  return Printed(tree);
}

std::string CorrelationsJson(const inquiry::CorrelationAnswer& answer, const std::string& by,
                             const MetricSession& opened) {
  Json tree = HeadOf("correlation", opened);
  tree["by"] = by;
  tree["units"] = answer.units;
  tree["values"] = Json::object();
  for (const analysis::Variable& variable : answer.variables) {
    Json values = Json::array();
    for (const double value : variable.values) values.push_back(OrNull(value));
    tree["values"][variable.id] = std::move(values);
  }
  tree["pairs"] = Json::array();
  for (const analysis::PairOfVariables& pair : answer.pairs)
    tree["pairs"].push_back(ToTree(pair, answer));
  tree["not_known"] = IdsOf(answer.left_out);
  return Printed(tree);
}

std::string CrossJson(const inquiry::CrossAnswer& answer, const MetricSession& opened) {
  Json tree = HeadOf("cross", opened);
  tree["metric"] = answer.metric->id;
  tree["row_dimension"] = answer.row_dimension;
  tree["column_dimension"] = answer.column_dimension;
  tree["rows"] = answer.rows;
  tree["columns"] = answer.columns;
  tree["cells"] = Json::array();
  for (size_t row = 0; row < answer.rows.size(); ++row)
    for (size_t column = 0; column < answer.columns.size(); ++column) {
      Json cell = {{"row", answer.rows[row]}, {"column", answer.columns[column]}};
      cell.update(ToTree(answer.cells[row][column]));
      cell["standing"] = NameOf(answer.standings[row][column]);
      tree["cells"].push_back(std::move(cell));
    }
  tree["total"] = ToTree(answer.total);
  tree["test"] = TestOf(answer);
  return Printed(tree);
}

}  // namespace kebao::app
