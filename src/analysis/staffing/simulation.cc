#include "analysis/staffing/simulation.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "analysis/staffing/simulated_replication.h"

namespace kebao::analysis::staffing {
namespace {

constexpr double kMostContacts = 5e7;
constexpr int kMostAgents = 100000;

Result<void> CheckThat(bool is_allowed, const char* name, const std::string& place) {
  if (is_allowed) return {};
  return MakeProblem("staffing.number", place, {{"name", name}});
}

Result<void> Check(const SimulatedDay& day, int replications, const std::string& place) {
  const auto is_amount = [](double value) { return std::isfinite(value) && value >= 0; };
  KEBAO_TRY_VOID(CheckLoad(day.contact, place));
  KEBAO_TRY_VOID(CheckThat(std::ranges::all_of(day.arrivals, is_amount), "arrivals", place));
  const auto is_count = [](int count) { return count >= 0 && count <= kMostAgents; };
  KEBAO_TRY_VOID(CheckThat(
      day.agents.size() == day.arrivals.size() && std::ranges::all_of(day.agents, is_count),
      "agents", place));
  KEBAO_TRY_VOID(CheckThat(std::isfinite(day.interval_seconds) && day.interval_seconds > 0,
                           "interval_seconds", place));
  KEBAO_TRY_VOID(CheckThat(is_amount(day.within_seconds), "within_seconds", place));
  KEBAO_TRY_VOID(CheckThat(is_amount(day.handle_variation), "handle_variation", place));
  KEBAO_TRY_VOID(CheckThat(replications >= 1, "replications", place));
  const double counted =
      std::accumulate(day.arrivals.begin() +
                          static_cast<std::ptrdiff_t>(std::min(day.warm_up, day.arrivals.size())),
                      day.arrivals.end(), 0.0);
  if (counted <= 0) return MakeProblem("staffing.nothing_comes", place);
  if (std::accumulate(day.arrivals.begin(), day.arrivals.end(), 0.0) * replications > kMostContacts)
    return MakeProblem("staffing.too_large", place, {{"most", "50000000"}});
  return {};
}

/// Mean and Student's interval.
Simulated Estimated(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  Simulated found;
  if (values.empty()) return found;
  found.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  if (values.size() < 2) return found;
  double squares = 0;
  for (const double value : values) squares += (value - found.mean) * (value - found.mean);
  const double t = boost::math::quantile(boost::math::students_t(n - 1), 0.975);
  const double half = t * std::sqrt(squares / (n - 1) / n);
  found.low = found.mean - half;
  found.high = found.mean + half;
  return found;
}

/// One figure of each replication.
class Collected {
 public:
  void Add(const ReplicationCounts& counts, size_t warm_up) {
    IntervalCounts all;
    for (size_t i = warm_up; i < counts.intervals.size(); ++i) AddTo(&all, counts.intervals[i]);
    offered_.push_back(all.offered);
    if (counts.manned_seconds > 0)
      occupancy_.push_back(counts.taken_seconds / counts.manned_seconds);
    if (all.offered == 0) return;
    service_level_.push_back(all.served_in_time / all.offered);
    abandoned_.push_back(all.abandoned / all.offered);
    unserved_.push_back(all.unserved / all.offered);
    waits_.push_back(all.wait_seconds / all.offered);
    waited_.push_back(all.waited / all.offered);
  }

  SimulationResult Take() const {
    SimulationResult result;
    result.replications = static_cast<int>(offered_.size());
    result.offered = Estimated(offered_);
    result.service_level = Estimated(service_level_);
    result.abandoned_share = Estimated(abandoned_);
    result.unserved_share = Estimated(unserved_);
    result.wait_seconds = Estimated(waits_);
    result.wait_share = Estimated(waited_);
    result.occupancy = Estimated(occupancy_);
    return result;
  }

 private:
  static void AddTo(IntervalCounts* all, const IntervalCounts& one) {
    all->offered += one.offered;
    all->served_in_time += one.served_in_time;
    all->waited += one.waited;
    all->abandoned += one.abandoned;
    all->unserved += one.unserved;
    all->wait_seconds += one.wait_seconds;
  }

  std::vector<double> offered_, service_level_, abandoned_, unserved_, waits_, waited_, occupancy_;
};

}  // namespace

Result<SimulationResult> Simulate(const SimulatedDay& day, int replications, uint64_t seed,
                                  const std::string& place) {
  KEBAO_TRY_VOID(Check(day, replications, place));
  Collected collected;
  std::vector<SimulatedInterval> intervals(day.arrivals.size());
  std::mt19937_64 seeds(seed);
  for (int run = 0; run < replications; ++run) {
    const ReplicationCounts counts = Replicate(day, seeds());
    collected.Add(counts, day.warm_up);
    for (size_t i = 0; i < intervals.size(); ++i) {
      intervals[i].offered += counts.intervals[i].offered / replications;
      intervals[i].served_in_time += counts.intervals[i].served_in_time / replications;
      intervals[i].abandoned += counts.intervals[i].abandoned / replications;
    }
  }
  SimulationResult result = collected.Take();
  result.intervals = std::move(intervals);
  return result;
}

}  // namespace kebao::analysis::staffing
