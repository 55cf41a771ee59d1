#include <algorithm>

#include "analysis/compare.h"

namespace kebao::analysis {
namespace {

using metrics::MetricSpec;
using metrics::Value;

bool IsEnough(const MetricSpec& metric, const Value& value) { return value.n >= metric.min_n; }

/// A derived share of nothing has no interval; the other one must have happened often enough by
/// itself.
bool IsRareAgainstNothing(const MetricSpec& metric, const Value& now, const Value& before) {
  const bool is_rate =
      metric.kind == metrics::MetricKind::kDerived && metric.unit == metrics::Unit::kShare;
  if (!is_rate || (now.n > 0 && before.n > 0)) return false;
  const auto events = static_cast<double>(std::max(now.n, before.n));
  return !Subtract(PoissonEstimate(events), PoissonEstimate(0)).is_beyond_noise();
}

/// Why the two cannot be compared; nullopt: they can.
std::optional<Outcome> Obstacle(const MetricSpec& metric, const Value& now, const Value& before,
                                const ComparisonFrame& frame) {
  if (!frame.has_comparison) return Outcome::kNoComparison;
  if (!now.is_complete || !before.is_complete || !frame.is_covered) return Outcome::kIncomplete;
  // Figures over different sources are not the same figure.
  if (!before.value || now.is_partial != before.is_partial) return Outcome::kNotMeasured;
  if (!IsEnough(metric, now) || !IsEnough(metric, before)) return Outcome::kTooFew;
  if (IsRareAgainstNothing(metric, now, before)) return Outcome::kTooFew;
  return std::nullopt;
}

Outcome OutcomeOf(const Difference& difference) {
  if (difference.size == 0) return Outcome::kSame;
  if (!difference.is_beyond_noise()) return Outcome::kNoise;
  return difference.size > 0 ? Outcome::kUp : Outcome::kDown;
}

Finding Start(Finding::Kind kind, const MetricSpec& metric, const Value& now) {
  Finding finding;
  finding.kind = kind;
  finding.metric = &metric;
  finding.evidence.push_back({"now", &metric, {}, false, now});
  return finding;
}

}  // namespace

std::optional<Finding> FindChange(const MetricSpec& metric, const metrics::Row& row, size_t column,
                                  const ComparisonFrame& frame) {
  const Value& now = row.values[column];
  if (!now.value) return std::nullopt;
  Finding finding = Start(Finding::Kind::kChange, metric, now);
  const Value before = column < row.compared.size() ? row.compared[column] : Value{};
  if (const auto obstacle = Obstacle(metric, now, before, frame)) {
    finding.outcome = *obstacle;
    return finding;
  }
  finding.evidence.push_back({"before", &metric, {}, true, before});
  const Difference difference = Subtract(*EstimateOf(metric, now), *EstimateOf(metric, before));
  finding.outcome = OutcomeOf(difference);
  finding.strength = {difference.low, difference.high, difference.z, difference.is_beyond_noise()};
  finding.impact = ImpactOf(metric, *now.value, *before.value, difference.is_beyond_noise());
  return finding;
}

std::optional<Finding> FindTarget(const MetricSpec& metric, const Value& value, double target) {
  if (!value.value || metric.polarity == metrics::Polarity::kNone) return std::nullopt;
  Finding finding = Start(Finding::Kind::kTarget, metric, value);
  Value wanted;
  wanted.value = target;
  finding.evidence.push_back({"target", &metric, {}, false, wanted});
  const bool is_up_good = metric.polarity == metrics::Polarity::kUp;
  const bool is_reached = is_up_good ? *value.value >= target : *value.value <= target;
  const Estimate estimate = *EstimateOf(metric, value);
  const bool is_unclear = estimate.has_interval() && *estimate.low <= target &&
                          target <= *estimate.high && *value.value != target;
  if (!value.is_complete) {
    finding.outcome = Outcome::kIncomplete;
  } else if (!IsEnough(metric, value)) {
    finding.outcome = Outcome::kTooFew;
  } else if (is_unclear) {
    finding.outcome = Outcome::kUnclear;
  } else {
    finding.outcome = is_reached ? Outcome::kReached : Outcome::kMissed;
  }
  finding.strength = {estimate.low, estimate.high, 0, !is_unclear};
  finding.impact = ImpactOf(metric, *value.value, target, !is_unclear);
  return finding;
}

}  // namespace kebao::analysis
