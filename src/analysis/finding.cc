#include "analysis/finding.h"

#include <algorithm>
#include <cmath>

namespace kebao::analysis {
namespace {

double AngleOf(double share) { return 2 * std::asin(std::sqrt(std::clamp(share, 0.0, 1.0))); }

}  // namespace

double EffectOf(const metrics::MetricSpec& metric, double now, double before) {
  if (now == before) return 0;
  if (metric.unit == metrics::Unit::kShare)
    return std::min(1.0, std::abs(AngleOf(now) - AngleOf(before)));
  if (now <= 0 || before <= 0) return 1;
  return std::min(1.0, std::abs(std::log(now / before)));
}

const Evidence* Finding::Of(std::string_view role) const {
  const auto found = std::ranges::find(evidence, role, &Evidence::role);
  return found == evidence.end() ? nullptr : &*found;
}

double ImpactOf(const metrics::MetricSpec& metric, double now, double before,
                bool is_beyond_noise) {
  const double effect = EffectOf(metric, now, before);
  const double direction = metric.polarity == metrics::Polarity::kNone ? 0.5 : 1;
  return 100 * effect * direction * (is_beyond_noise ? 1 : 0.1);
}

}  // namespace kebao::analysis
