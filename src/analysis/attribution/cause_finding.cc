#include "analysis/attribution/cause_finding.h"

#include <algorithm>

#include "analysis/attribution/scan.h"

namespace kebao::analysis {
namespace {

using metrics::MetricSpec;
using metrics::Value;

Value ValueOf(Measure measure, const Sums& sums) {
  Value value;
  value.value = FigureOf(measure, sums);
  value.n = static_cast<int64_t>(sums.n);
  return value;
}

Value Figure(double figure) {
  Value value;
  value.value = figure;
  return value;
}

Value ExplainedBy(const Cause& cause) {
  Value value;
  value.value = cause.departure.explained;
  value.low = cause.departure.low;
  value.high = cause.departure.high;
  for (const CauseElement& element : cause.elements)
    value.n += static_cast<int64_t>(element.change.before.n + element.change.now.n);
  return value;
}

void AddElement(const MetricSpec& metric, Measure measure, const Cause& cause,
                const CauseElement& element, std::vector<Evidence>* evidence) {
  for (size_t i = 0; i < cause.dimensions.size(); ++i) {
    const Subject subject{cause.dimensions[i], element.keys[i]};
    evidence->push_back({"part", &metric, subject, false, ValueOf(measure, element.change.now)});
    evidence->push_back(
        {"part_before", &metric, subject, true, ValueOf(measure, element.change.before)});
  }
}

void AddCause(const CauseSearch& search, Measure measure, const Cause& cause, Finding* finding) {
  const MetricSpec& metric = *finding->metric;
  const bool is_one = cause.elements.size() == 1 && cause.dimensions.size() == 1;
  finding->subject = {cause.dimensions[0], is_one ? cause.elements[0].keys[0] : ""};
  finding->evidence.push_back({"explained", &metric, finding->subject, false, ExplainedBy(cause)});
  finding->evidence.push_back(
      {"unexplained", &metric, {}, false, Figure(search.change - cause.departure.explained)});
  for (const CauseElement& element : cause.elements)
    AddElement(metric, measure, cause, element, &finding->evidence);
  finding->strength = {cause.departure.low, cause.departure.high, cause.departure.z, true,
                       cause.elements[0].p, cause.elements[0].q};
}

Outcome OutcomeOf(const CauseSearch& search) {
  switch (search.outcome) {
    case CauseSearch::Outcome::kFound:
      return search.change > 0 ? Outcome::kUp : Outcome::kDown;
    case CauseSearch::Outcome::kEverywhere:
      return Outcome::kEverywhere;
    case CauseSearch::Outcome::kNotTestable:
      return Outcome::kNotTestable;
    case CauseSearch::Outcome::kNoise:
      return Outcome::kNoise;
    case CauseSearch::Outcome::kNotMeasured:
      break;
  }
  return Outcome::kNotMeasured;
}

const Cause* CauseToTell(const CauseSearch& search, std::span<const OrderedExplanation> ordered) {
  for (const auto& [explanation, is_tested, may_be_named] : ordered)
    if (explanation.kind != ExplanationKind::kEvent && is_tested && may_be_named &&
        explanation.source < search.causes.size())
      return &search.causes[explanation.source];
  return nullptr;
}

}  // namespace

Finding FindCause(const MetricSpec& metric, Measure measure, const CauseSearch& search,
                  std::span<const OrderedExplanation> ordered) {
  Finding finding;
  finding.kind = Finding::Kind::kCause;
  finding.metric = &metric;
  finding.outcome = OutcomeOf(search);
  if (finding.outcome == Outcome::kNotMeasured) return finding;
  finding.evidence = {{"now", &metric, {}, false, Figure(search.now)},
                      {"before", &metric, {}, true, Figure(search.before)}};
  const Difference& whole = search.difference;
  finding.strength = {whole.low, whole.high, whole.z, whole.is_beyond_noise(), {}, {}};
  finding.impact = ImpactOf(metric, search.now, search.before, whole.is_beyond_noise());
  if (search.outcome != CauseSearch::Outcome::kFound) return finding;
  if (const Cause* cause = CauseToTell(search, ordered))
    AddCause(search, measure, *cause, &finding);
  else
    finding.outcome = Outcome::kEverywhere;
  return finding;
}

}  // namespace kebao::analysis
