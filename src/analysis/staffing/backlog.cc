#include "analysis/staffing/backlog.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace kebao::analysis::staffing {
namespace {

Result<void> CheckThat(bool is_allowed, const char* name, const std::string& place) {
  if (is_allowed) return {};
  return MakeProblem("staffing.number", place, {{"name", name}});
}

bool IsAmount(double value) { return std::isfinite(value) && value >= 0; }

Result<void> Check(const BacklogLoad& load, const BacklogTarget& target, const std::string& place) {
  const auto is_time = [](double value) { return std::isfinite(value) && value > 0; };
  KEBAO_TRY_VOID(CheckThat(
      load.arrivals.size() == load.is_open.size() && std::ranges::all_of(load.arrivals, IsAmount),
      "arrivals", place));
  KEBAO_TRY_VOID(CheckThat(IsAmount(load.backlog), "backlog", place));
  KEBAO_TRY_VOID(CheckThat(is_time(load.interval_seconds), "interval_seconds", place));
  KEBAO_TRY_VOID(CheckThat(is_time(load.handle_seconds), "handle_seconds", place));
  KEBAO_TRY_VOID(CheckThat(IsAmount(load.handle_variation), "handle_variation", place));
  KEBAO_TRY_VOID(CheckThat(is_time(load.deadline_seconds), "deadline_seconds", place));
  KEBAO_TRY_VOID(
      CheckThat(target.probability >= 0.5 && target.probability < 1, "probability", place));
  KEBAO_TRY_VOID(
      CheckThat(target.most_occupancy > 0 && target.most_occupancy <= 1, "most_occupancy", place));
  if (load.deadline_seconds < load.interval_seconds) return MakeProblem("staffing.deadline", place);
  return {};
}

/// Open intervals only, with what comes while it is closed added to the next of them.
struct OpenTime {
  std::vector<size_t> places;
  std::vector<double> arrivals;
};

OpenTime OpenTimeOf(const BacklogLoad& load) {
  OpenTime open;
  double waiting = load.backlog;
  for (size_t i = 0; i < load.arrivals.size(); ++i) {
    waiting += load.arrivals[i];
    if (!load.is_open[i]) continue;
    open.places.push_back(i);
    open.arrivals.push_back(waiting);
    waiting = 0;
  }
  // What comes after the last closing is there at the next opening, as before the first.
  if (!open.places.empty()) open.arrivals.front() += waiting;
  return open;
}

class Planner {
 public:
  Planner(const BacklogLoad& load, const BacklogTarget& target, std::vector<double> arrivals)
      : per_agent_(load.interval_seconds * target.most_occupancy / load.handle_seconds),
        deviations_(boost::math::quantile(boost::math::normal(), target.probability)),
        spread_(1 + load.handle_variation * load.handle_variation),
        deadline_(static_cast<size_t>(
            std::min(load.deadline_seconds / load.interval_seconds, double{1 << 20}))),
        size_(arrivals.size()) {
    const size_t first = size_;
    for (size_t i = 0; i < std::min(deadline_, first); ++i)
      arrivals.push_back(arrivals[i] - (i == 0 ? load.backlog : 0));
    deadline_ = std::min(deadline_, arrivals.size());
    come_.assign(1, 0);
    for (const double count : arrivals) come_.push_back(come_.back() + count);
  }

  BacklogStaffing Run() {
    const size_t steps = come_.size() - 1;
    for (size_t due = deadline_ - 1; due < steps; ++due) FindPeak(due);
    agents_.assign(steps, 0);
    for (size_t due = deadline_ - 1; due < steps; ++due) Fill(due);
    agents_.resize(size_);
    return {agents_, *std::ranges::max_element(agents_)};
  }

 private:
  /// Agent-intervals for what comes from `start` on and is due by `due`.
  double Needed(size_t start, size_t due) const {
    const double items = std::max(0.0, come_[due + 2 - deadline_] - come_[start]);
    return (items + deviations_ * std::sqrt(items * spread_)) / per_agent_;
  }

  void FindPeak(size_t due) {
    for (size_t start = 0; start + deadline_ <= due + 1; ++start)
      peak_ = std::max(peak_, Needed(start, due) / static_cast<double>(due - start + 1));
  }

  /// The latest places that have room take what is lacking, ever longer stretches in turn.
  void Fill(size_t due) {
    double there = 0;
    size_t room = due;
    for (size_t start = due + 1; start-- > 0;) {
      there += agents_[start];
      if (start + deadline_ > due + 1) continue;
      double lacking = Needed(start, due) - there;
      while (lacking > 0) {
        const double added = std::min(lacking, peak_ - agents_[room]);
        if (added > 0) {
          agents_[room] += added;
          there += added;
          lacking -= added;
        }
        if (lacking <= 0 || room == start) break;  // no more room but for rounding
        --room;
      }
    }
  }

  const double per_agent_;
  const double deviations_;
  const double spread_;
  size_t deadline_;  // intervals, from that of the arrival on
  const size_t size_;
  std::vector<double> come_;  // sums of the arrivals before each interval
  std::vector<double> agents_;
  double peak_ = 0;
};

}  // namespace

Result<BacklogStaffing> AgentsForBacklog(const BacklogLoad& load, const BacklogTarget& target,
                                         const std::string& place) {
  KEBAO_TRY_VOID(Check(load, target, place));
  BacklogStaffing staffing;
  staffing.agents.assign(load.arrivals.size(), 0);
  OpenTime open = OpenTimeOf(load);
  const bool comes = load.backlog > 0 ||
                     std::ranges::any_of(load.arrivals, [](double count) { return count > 0; });
  if (!comes) return staffing;
  if (open.places.empty()) return MakeProblem("staffing.closed", place);
  const BacklogStaffing planned = Planner(load, target, std::move(open.arrivals)).Run();
  for (size_t i = 0; i < open.places.size(); ++i)
    staffing.agents[open.places[i]] = planned.agents[i];
  staffing.peak = planned.peak;
  return staffing;
}

}  // namespace kebao::analysis::staffing
