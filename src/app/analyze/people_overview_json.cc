#include "app/analyze/people_overview_json.h"

#include <nlohmann/json.hpp>

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using inquiry::PeopleAnswer;

const char* NameOf(analysis::people::Quadrant quadrant) {
  using enum analysis::people::Quadrant;
  switch (quadrant) {
    case kBothGood:
      return "both_good";
    case kFirstOnly:
      return "first_only";
    case kSecondOnly:
      return "second_only";
    case kNeither:
      return "neither";
    case kNotDistinguishable:
      return "not_distinguishable";
    case kNotCompared:
      break;
  }
  return "not_compared";
}

const char* NameOf(analysis::people::LoadStanding standing) {
  switch (standing) {
    case analysis::people::LoadStanding::kOver:
      return "over";
    case analysis::people::LoadStanding::kUnder:
      return "under";
    case analysis::people::LoadStanding::kEven:
      break;
  }
  return "even";
}

const char* NameOf(analysis::people::ClusterOutcome outcome) {
  using enum analysis::people::ClusterOutcome;
  switch (outcome) {
    case kGroups:
      return "groups";
    case kNone:
      return "none";
    case kTooFew:
      return "too_few";
    case kAlike:
      return "alike";
    case kWrong:
      break;
  }
  return "wrong";
}

Json MetricsOf(const PeopleAnswer& answer, const std::vector<size_t>& columns) {
  Json ids = Json::array();
  for (const size_t column : columns) ids.push_back(answer.metrics[column].metric->id);
  return ids;
}

Json QuadrantsOf(const PeopleAnswer& answer) {
  Json list = Json::array();
  for (const inquiry::QuadrantsOfPair& pair : answer.quadrants) {
    Json people = Json::array();
    for (const auto& person : pair.found.people)
      people.push_back(
          {{"key", person.key}, {"quadrant", NameOf(person.quadrant)}, {"q", person.q}});
    list.push_back({{"first", answer.metrics[pair.first].metric->id},
                    {"second", answer.metrics[pair.second].metric->id},
                    {"first_cut", pair.found.first_cut},
                    {"second_cut", pair.found.second_cut},
                    {"compared", pair.found.compared},
                    {"people", people}});
  }
  return list;
}

Json MatrixOf(const PeopleAnswer& answer) {
  if (!answer.matrix) return nullptr;
  Json rows = Json::array();
  for (const analysis::people::MatrixRow& row : answer.matrix->found.rows) {
    Json parts = Json::array();
    for (const auto& part : row.parts) parts.push_back(part ? Json(*part) : Json(nullptr));
    rows.push_back({{"key", row.key},
                    {"score", row.score},
                    {"low", row.low},
                    {"high", row.high},
                    {"rank", row.rank},
                    {"rank_low", row.rank_low},
                    {"rank_high", row.rank_high},
                    {"group", row.group + 1},
                    {"parts", parts},
                    {"measured", row.measured}});
  }
  return {{"metrics", MetricsOf(answer, answer.matrix->columns)},
          {"weights", answer.matrix->weights},
          {"groups", answer.matrix->found.groups},
          {"rows", rows},
          {"too_few", answer.matrix->found.too_few}};
}

/// Null: nobody else was ever there.
Json RatioOf(const analysis::people::PersonLoad& person) {
  if (!person.is_comparable || !(person.expected > 0)) return nullptr;
  return {{"value", person.load / person.expected}, {"low", person.low}, {"high", person.high}};
}

Json LoadOf(const PeopleAnswer& answer) {
  if (!answer.load) return nullptr;
  const analysis::people::LoadBalance& found = answer.load->found;
  Json people = Json::array();
  for (const auto& person : found.people)
    people.push_back({{"key", person.key},
                      {"load", person.load},
                      {"hours", answer.load->hours != nullptr ? Json(person.hours) : Json(nullptr)},
                      {"expected", person.expected},
                      {"ratio", RatioOf(person)},
                      {"q", person.q},
                      {"standing", NameOf(person.standing)}});
  Json moves = Json::array();
  for (const auto& move : found.moves)
    moves.push_back(
        {{"from", move.from}, {"to", move.to}, {"kind", move.type}, {"cases", move.cases}});
  return {{"metric", answer.load->metric->id},
          {"hours", answer.load->hours != nullptr ? Json(answer.load->hours->id) : Json(nullptr)},
          {"gini", found.gini},
          {"low", found.low},
          {"high", found.high},
          {"gini_after", found.gini_after},
          {"dispersion", found.dispersion},
          {"scatter", found.scatter},
          {"people", people},
          {"moves", moves},
          {"without_hours", answer.load->without_hours}};
}

Json GroupsOf(const PeopleAnswer& answer) {
  if (!answer.groups) return nullptr;
  const analysis::people::Clustering& found = answer.groups->found;
  Json tried = Json::array();
  for (const auto& count : found.tried)
    tried.push_back({{"groups", count.groups},
                     {"gap", count.gap},
                     {"gap_error", count.gap_error},
                     {"silhouette", count.silhouette}});
  Json profiles = Json::array();
  for (const auto& profile : found.profiles)
    profiles.push_back({{"people", profile.people},
                        {"means", profile.means},
                        {"standardised", profile.standardised}});
  Json people = Json::array();
  for (size_t i = 0; i < answer.groups->people.size(); ++i)
    people.push_back({{"key", answer.groups->people[i]}, {"group", found.group_of[i] + 1}});
  return {{"features", MetricsOf(answer, answer.groups->columns)},
          {"outcome", NameOf(found.outcome)},
          {"tried", tried},
          {"profiles", profiles},
          {"people", people}};
}

}  // namespace

void AddOverview(const PeopleAnswer& answer, Json* tree) {
  (*tree)["quadrants"] = QuadrantsOf(answer);
  (*tree)["matrix"] = MatrixOf(answer);
  (*tree)["load"] = LoadOf(answer);
  (*tree)["groups"] = GroupsOf(answer);
}

}  // namespace kebao::app
