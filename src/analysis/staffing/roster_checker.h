#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "analysis/staffing/roster.h"

namespace kebao::analysis::staffing {

/// Every rule that a roster breaks, for tests and benchmarks. Knows nothing of how rosters are
/// made.
class RosterChecker {
 public:
  RosterChecker(const RosterRequest& request, const Roster& roster)
      : request_(request), rules_(request.rules), roster_(roster) {}

  std::vector<std::string> Complaints() {
    for (size_t agent = 0; agent < request_.agents.size(); ++agent) CheckAgent(agent);
    for (const RosterShift& shift : roster_.shifts) CheckShift(shift);
    CheckCoverage();
    return complaints_;
  }

 private:
  const ShiftLength* LengthOf(const RosterShift& shift) const {
    for (const ShiftLength& length : rules_.lengths)
      if (length.length == shift.length) return &length;
    return nullptr;
  }

  void Complain(const std::string& what) { complaints_.push_back(what); }

  void CheckShift(const RosterShift& shift) {
    const std::string who = fmt::format("agent {} day {}", shift.agent, shift.day);
    const ShiftLength* length = LengthOf(shift);
    if (length == nullptr) return Complain(who + ": length");
    if (std::ranges::find(rules_.starts, shift.start) == rules_.starts.end())
      Complain(who + ": start");
    if (shift.breaks.size() != length->breaks.size()) return Complain(who + ": breaks");
    for (size_t i = 0; i < shift.breaks.size(); ++i)
      if (shift.breaks[i] < length->breaks[i].earliest ||
          shift.breaks[i] > length->breaks[i].latest)
        Complain(who + ": break at a wrong time");
  }

  void CheckAgent(size_t place) {
    const RosterAgent& agent = request_.agents[place];
    std::vector<RosterShift> own;
    for (const RosterShift& shift : roster_.shifts)
      if (shift.agent == place) own.push_back(shift);
    std::array<int, kDaysOfRoster> shifts{};
    double hours = 0;
    for (const RosterShift& shift : own) {
      const auto day = static_cast<size_t>(shift.day);
      if (++shifts[day] > 1) Complain(agent.name + ": two shifts a day");
      if (!agent.is_available[day]) Complain(agent.name + ": works on a day off");
      hours += shift.length / 2.0;
      if (const ShiftLength* length = LengthOf(shift))
        for (const BreakRule& rule : length->breaks) hours -= rule.length / 2.0;
    }
    if (hours > agent.most_hours + 1e-9 || hours < agent.least_hours - 1e-9)
      Complain(fmt::format("{}: {} hours", agent.name, hours));
    CheckRest(agent, own);
    CheckDays(agent, shifts);
  }

  /// The week repeats: Sunday's shift is followed by that of the next Monday.
  void CheckRest(const RosterAgent& agent, const std::vector<RosterShift>& own) {
    for (size_t i = 0; i < own.size(); ++i) {
      const RosterShift& next = own[(i + 1) % own.size()];
      const int end = own[i].day * 48 + own[i].start + own[i].length;
      int start = next.day * 48 + next.start;
      if (i + 1 == own.size()) start += kHalfHoursOfRoster;
      if (start - end < rules_.rest) Complain(agent.name + ": rest");
    }
  }

  void CheckDays(const RosterAgent& agent, const std::array<int, kDaysOfRoster>& shifts) {
    int days = 0;
    int run = 0;
    for (size_t day = 0; day < 14; ++day) {
      const bool works = shifts[day % 7] > 0;
      days += works && day < 7 ? 1 : 0;
      run = works ? run + 1 : 0;
      if (run > rules_.most_days_in_row) return Complain(agent.name + ": days in a row");
    }
    if (7 - days < rules_.least_days_off) Complain(agent.name + ": days off");
  }

  /// Who is at work, by half hour.
  std::vector<std::vector<size_t>> AtWork() const {
    std::vector<std::vector<size_t>> at_work(kHalfHoursOfRoster);
    for (const RosterShift& shift : roster_.shifts) {
      const ShiftLength* length = LengthOf(shift);
      for (int step = 0; length != nullptr && step < shift.length; ++step) {
        bool is_break = false;
        for (size_t i = 0; i < shift.breaks.size(); ++i)
          is_break |= step >= shift.breaks[i] && step < shift.breaks[i] + length->breaks[i].length;
        const int at = (shift.day * 48 + shift.start + step) % kHalfHoursOfRoster;
        if (!is_break) at_work[static_cast<size_t>(at)].push_back(shift.agent);
      }
    }
    return at_work;
  }

  /// Hall's condition: no set of skills is said to be covered by more than there are agents with
  /// one of them. And the shortage is what it is said to be.
  void CheckCoverage() {
    const auto at_work = AtWork();
    const size_t skills = request_.needed.size();
    double lacking = 0;
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at) {
      for (unsigned set = 1; set < 1U << skills; ++set) {
        double covered = 0;
        for (size_t skill = 0; skill < skills; ++skill)
          if (((set >> skill) & 1U) != 0) covered += roster_.covered[skill][at];
        double people = 0;
        for (const size_t agent : at_work[at])
          people += std::ranges::any_of(request_.agents[agent].skills,
                                        [&](int skill) { return ((set >> skill) & 1U) != 0; });
        if (covered > people + 1e-6)
          Complain(fmt::format("half hour {}: more covered than there", at));
      }
      for (size_t skill = 0; skill < skills; ++skill)
        lacking += std::max(0.0, request_.needed[skill][at] - roster_.covered[skill][at]) / 2;
    }
    if (std::abs(lacking - roster_.lacking_hours) > 1e-6) Complain("shortage is another");
    if (roster_.bound > roster_.cost + 1e-6) Complain("bound above the cost");
    CheckCost(at_work, lacking);
  }

  void CheckCost(const std::vector<std::vector<size_t>>& at_work, double lacking) {
    double hours = 0;
    for (const RosterShift& shift : roster_.shifts) hours += shift.length / 2.0;
    if (std::abs(hours - roster_.rostered_hours) > 1e-6) Complain("hours are others");
    const double cost = 2 * hours + 2 * rules_.shortage_cost * lacking;
    if (std::abs(cost - roster_.cost) > 1e-6 * (1 + cost)) Complain("the cost is another");
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at)
      if (static_cast<double>(at_work[at].size()) != roster_.at_work[at])
        Complain(fmt::format("half hour {}: others are at work", at));
  }

  const RosterRequest& request_;
  const RosterRules& rules_;
  const Roster& roster_;
  std::vector<std::string> complaints_;
};

/// A centre of `count` agents and three skills, some agents of several, some part-time, some with
/// days off of their own; needs with two peaks a day and a quieter weekend.
inline RosterRequest SampleCentre(int count, double load = 0.8) {
  RosterRequest request;
  request.rules.starts = {14, 15, 16, 17, 18, 19, 20, 22, 24, 26, 28};
  request.rules.lengths = {{17, {{1, 6, 10}}}, {9, {}}};
  request.rules.least_days_off = 2;
  request.rules.most_days_in_row = 5;
  for (int i = 0; i < count; ++i) {
    RosterAgent agent;
    agent.name = fmt::format("A{:03}", i);
    agent.skills = i % 10 < 5 ? std::vector{0} : i % 10 < 8 ? std::vector{1} : std::vector{0, 1, 2};
    if (i % 7 == 3) {
      agent.least_hours = 18;
      agent.most_hours = 23;
    } else {
      agent.least_hours = 36;
      agent.most_hours = 40;
    }
    if (i % 11 == 5) agent.is_available[static_cast<size_t>(i % 5)] = false;
    request.agents.push_back(agent);
  }
  const std::array<double, 3> parts = {0.55, 0.35, 0.1};
  request.needed.resize(parts.size());
  for (size_t skill = 0; skill < parts.size(); ++skill)
    for (int at = 0; at < kHalfHoursOfRoster; ++at) {
      const double hour = at % 48 / 2.0;
      const double shape = std::exp(-(hour - 10.5) * (hour - 10.5) / 6) +
                           0.9 * std::exp(-(hour - 15.5) * (hour - 15.5) / 9);
      const double weekend = at / 48 >= 5 ? 0.6 : 1;
      const double needed = parts[skill] * load * count * 0.55 * shape * weekend;
      request.needed[skill][static_cast<size_t>(at)] =
          hour >= 7 && hour < 22 ? std::ceil(needed) : 0;
    }
  return request;
}

}  // namespace kebao::analysis::staffing
