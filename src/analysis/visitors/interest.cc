#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "analysis/false_discovery.h"
#include "analysis/visitors/clustered_share.h"
#include "analysis/visitors/page_visits.h"

namespace kebao::analysis::visitors {
namespace {

/// One value's share of all visits, with days as units.
struct ShareOfDays {
  double visits = 0;
  double all = 0;
  std::optional<ClusteredShare> clustered;

  double share() const { return all > 0 ? visits / all : 0; }
  /// Never less than if each visit were independent: few days may agree by chance.
  double Error() const {
    return std::max(clustered->error, std::sqrt(share() * (1 - share()) / all));
  }
  bool IsEnough() const { return clustered && clustered->units >= kLeastDays; }
};

ShareOfDays ShareOf(std::span<const DayOfVisits> days, size_t value) {
  ShareOfDays share;
  std::vector<UnitOfShare> units;
  for (const DayOfVisits& day : days) {
    double all = 0;
    for (const double visits : day) all += visits;
    units.push_back({day[value], all});
    share.visits += day[value];
    share.all += all;
  }
  share.clustered = ShareOfUnits(units);
  return share;
}

void Test(const ShareOfDays& now, const ShareOfDays& before, Interest* interest) {
  if (!now.IsEnough() || !before.IsEnough()) return;
  const double error = std::hypot(now.Error(), before.Error());
  Difference change{now.share() - before.share()};
  if (!(error > 0)) return;
  const auto freedom =
      static_cast<double>(std::min(now.clustered->units, before.clustered->units) - 1);
  const boost::math::students_t t(freedom);
  const double half = boost::math::quantile(t, 0.975) * error;
  change.low = change.size - half;
  change.high = change.size + half;
  change.z = change.size / error;
  interest->change = change;
  interest->p = 2 * boost::math::cdf(boost::math::complement(t, std::abs(change.z)));
}

}  // namespace

std::vector<Interest> ChangeOfInterest(std::span<const DayOfVisits> now,
                                       std::span<const DayOfVisits> before) {
  const size_t values = !now.empty() ? now.front().size() : before.empty() ? 0 : before[0].size();
  std::vector<Interest> interests;
  std::vector<double> ps;
  for (size_t value = 0; value < values; ++value) {
    const ShareOfDays of_now = ShareOf(now, value);
    const ShareOfDays of_before = ShareOf(before, value);
    Interest interest{value, of_now.visits, of_before.visits, of_now.share(), of_before.share()};
    Test(of_now, of_before, &interest);
    if (interest.change) ps.push_back(interest.p);
    interests.push_back(interest);
  }
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  size_t next = 0;
  for (Interest& interest : interests) {
    if (!interest.change) continue;
    interest.q = rates[next++];
    interest.is_beyond_noise = interest.q <= kFalseDiscoveries;
  }
  return interests;
}

}  // namespace kebao::analysis::visitors
