#include <cmath>
#include <nlohmann/json.hpp>

#include "app/analyze/process_texts.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using analysis::Outcome;
using analysis::process::PartOfDelay;
using analysis::process::Side;

constexpr int kSchemaVersion = 1;

Json OrNull(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json ToTree(const metrics::Value& value) {
  return {{"value", OrNull(value.value)},  {"n", value.n},
          {"low", OrNull(value.low)},      {"high", OrNull(value.high)},
          {"complete", value.is_complete}, {"recorded", value.is_recorded},
          {"partial", value.is_partial}};
}

Json ToTree(const PartOfDelay& part) {
  return {{"value", part.size},
          {"low", OrNull(part.low)},
          {"high", OrNull(part.high)},
          {"is_beyond_noise", part.is_beyond_noise()}};
}

Json ToTree(const analysis::Difference& difference) {
  return {{"value", difference.size},
          {"low", OrNull(difference.low)},
          {"high", OrNull(difference.high)},
          {"is_beyond_noise", difference.is_tested() && difference.is_beyond_noise()}};
}

Json ToTree(const std::optional<analysis::Estimate>& estimate, double n) {
  if (!estimate) return nullptr;
  return {{"value", estimate->value},
          {"n", n},
          {"low", OrNull(estimate->low)},
          {"high", OrNull(estimate->high)}};
}

const char* NameOf(Side side) {
  switch (side) {
    case Side::kComplexity:
      return "complexity";
    case Side::kLoad:
      return "load";
    case Side::kNeither:
      break;
  }
  return "neither";
}

const char* NameOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kUp:
      return "longer";
    case Outcome::kDown:
      return "shorter";
    case Outcome::kSame:
      return "same";
    case Outcome::kNoise:
      return "not_distinguishable";
    case Outcome::kTooFew:
      return "too_few";
    case Outcome::kIncomplete:
      return "incomplete";
    case Outcome::kNoComparison:
      return "no_comparison";
    default:
      return "not_measured";
  }
}

Json ToTree(const inquiry::StageTime& time) {
  Json tree;
  if (!time.plan.stage.empty()) {
    tree["stage"] = time.plan.stage;
    tree["side"] = NameOf(time.plan.side);
  }
  tree["metric"] = time.mean_metric->id;
  tree["recorded"] = time.is_recorded;
  tree["partial"] = time.is_partial;
  tree["seconds"] = time.is_recorded ? Json(time.seconds) : Json(nullptr);
  tree["share"] = OrNull(time.share);
  tree["mean"] = ToTree(time.mean);
  tree["median"] = ToTree(time.median);
  tree["p90"] = ToTree(time.p90);
  tree["mean_before"] = time.mean_before ? ToTree(*time.mean_before) : Json(nullptr);
  tree["share_before"] = OrNull(time.share_before);
  return tree;
}

Json ToTree(const std::optional<inquiry::StagesAnswer>& stages) {
  if (!stages) return nullptr;
  Json list = Json::array();
  for (const inquiry::StageTime& stage : stages->stages) list.push_back(ToTree(stage));
  return {{"conversations", stages->conversations},
          {"contacts", stages->contacts},
          {"complete", stages->is_complete},
          {"whole", ToTree(stages->whole)},
          {"stages", list}};
}

Json KindsOf(const inquiry::DelayOfTime& time) {
  Json kinds = Json::array();
  for (size_t i = 0; i < time.kinds.size(); ++i) {
    const auto& kind = time.split->kinds[i];
    kinds.push_back({{"keys", time.kinds[i]},
                     {"share_before", kind.share_before},
                     {"share_now", kind.share_now},
                     {"within", kind.within},
                     {"mix", kind.mix}});
  }
  return kinds;
}

Json ToTree(const inquiry::DelayOfTime& time) {
  Json tree = {{"metric", time.metric->id},
               {"outcome", NameOf(time.outcome)},
               {"by_stage", time.is_by_stage},
               {"kind_dimensions", time.kind_dimensions}};
  if (!time.split) return tree;
  const auto& split = *time.split;
  tree["before"] = {{"value", split.before}, {"n", split.n_before}};
  tree["now"] = {{"value", split.now}, {"n", split.n_now}};
  tree["change"] = ToTree(split.change);
  tree["complexity"] = ToTree(split.complexity);
  tree["mix"] = ToTree(split.mix);
  tree["load"] = ToTree(split.load);
  tree["neither"] = ToTree(split.neither);
  tree["stages"] = Json::array();
  for (const auto& stage : split.stages)
    tree["stages"].push_back({{"stage", stage.stage},
                              {"side", NameOf(stage.side)},
                              {"before", stage.before},
                              {"now", stage.now},
                              {"within", ToTree(stage.within)},
                              {"within_q", stage.within_q},
                              {"mix", ToTree(stage.mix)},
                              {"mix_q", stage.mix_q}});
  tree["kinds"] = KindsOf(time);
  return tree;
}

Json ToTree(const std::optional<inquiry::Workload>& load) {
  if (!load) return nullptr;
  return {{"cases", load->cases->id},
          {"presence", load->presence->id},
          {"presence_unit", load->is_by_hour ? "hours" : "agent_days"},
          {"cases_now", OrNull(load->cases_now)},
          {"cases_before", OrNull(load->cases_before)},
          {"presence_now", OrNull(load->presence_now)},
          {"presence_before", OrNull(load->presence_before)},
          {"load_now", OrNull(load->load_now)},
          {"load_before", OrNull(load->load_before)}};
}

Json ToTree(const inquiry::DelayAnswer& delay) {
  Json tree = {{"against", delay.against ? Json(delay.against->id) : Json(nullptr)},
               {"is_usual", delay.is_usual},
               {"times", Json::array()},
               {"workload", ToTree(delay.workload)},
               {"days", delay.days},
               {"relations", Json::array()}};
  for (const inquiry::DelayOfTime& time : delay.times) tree["times"].push_back(ToTree(time));
  for (const inquiry::LoadRelation& one : delay.relations) {
    const bool is_measured = one.found.outcome == analysis::CorrelationOutcome::kMeasured;
    Json relation = {{"stage", one.stage}, {"n", one.found.n}, {"spearman", nullptr}, {"q", one.q}};
    if (is_measured)
      relation["spearman"] = {{"value", one.found.spearman.r},
                              {"low", one.found.spearman.low},
                              {"high", one.found.spearman.high}};
    tree["relations"].push_back(std::move(relation));
  }
  return tree;
}

Json ToTree(const inquiry::BottleneckAnswer& found) {
  Json list = Json::array();
  for (const inquiry::Bottleneck& one : found.found)
    list.push_back({{"stage", one.stage},
                    {"dimension", one.subject.dimension},
                    {"key", one.subject.key},
                    {"n", one.n},
                    {"mean", one.mean},
                    {"expected", one.expected},
                    {"difference", ToTree(one.difference)},
                    {"impact_seconds", one.impact},
                    {"p", one.p},
                    {"q", one.q}});
  return {{"looked_at", found.looked_at},
          {"by", found.dimensions},
          {"alike_in", found.alike_in},
          {"shown", found.shown},
          {"found", list}};
}

Json ToTree(const std::optional<inquiry::FlowAnswer>& flow) {
  if (!flow) return nullptr;
  Json edges = Json::array();
  for (const inquiry::FlowEdge& edge : flow->edges)
    edges.push_back({{"from", edge.from},
                     {"to", edge.to},
                     {"count", edge.count},
                     {"share_of_leaving", OrNull(edge.share)},
                     {"share_before", OrNull(edge.share_before)}});
  return {{"from", flow->from_dimension},
          {"to", flow->to_dimension},
          {"count", flow->count},
          {"count_before", OrNull(flow->count_before)},
          {"edges", edges}};
}

Json ToTree(const inquiry::PeakOutcome& outcome) {
  return {{"metric", outcome.metric->id},
          {"in_peak", ToTree(outcome.in_peak, outcome.n_in)},
          {"out_of_peak", ToTree(outcome.out_of_peak, outcome.n_out)},
          {"difference", ToTree(outcome.difference)},
          {"alike_in", outcome.alike_in},
          {"adjusted_difference", outcome.adjusted ? ToTree(*outcome.adjusted) : Json(nullptr)}};
}

Json ToTree(const std::optional<inquiry::PeakAnswer>& peaks) {
  if (!peaks) return nullptr;
  const auto& found = peaks->found;
  Json tree = {{"factor", peaks->rule.factor},
               {"least_of_busiest", peaks->rule.least_of_busiest},
               {"days", peaks->days},
               {"load", found.load},
               {"is_peak", found.is_peak},
               {"worked_hours", found.worked_hours},
               {"peak_hours", found.peak_hours},
               {"usual", found.usual},
               {"highest", found.highest},
               {"contacts", found.contacts},
               {"peak_contacts", found.peak_contacts},
               {"share", ToTree(found.share, found.contacts)},
               {"outcomes", Json::array()}};
  for (const inquiry::PeakOutcome& outcome : peaks->outcomes)
    tree["outcomes"].push_back(ToTree(outcome));
  return tree;
}

}  // namespace

std::string ProcessJson(const inquiry::ProcessAnswer& answer, const MetricSession& opened) {
  const auto& comparison = opened.context().comparison;
  const Json tree = {{"schema_version", kSchemaVersion},
                     {"kind", "process"},
                     {"period", opened.context().period.id},
                     {"compared_with", comparison ? Json(comparison->id) : Json(nullptr)},
                     {"time_zone", opened.context().zone.name()},
                     {"pack", opened.context().pack},
                     {"time", ToTree(answer.stages)},
                     {"delay", ToTree(answer.delay)},
                     {"bottlenecks", ToTree(answer.bottlenecks)},
                     {"stage_flow", ToTree(answer.stage_flow)},
                     {"team_flow", ToTree(answer.team_flow)},
                     {"peaks", ToTree(answer.peaks)}};
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
