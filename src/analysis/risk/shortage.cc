#include "analysis/risk/shortage.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace kebao::analysis::risk {
namespace {

constexpr double kDeviate95 = 1.959963984540054;
constexpr double kFarthest = 6;  // deviates
constexpr int kHalvings = 60;
constexpr double kNothing = 1e-9;

double NeededAt(const StaffedHour& hour, double deviate) {
  const double end = deviate > 0 ? hour.high - hour.needed : hour.needed - hour.low;
  return std::max(0.0, hour.needed + end * deviate / kDeviate95);
}

double LackingAt(std::span<const StaffedHour> week, double deviate) {
  double lacking = 0;
  for (const StaffedHour& hour : week)
    lacking += std::max(0.0, NeededAt(hour, deviate) - hour.there);
  return lacking;
}

/// What lacks rises with the deviate: the one from which on more lacks than may.
double ChanceOfMore(std::span<const StaffedHour> week, double may_lack) {
  double low = -kFarthest, high = kFarthest;
  if (LackingAt(week, high) <= may_lack) return 0;
  if (LackingAt(week, low) > may_lack) return 1;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (LackingAt(week, middle) > may_lack ? high : low) = middle;
  }
  return 1 - boost::math::cdf(boost::math::normal(), high);
}

}  // namespace

std::optional<Shortage> ShortageOf(std::span<const StaffedHour> week, double may_lack) {
  Shortage shortage;
  for (const StaffedHour& hour : week) shortage.needed += hour.needed;
  if (!(shortage.needed > 0)) return std::nullopt;
  shortage.probability = ChanceOfMore(week, may_lack * shortage.needed);
  shortage.lacking = LackingAt(week, 0);
  shortage.low = LackingAt(week, -kDeviate95);
  shortage.high = LackingAt(week, kDeviate95);
  for (size_t i = 0; i < week.size(); ++i) {
    if (week[i].needed - week[i].there <= kNothing) continue;
    shortage.hours.push_back(i);
    shortage.contacts += week[i].contacts;
  }
  std::ranges::stable_sort(shortage.hours, std::ranges::greater{},
                           [&](size_t i) { return week[i].needed - week[i].there; });
  return shortage;
}

}  // namespace kebao::analysis::risk
