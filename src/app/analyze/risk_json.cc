#include <nlohmann/json.hpp>

#include "app/analyze/risk_texts.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using inquiry::RiskAnswer;
using inquiry::TargetOutcome;

constexpr int kSchemaVersion = 1;

template <class T>
Json OrNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json ToTree(const analysis::risk::RiskScore& score) {
  return {{"probability", score.probability},
          {"size", score.size},
          {"contacts", score.contacts},
          {"score", score.value()}};
}

Json ToTree(const metrics::Period& period) {
  return {{"id", period.id},
          {"first", FormatDay(period.first)},
          {"last", FormatDay(LocalDay{period.limit.days - 1})}};
}

Json ToTree(const metrics::Value& value) {
  return {{"value", OrNull(value.value)},
          {"n", value.n},
          {"low", OrNull(value.low)},
          {"high", OrNull(value.high)},
          {"complete", value.is_complete}};
}

Json ToTree(const analysis::Difference& difference) {
  return {{"value", difference.size},
          {"low", OrNull(difference.low)},
          {"high", OrNull(difference.high)}};
}

Json BreachOf(const inquiry::TargetRisk& risk) {
  if (!risk.breach) return nullptr;
  return {{"likely", FormatDay(risk.likely)},
          {"earliest", FormatDay(risk.earliest)},
          {"latest", risk.latest ? Json(FormatDay(*risk.latest)) : Json(nullptr)},
          {"level", risk.direction.end},
          {"slope_a_week", risk.direction.slope},
          {"low", OrNull(risk.direction.low)},
          {"high", OrNull(risk.direction.high)},
          {"weeks", risk.direction.n},
          {"q", risk.direction_q},
          {"score", ToTree(risk.breach_score)}};
}

Json ToTree(const inquiry::TargetRisk& risk) {
  const bool is_told = risk.outcome == TargetOutcome::kTold;
  Json filter = Json::object();
  for (const metrics::Filter& one : risk.plan.filters) filter[one.dimension] = one.values;
  Json tree = {{"metric", risk.metric->id},   {"target", risk.plan.target},
               {"filter", std::move(filter)}, {"outcome", NameOf(risk.outcome)},
               {"now", ToTree(risk.now)},     {"predicted_by", NameOf(risk.by)},
               {"points", risk.points},       {"expected", nullptr},
               {"probability", nullptr},      {"if_missed", nullptr}};
  if (is_told) {
    tree["expected"] = {
        {"value", risk.miss.middle}, {"low", risk.miss.low}, {"high", risk.miss.high}};
    tree["probability"] = risk.miss.probability;
    tree["if_missed"] = risk.miss.if_missed;
  }
  tree["score"] = is_told ? ToTree(risk.score) : Json(nullptr);
  tree["breach"] = BreachOf(risk);
  return tree;
}

Json ShortageOf(const RiskAnswer& answer) {
  if (!answer.shortage) return nullptr;
  const analysis::risk::Shortage& shortage = answer.shortage->shortage;
  return {{"probability", shortage.probability},
          {"needed_hours_a_week", shortage.needed},
          {"lacking_hours_a_week", shortage.lacking},
          {"low", shortage.low},
          {"high", shortage.high},
          {"hours_of_week", shortage.hours},
          {"score", ToTree(answer.shortage->score)}};
}

Json PeopleOf(const RiskAnswer& answer) {
  Json people = Json::array();
  for (const inquiry::PersonLoadRisk& risk : answer.people)
    people.push_back({{"key", risk.load.key},
                      {"n", risk.load.load},
                      {"hours", risk.load.hours},
                      {"expected", risk.load.expected},
                      {"ratio", risk.ratio},
                      {"low", risk.low},
                      {"high", risk.high},
                      {"q", risk.load.q},
                      {"score", ToTree(risk.score)}});
  return people;
}

Json TopicsOf(const inquiry::TopicRisks& topics) {
  Json rising = Json::array();
  for (const inquiry::TopicRisk& risk : topics.rising)
    rising.push_back({{"dimension", risk.history.dimension},
                      {"key", risk.history.key},
                      {"counts", risk.history.counts},
                      {"shares", risk.rise.shares},
                      {"rise", ToTree(risk.rise.difference)},
                      {"p", risk.rise.p},
                      {"q", risk.rise.q},
                      {"score", ToTree(risk.score)}});
  Json periods = Json::array();
  for (const metrics::Period& period : topics.periods) periods.push_back(period.id);
  return {{"metric", topics.metric == nullptr ? Json(nullptr) : Json(topics.metric->id)},
          {"periods", std::move(periods)},
          {"scanned", topics.scanned},
          {"too_few", topics.too_few},
          {"dispersion", topics.dispersion},
          {"rising", std::move(rising)}};
}

Json EventHead(const analysis::risk::CalendarEvent& event) {
  return {{"event", event.name},
          {"kind", event.kind},
          {"first", FormatDay(event.first)},
          {"last", FormatDay(LocalDay{event.limit.days - 1})}};
}

Json ToTree(const inquiry::EventRisk& risk) {
  Json tree = EventHead(risk.event);
  tree["like"] = Json::array();
  for (size_t i = 0; i < risk.like.size(); ++i) {
    Json like = EventHead(risk.like[i]);
    like["n"] = risk.load.like[i].came;
    like["expected"] = risk.load.like[i].expected;
    like["ratio"] = risk.load.like[i].ratio;
    tree["like"].push_back(std::move(like));
  }
  tree["is_same_name"] = risk.load.is_same_name;
  tree["ratio"] = {{"value", risk.load.ratio}, {"low", risk.load.low}, {"high", risk.load.high}};
  tree["ordinary_contacts"] = risk.load.ordinary;
  tree["figures"] = Json::array();
  for (const inquiry::FigureOfEvent& figure : risk.figures)
    tree["figures"].push_back({{"metric", figure.metric->id},
                               {"during", ToTree(figure.during)},
                               {"before", ToTree(figure.before)},
                               {"difference", ToTree(figure.difference)},
                               {"is_beyond_noise", figure.difference.is_beyond_noise()}});
  tree["score"] = ToTree(risk.score);
  return tree;
}

Json WarningsOf(const RiskAnswer& answer) {
  Json warnings = Json::array();
  for (const inquiry::RiskWarning& warning : answer.warnings) {
    Json tree = {{"kind", NameOf(warning.kind)}, {"at", warning.at}};
    tree.update(ToTree(warning.score));
    warnings.push_back(std::move(tree));
  }
  return warnings;
}

}  // namespace

const char* NameOf(inquiry::RiskWarning::Kind kind) {
  using Kind = inquiry::RiskWarning::Kind;
  switch (kind) {
    case Kind::kTarget:
      return "target";
    case Kind::kDegradation:
      return "degradation";
    case Kind::kShortage:
      return "shortage";
    case Kind::kPersonLoad:
      return "person_load";
    case Kind::kTopic:
      return "topic";
    case Kind::kEvent:
      break;
  }
  return "event";
}

const char* NameOf(TargetOutcome outcome) {
  switch (outcome) {
    case TargetOutcome::kTold:
      return "told";
    case TargetOutcome::kNoDirection:
      return "no_direction";
    case TargetOutcome::kNotMeasured:
      return "not_measured";
    case TargetOutcome::kTooFew:
      break;
  }
  return "too_few";
}

const char* NameOf(inquiry::PredictedBy by) {
  if (by == inquiry::PredictedBy::kWeeks) return "weeks";
  if (by == inquiry::PredictedBy::kCounts) return "counts";
  return by == inquiry::PredictedBy::kForecast ? "forecast" : "periods";
}

std::string RisksJson(const RiskAnswer& answer, const inquiry::RiskPlan& plan,
                      const MetricSession& opened) {
  Json tree = {{"schema_version", kSchemaVersion}, {"kind", "risk"},
               {"period", answer.period.id},       {"time_zone", opened.context().zone.name()},
               {"pack", opened.context().pack},    {"next", ToTree(answer.next)},
               {"warn_from", plan.warn_from},      {"contacts", answer.contacts}};
  tree["warnings"] = WarningsOf(answer);
  tree["targets"] = Json::array();
  for (const inquiry::TargetRisk& risk : answer.targets) tree["targets"].push_back(ToTree(risk));
  tree["presence_known"] = answer.is_presence_known;
  tree["shortage"] = ShortageOf(answer);
  tree["person_load"] = PeopleOf(answer);
  tree["topics"] = TopicsOf(answer.topics);
  tree["events"] = Json::array();
  for (const inquiry::EventRisk& risk : answer.events) tree["events"].push_back(ToTree(risk));
  tree["events_without_like"] = Json::array();
  for (const auto& event : answer.unlike) tree["events_without_like"].push_back(EventHead(event));
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
