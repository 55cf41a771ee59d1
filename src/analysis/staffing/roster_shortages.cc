#include "analysis/staffing/roster_shortages.h"

#include <algorithm>
#include <limits>

#include "analysis/staffing/roster_patterns.h"

namespace kebao::analysis::staffing {
namespace {

constexpr double kRounding = 1e-6;

const ShiftLength& LengthOf(const RosterRules& rules, const RosterShift& shift) {
  return *std::ranges::find(rules.lengths, shift.length, &ShiftLength::length);
}

std::vector<double> HoursOf(const RosterRequest& request, const Roster& roster) {
  std::vector<double> hours(request.agents.size(), 0);
  for (const RosterShift& shift : roster.shifts)
    hours[shift.agent] += WorkOf(LengthOf(request.rules, shift)) / 2.0;
  return hours;
}

class Reasons {
 public:
  Reasons(const RosterRequest& request, const Roster& roster)
      : request_(request),
        is_all_used_(request.needed.size(), true),
        has_anybody_(request.needed.size(), false),
        on_break_(request.needed.size(), std::vector<bool>(kHalfHoursOfRoster, false)) {
    const std::vector<double> hours = HoursOf(request, roster);
    for (size_t agent = 0; agent < request.agents.size(); ++agent) {
      const bool is_used =
          hours[agent] >= MostHours(request.agents[agent], request.rules) - kRounding;
      for (const int skill : request.agents[agent].skills) {
        has_anybody_[static_cast<size_t>(skill)] = true;
        if (!is_used) is_all_used_[static_cast<size_t>(skill)] = false;
      }
    }
    for (const RosterShift& shift : roster.shifts) MarkBreaks(shift);
  }

  ShortageReason At(size_t skill, size_t at) const {
    if (!has_anybody_[skill]) return ShortageReason::kNobody;
    if (!IsReached(static_cast<int>(at))) return ShortageReason::kNoShift;
    if (on_break_[skill][at]) return ShortageReason::kBreaks;
    return is_all_used_[skill] ? ShortageReason::kAllUsed : ShortageReason::kNotWorth;
  }

 private:
  void MarkBreaks(const RosterShift& shift) {
    const ShiftLength& length = LengthOf(request_.rules, shift);
    for (size_t i = 0; i < shift.breaks.size(); ++i)
      for (int step = 0; step < length.breaks[i].length; ++step) {
        const int at = shift.day * kHalfHoursOfRosterDay + shift.start + shift.breaks[i] + step;
        for (const int skill : request_.agents[shift.agent].skills)
          on_break_[static_cast<size_t>(skill)][static_cast<size_t>(at % kHalfHoursOfRoster)] =
              true;
      }
  }

  /// All days have the same shifts.
  bool IsReached(int at) const {
    for (const int start : request_.rules.starts) {
      const int since = (at - start + kHalfHoursOfRoster) % kHalfHoursOfRosterDay;
      for (const ShiftLength& length : request_.rules.lengths)
        if (since < length.length) return true;
    }
    return false;
  }

  const RosterRequest& request_;
  std::vector<bool> is_all_used_;  // by skill
  std::vector<bool> has_anybody_;
  std::vector<std::vector<bool>> on_break_;  // by skill and half hour
};

}  // namespace

std::vector<RosterShortage> ShortagesOf(const RosterRequest& request, const Roster& roster) {
  const Reasons reasons(request, roster);
  std::vector<RosterShortage> shortages;
  for (size_t at = 0; at < kHalfHoursOfRoster; ++at)
    for (size_t skill = 0; skill < request.needed.size(); ++skill) {
      const double lacking = request.needed[skill][at] - roster.covered[skill][at];
      if (lacking > kRounding)
        shortages.push_back(
            {static_cast<int>(at), static_cast<int>(skill), lacking, reasons.At(skill, at)});
    }
  return shortages;
}

BindingRules BindingRulesOf(const RosterRequest& request, const Roster& roster) {
  const std::vector<double> hours = HoursOf(request, roster);
  RosterRules any_days = request.rules;
  any_days.least_days_off = 0;
  RosterRules any_row = request.rules;
  any_row.most_days_in_row = kDaysOfRoster;
  BindingRules binding;
  for (size_t i = 0; i < request.agents.size(); ++i) {
    const RosterAgent& agent = request.agents[i];
    const double most = MostHours(agent, request.rules);
    if (hours[i] < most - kRounding) continue;
    const auto count = [&](const RosterAgent& other, const RosterRules& rules) {
      return MostHours(other, rules) > most + kRounding ? 1 : 0;
    };
    RosterAgent any_hours = agent;
    any_hours.most_hours = std::numeric_limits<double>::infinity();
    RosterAgent always = agent;
    always.is_available.fill(true);
    ++binding.agents;
    binding.weekly_hours += count(any_hours, request.rules);
    binding.days_off += count(agent, any_days);
    binding.days_in_row += count(agent, any_row);
    binding.availability += count(always, request.rules);
  }
  return binding;
}

}  // namespace kebao::analysis::staffing
