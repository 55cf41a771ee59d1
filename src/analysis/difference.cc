#include "analysis/difference.h"

#include <algorithm>
#include <cmath>

#include "metrics/answer/statistics.h"

namespace kebao::analysis {
namespace {

constexpr double kNormal975 = 1.959963984540054;

/// A rate of which all that is known is how often its rarer part happened.
Estimate RateEstimate(double rate, int64_t events) {
  const auto count = static_cast<double>(events);
  const Estimate counted = PoissonEstimate(count);
  return {rate, rate * *counted.low / count, rate * *counted.high / count};
}

}  // namespace

Estimate PoissonEstimate(double count) {
  const double middle = count + kNormal975 * kNormal975 / 2;
  const double half = kNormal975 * std::sqrt(count + kNormal975 * kNormal975 / 4);
  return {count, middle - half, middle + half};
}

Estimate ShareEstimate(double part, double whole) {
  const auto interval = metrics::WilsonInterval(std::clamp(part, 0.0, whole), whole);
  return {part / whole, interval.low, interval.high};
}

std::optional<Estimate> EstimateOf(const metrics::MetricSpec& spec, const metrics::Value& value) {
  if (!value.value) return std::nullopt;
  const bool is_counted =
      spec.kind == metrics::MetricKind::kCount || spec.kind == metrics::MetricKind::kDistinct;
  if (is_counted && *value.value >= 0) return PoissonEstimate(*value.value);
  const bool is_rate =
      spec.kind == metrics::MetricKind::kDerived && spec.unit == metrics::Unit::kShare;
  if (is_rate && value.n > 0 && *value.value >= 0) return RateEstimate(*value.value, value.n);
  return Estimate{*value.value, value.low, value.high};
}

Difference Subtract(const Estimate& first, const Estimate& second) {
  Difference difference{first.value - second.value};
  if (!first.has_interval() || !second.has_interval()) return difference;
  const double below = std::hypot(first.value - *first.low, *second.high - second.value);
  const double above = std::hypot(*first.high - first.value, second.value - *second.low);
  difference.low = difference.size - below;
  difference.high = difference.size + above;
  const double towards_zero = difference.size > 0 ? below : above;
  if (towards_zero > 0) difference.z = difference.size * kNormal975 / towards_zero;
  return difference;
}

double TwoSidedP(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

}  // namespace kebao::analysis
