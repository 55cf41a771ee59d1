#include <nlohmann/json.hpp>

#include "app/analyze/cause_texts.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using inquiry::ExplainedChange;

constexpr int kSchemaVersion = 1;

Json OrNull(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json ToTree(const metrics::Value& value) {
  return {{"value", OrNull(value.value)},
          {"n", value.n},
          {"low", OrNull(value.low)},
          {"high", OrNull(value.high)},
          {"complete", value.is_complete}};
}

const char* NameOf(analysis::Outcome outcome) {
  using enum analysis::Outcome;
  switch (outcome) {
    case kUp:
      return "up";
    case kDown:
      return "down";
    case kSame:
      return "same";
    case kNoise:
      return "noise";
    case kTooFew:
      return "too_few";
    case kIncomplete:
      return "incomplete";
    case kEverywhere:
      return "everywhere";
    case kNotTestable:
      return "not_testable";
    default:
      return "not_measured";
  }
}

const char* NameOf(analysis::ExplanationKind kind) {
  using enum analysis::ExplanationKind;
  switch (kind) {
    case kVolume:
      return "volume";
    case kMix:
      return "mix";
    case kWorkload:
      return "workload";
    case kShift:
      return "shift";
    case kEvent:
      return "event";
    case kPerson:
      return "person";
  }
  return "";
}

Json ToTree(const analysis::Sums& sums) {
  return {{"amount", sums.amount}, {"base", sums.base}, {"n", sums.n}};
}

Json ToTree(const analysis::CauseElement& element) {
  return {{"keys", element.keys},
          {"before", ToTree(element.change.before)},
          {"now", ToTree(element.change.now)},
          {"explained", element.departure.explained},
          {"p", element.p},
          {"q", element.q}};
}

Json ToTree(const analysis::OrderedExplanation& ordered, const analysis::Cause& cause) {
  Json elements = Json::array();
  for (const analysis::CauseElement& element : cause.elements) elements.push_back(ToTree(element));
  return {{"kind", NameOf(ordered.explanation.kind)},
          {"dimensions", cause.dimensions},
          {"is_beyond_noise", ordered.is_tested},
          {"may_be_named", ordered.may_be_named},
          {"share", cause.share},
          {"explained", cause.departure.explained},
          {"low", OrNull(cause.departure.low)},
          {"high", OrNull(cause.departure.high)},
          {"rate_effect", cause.departure.rate_effect},
          {"mix_effect", cause.departure.mix_effect},
          {"elements", elements}};
}

/// Values of people who may not be named are left out.
Json CausesOf(const ExplainedChange& change) {
  Json causes = Json::array();
  for (const analysis::OrderedExplanation& ordered : change.explanations) {
    Json tree = ToTree(ordered, change.search.causes[ordered.explanation.source]);
    if (!ordered.may_be_named) tree["elements"] = Json::array();
    causes.push_back(std::move(tree));
  }
  return causes;
}

Json EventsOf(const ExplainedChange& change, const std::vector<analysis::KnownEvent>& events) {
  Json list = Json::array();
  for (const analysis::Coincidence& coincidence : change.coincidences) {
    const analysis::KnownEvent& event = events[coincidence.event];
    const bool began = coincidence.relation == analysis::Coincidence::Relation::kBegan;
    list.push_back({{"title", event.name},
                    {"kind", event.kind},
                    {"from", FormatInstantUtc(event.from)},
                    {"to", event.to ? Json(FormatInstantUtc(*event.to)) : Json(nullptr)},
                    {"relation", began ? "began" : "ended"},
                    {"share_before", coincidence.share_before},
                    {"share_now", coincidence.share_now}});
  }
  return list;
}

Json ToTree(const std::optional<inquiry::SumParts>& parts) {
  if (!parts) return nullptr;
  return {{"volume", parts->volume},
          {"each", parts->each},
          {"each_before", parts->each_before},
          {"each_now", parts->each_now}};
}

Json ToTree(const ExplainedChange& change, const std::vector<analysis::KnownEvent>& events) {
  const analysis::Strength& strength = change.finding.strength;
  return {{"metric", change.metric->id},
          {"outcome", NameOf(change.finding.outcome)},
          {"impact", change.finding.impact},
          {"before", ToTree(change.before)},
          {"now", ToTree(change.now)},
          {"difference_low", OrNull(strength.low)},
          {"difference_high", OrNull(strength.high)},
          {"is_explained", change.is_explained},
          {"sum_parts", ToTree(change.sum_parts)},
          {"segments_scanned", change.search.scanned},
          {"causes", CausesOf(change)},
          {"unexplained_share",
           change.told() != nullptr ? Json(1 - change.told()->share) : Json(nullptr)},
          {"events", EventsOf(change, events)}};
}

}  // namespace

std::string CausesJson(const std::vector<ExplainedChange>& changes,
                       const std::vector<analysis::KnownEvent>& events,
                       const MetricSession& opened) {
  Json tree = {{"schema_version", kSchemaVersion},
               {"kind", "cause"},
               {"period", opened.context().period.id},
               {"compared_with", opened.context().comparison->id},
               {"time_zone", opened.context().zone.name()},
               {"pack", opened.context().pack},
               {"findings", Json::array()}};
  for (const ExplainedChange& change : changes) tree["findings"].push_back(ToTree(change, events));
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
