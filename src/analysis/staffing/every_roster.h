#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "analysis/staffing/roster.h"

namespace kebao::analysis::staffing {

/// For tests: tries every combination of every agent's weeks. Two skills, one break at most. Knows
/// nothing of how rosters are made.
class EveryRoster {
 public:
  explicit EveryRoster(const RosterRequest& request) : request_(request) {
    for (const RosterAgent& agent : request.agents) weeks_.push_back(WeeksOf(agent));
  }

  double LeastCost() {
    Try(0, 0);
    return least_;
  }

 private:
  struct Week {
    std::vector<int> at_work;
    int half_hours = 0;
  };

  std::vector<Week> WeeksOf(const RosterAgent& agent) const {
    std::vector<Week> weeks;
    for (unsigned days = 0; days < 128; ++days) {
      if (days == 0 && agent.least_hours > 0) continue;
      if (!IsAllowed(agent, days)) continue;
      if (days == 0) {
        weeks.emplace_back();
        continue;
      }
      for (const int start : request_.rules.starts)
        for (const ShiftLength& shift : request_.rules.lengths) {
          std::vector<Week> begun = {{}};
          for (int day = 0; day < 7; ++day)
            if ((days >> day & 1U) != 0) begun = WithDay(begun, day * 48 + start, shift);
          for (Week& week : begun) {
            const double hours = static_cast<double>(week.at_work.size()) / 2;
            if (hours >= agent.least_hours && hours <= agent.most_hours) weeks.push_back(week);
          }
        }
    }
    return weeks;
  }

  bool IsAllowed(const RosterAgent& agent, unsigned days) const {
    int worked = 0;
    int run = 0;
    for (size_t day = 0; day < 14; ++day) {
      const bool works = (days >> (day % 7) & 1U) != 0;
      if (works && !agent.is_available[day % 7]) return false;
      worked += works && day < 7 ? 1 : 0;
      run = works ? run + 1 : 0;
      if (run > request_.rules.most_days_in_row) return false;
    }
    return 7 - worked >= request_.rules.least_days_off;
  }

  /// One break at most.
  static std::vector<Week> WithDay(const std::vector<Week>& begun, int from,
                                   const ShiftLength& shift) {
    std::vector<Week> longer;
    const BreakRule rule = shift.breaks.empty() ? BreakRule{0, 0, 0} : shift.breaks.front();
    for (const Week& week : begun)
      for (int at = rule.earliest; at <= rule.latest; ++at) {
        Week next = week;
        next.half_hours += shift.length;
        for (int step = 0; step < shift.length; ++step)
          if (step < at || step >= at + rule.length) next.at_work.push_back((from + step) % 336);
        longer.push_back(next);
      }
    return longer;
  }

  void Try(size_t agent, int half_hours) {
    if (agent == weeks_.size()) {
      least_ = std::min(least_, half_hours + request_.rules.shortage_cost * Lacking());
      return;
    }
    for (const Week& week : weeks_[agent]) {
      for (const int at : week.at_work) there_[static_cast<size_t>(at)] |= 1U << agent;
      Try(agent + 1, half_hours + week.half_hours);
      for (const int at : week.at_work) there_[static_cast<size_t>(at)] &= ~(1U << agent);
    }
  }

  /// Two skills: who has both fills what the others leave.
  double Lacking() const {
    double lacking = 0;
    for (size_t at = 0; at < 336; ++at) {
      if (request_.needed[0][at] + request_.needed[1][at] == 0) continue;
      std::array<double, 3> people{};  // of the first, the second, both
      for (size_t agent = 0; agent < request_.agents.size(); ++agent)
        if ((there_[at] >> agent & 1U) != 0) {
          const std::vector<int>& skills = request_.agents[agent].skills;
          people[skills.size() == 2 ? 2 : static_cast<size_t>(skills[0])] += 1;
        }
      const double left = std::max(0.0, request_.needed[0][at] - people[0]) +
                          std::max(0.0, request_.needed[1][at] - people[1]);
      lacking += std::max(0.0, left - people[2]);
    }
    return lacking;
  }

  const RosterRequest& request_;
  std::vector<std::vector<Week>> weeks_;
  std::array<unsigned, 336> there_{};
  double least_ = std::numeric_limits<double>::max();
};

}  // namespace kebao::analysis::staffing
