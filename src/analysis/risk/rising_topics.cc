#include "analysis/risk/rising_topics.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

#include "analysis/false_discovery.h"
#include "analysis/risk/share_line.h"

namespace kebao::analysis::risk {
namespace {

constexpr size_t kFewestPeriods = 4;

bool RisesEachTime(const std::vector<double>& shares) {
  return std::ranges::adjacent_find(shares, std::greater_equal{}) == shares.end();
}

RisingTopic TopicOf(size_t place, const TopicHistory& history, std::span<const double> totals,
                    const ShareLine& line, double dispersion, double degrees) {
  RisingTopic topic;
  topic.topic = place;
  for (size_t i = 0; i < totals.size(); ++i) topic.shares.push_back(history.counts[i] / totals[i]);
  const Estimate last =
      ShareEstimate(history.counts.back() / dispersion, totals.back() / dispersion);
  const Estimate first =
      ShareEstimate(history.counts.front() / dispersion, totals.front() / dispersion);
  topic.difference = Subtract(last, first);
  const double deviation = line.deviation * std::sqrt(dispersion);
  topic.z = deviation > 0 ? line.slope / deviation : 0;
  topic.p = boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), topic.z));
  const double variance =
      dispersion * line.share * (1 - line.share) * (2 / totals.back() + 1 / totals.front());
  topic.probability =
      variance > 0 ? std::erfc(-topic.difference.size / std::sqrt(2 * variance)) / 2 : 0;
  topic.size = std::abs(2 * std::asin(std::sqrt(topic.shares.back())) -
                        2 * std::asin(std::sqrt(topic.shares.front())));
  return topic;
}

}  // namespace

RisingScan FindRisingTopics(std::span<const TopicHistory> topics, std::span<const double> totals,
                            const TopicLimits& limits) {
  RisingScan scan;
  const bool is_long = totals.size() >= kFewestPeriods;
  if (!is_long || std::ranges::any_of(totals, [](double total) { return !(total > 0); }))
    return scan;
  std::vector<size_t> places;
  std::vector<ShareLine> lines;
  for (size_t i = 0; i < topics.size(); ++i) {
    // Chosen by the last period alone, topics would come in that happened to be high in it.
    const std::vector<double>& counts = topics[i].counts;
    if (std::accumulate(counts.begin(), counts.end(), 0.0) < limits.least_cases) {
      ++scan.too_few;
      continue;
    }
    places.push_back(i);
    lines.push_back(LineOfShare(topics[i].counts, totals));
  }
  scan.scanned = places.size();
  scan.dispersion = DispersionOfShares(lines, totals.size());
  const double degrees = DegreesOfDispersion(lines.size(), totals.size());
  std::vector<RisingTopic> all;
  std::vector<double> ps;
  for (size_t i = 0; i < places.size(); ++i) {
    all.push_back(
        TopicOf(places[i], topics[places[i]], totals, lines[i], scan.dispersion, degrees));
    ps.push_back(all.back().p);
  }
  const std::vector<double> qs = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < all.size(); ++i) {
    all[i].q = qs[i];
    if (qs[i] <= kFalseDiscoveries && RisesEachTime(all[i].shares))
      scan.rising.push_back(std::move(all[i]));
  }
  std::ranges::stable_sort(scan.rising, std::ranges::greater{}, &RisingTopic::z);
  return scan;
}

}  // namespace kebao::analysis::risk
