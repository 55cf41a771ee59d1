#include "analysis/people/findings.h"

#include <algorithm>
#include <cmath>

namespace kebao::analysis::people {
namespace {

Finding Of(const metrics::MetricSpec& metric, const std::string& dimension, const std::string& key,
           bool is_up) {
  Finding finding;
  finding.kind = Finding::Kind::kPerson;
  finding.metric = &metric;
  finding.subject = {dimension, key};
  finding.outcome = is_up ? Outcome::kUp : Outcome::kDown;
  return finding;
}

Strength StrengthOf(const Difference& difference, double p, double q) {
  return {difference.low, difference.high, difference.z, true, p, q};
}

Evidence EvidenceOf(const char* role, const metrics::MetricSpec& metric, const Subject& subject,
                    const Adjusted& adjusted) {
  metrics::Value value;
  value.value = adjusted.raw;
  value.n = std::llround(adjusted.n);
  return {role, &metric, subject, false, value};
}

}  // namespace

Finding FindStanding(const metrics::MetricSpec& metric, const std::string& dimension,
                     const PersonStanding& person) {
  const Adjusted& adjusted = person.adjusted;
  Finding finding = Of(metric, dimension, person.key, person.standing == Standing::kAbove);
  finding.strength = StrengthOf(adjusted.difference, adjusted.p, person.q);
  finding.evidence.push_back(EvidenceOf("part", metric, finding.subject, adjusted));
  if (adjusted.n > 0)
    finding.impact =
        ImpactOf(metric, adjusted.observed / adjusted.n, adjusted.expected / adjusted.n, true);
  return finding;
}

Finding FindMove(const metrics::MetricSpec& metric, const std::string& dimension,
                 const PersonMove& move) {
  Finding finding = Of(metric, dimension, move.key, move.standing == Standing::kAbove);
  finding.strength = StrengthOf(move.difference, move.p, move.q);
  finding.evidence.push_back(EvidenceOf("part", metric, finding.subject, move.now));
  finding.evidence.push_back(EvidenceOf("part_before", metric, finding.subject, move.before));
  finding.evidence.back().is_of_comparison = true;
  if (move.now.figure && move.before.figure)
    finding.impact = ImpactOf(metric, move.now.figure->value, move.before.figure->value, true);
  return finding;
}

Finding FindUnevenLoad(const metrics::MetricSpec& metric, const std::string& dimension,
                       const LoadBalance& balance) {
  Finding finding;
  finding.kind = Finding::Kind::kLoad;
  finding.metric = &metric;
  finding.subject = {dimension, ""};
  double load = 0;
  double too_much = 0;
  for (const PersonLoad& person : balance.people) {
    load += person.load;
    if (person.standing == LoadStanding::kOver) too_much += person.load - person.expected;
  }
  finding.outcome = too_much > 0 ? Outcome::kUp : Outcome::kNoise;
  finding.strength.low = balance.low;
  finding.strength.high = balance.high;
  finding.strength.is_beyond_noise = too_much > 0;
  finding.impact = load > 0 ? 100 * too_much / load : 0;
  return finding;
}

}  // namespace kebao::analysis::people
