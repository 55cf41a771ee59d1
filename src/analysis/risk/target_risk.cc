#include "analysis/risk/target_risk.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace kebao::analysis::risk {
namespace {

constexpr double kWidth95 = 2 * 1.959963984540054;
constexpr double kHardlyEver = 1e-9;

bool IsUpGood(const metrics::MetricSpec& metric) {
  return metric.polarity == metrics::Polarity::kUp;
}

}  // namespace

bool IsWithin(const metrics::MetricSpec& metric, double value, double target) {
  return IsUpGood(metric) ? value >= target : value <= target;
}

Miss MissOf(const metrics::MetricSpec& metric, const Prediction& prediction, double target) {
  Miss miss{0, prediction.middle(), prediction.low(), prediction.high(), target, 0};
  const bool is_up_good = IsUpGood(metric);
  miss.probability = is_up_good ? prediction.ChanceBelow(target) : prediction.ChanceAbove(target);
  if (miss.probability < kHardlyEver) return miss;
  const double half = miss.probability / 2;
  const double at = is_up_good ? half : 1 - half;
  miss.if_missed = prediction.Quantile(std::clamp(at, kHardlyEver, 1 - kHardlyEver));
  if (!IsWithin(metric, miss.if_missed, target))
    miss.size = EffectOf(metric, miss.if_missed, target);
  return miss;
}

std::optional<Breach> BreachOf(const metrics::MetricSpec& metric, const Direction& direction,
                               double target, double horizon, double level_error) {
  if (metric.polarity == metrics::Polarity::kNone || !direction.low || !direction.high)
    return std::nullopt;
  if (!IsWithin(metric, direction.end, target)) return std::nullopt;
  const double sign = IsUpGood(metric) ? -1 : 1;  // towards the target
  const double way = sign * (target - direction.end);
  const double slope = sign * direction.slope;
  const double steep = std::max(sign * *direction.low, sign * *direction.high);
  const double shallow = std::min(sign * *direction.low, sign * *direction.high);
  if (shallow <= 0 || slope * horizon <= way) return std::nullopt;
  Breach breach;
  breach.likely = way / slope;
  const double reach = kWidth95 / 2 * level_error;
  breach.earliest = std::max(0.0, way - reach) / steep;
  breach.latest = (way + reach) / shallow;
  breach.ahead = direction.end + direction.slope * horizon;
  breach.size = EffectOf(metric, breach.ahead, target);
  const double error = (steep - shallow) / kWidth95;
  const double needed = way / horizon;
  breach.probability = error > 0 ? boost::math::cdf(boost::math::normal(slope, error), needed) : 0;
  breach.probability = 1 - breach.probability;
  return breach;
}

}  // namespace kebao::analysis::risk
