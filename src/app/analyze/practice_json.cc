#include <nlohmann/json.hpp>

#include "app/analyze/practice_texts.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using analysis::practice::FeatureDifference;

constexpr int kSchemaVersion = 1;

Json IdsOf(const std::vector<const metrics::MetricSpec*>& metrics) {
  Json ids = Json::array();
  for (const metrics::MetricSpec* metric : metrics) ids.push_back(metric->id);
  return ids;
}

Json DifferenceOf(const FeatureDifference& found) {
  if (!found.difference.is_tested()) return nullptr;
  return {{"value", found.difference.size},
          {"low", *found.difference.low},
          {"high", *found.difference.high},
          {"is_relative", found.is_relative}};
}

Json ToTree(const inquiry::PracticeFeature& feature) {
  const FeatureDifference& found = feature.difference;
  const bool is_told = found.outcome == FeatureDifference::Outcome::kTold;
  const inquiry::PeopleByMetric& by_metric = feature.by_metric;
  Json examples = Json::array();
  for (const inquiry::ExampleConversation& example : feature.examples)
    examples.push_back({{"id", example.id}, {"value", example.value}});
  Json tree = {{"metric", by_metric.metric->id},
               {"per", by_metric.per == nullptr ? Json(nullptr) : Json(by_metric.per->id)},
               {"outcome", NameOf(found.outcome)},
               {"people_best", found.n_best},
               {"people_rest", found.n_rest},
               {"n", found.cases}};
  tree["best"] = is_told ? Json(found.best) : Json(nullptr);
  tree["rest"] = is_told ? Json(found.rest) : Json(nullptr);
  tree["difference"] = DifferenceOf(found);
  tree["p"] = is_told ? Json(found.p) : Json(nullptr);
  tree["q"] = is_told ? Json(found.q) : Json(nullptr);
  tree["is_beyond_noise"] = is_told && found.is_beyond_noise();
  tree["examples"] = std::move(examples);
  return tree;
}

Json ToTree(const inquiry::PracticeOfOutcome& practice) {
  using analysis::practice::BestGroup;
  const BestGroup& group = practice.group;
  const bool is_told = group.outcome == BestGroup::Outcome::kTold;
  Json features = Json::array();
  for (const inquiry::PracticeFeature& feature : practice.features)
    features.push_back(ToTree(feature));
  return {{"metric", practice.outcome->id},
          {"alike_in", practice.alike_in},
          {"group", NameOf(group.outcome)},
          {"compared", group.compared},
          {"p", group.p},
          {"best", group.best},
          {"rest", group.rest},
          {"best_mean", is_told ? Json(group.best_mean) : Json(nullptr)},
          {"rest_mean", is_told ? Json(group.rest_mean) : Json(nullptr)},
          {"features", std::move(features)}};
}

}  // namespace

std::string PracticeJson(const inquiry::PracticeAnswer& answer, const std::string& by,
                         const MetricSession& opened) {
  Json tree = {{"schema_version", kSchemaVersion},     {"kind", "practice"},
               {"period", opened.context().period.id}, {"time_zone", opened.context().zone.name()},
               {"pack", opened.context().pack},        {"by", by}};
  tree["outcomes"] = Json::array();
  for (const auto& practice : answer.outcomes) tree["outcomes"].push_back(ToTree(practice));
  tree["not_comparable"] = IdsOf(answer.not_comparable);
  tree["not_measured"] = IdsOf(answer.not_measured);
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
