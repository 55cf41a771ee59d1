#include "analysis/staffing/roster_patterns.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <tuple>

namespace kebao::analysis::staffing {
namespace {

constexpr Days kAllDays = (1U << kDaysOfRoster) - 1;
constexpr double kRounding = 1e-9;

/// Longest run of days, the week repeating; 7 for all of them.
int LongestRun(Days days) {
  if (days == kAllDays) return kDaysOfRoster;
  int longest = 0;
  int run = 0;
  for (int day = 0; day < 2 * kDaysOfRoster; ++day) {
    run = Has(days, day % kDaysOfRoster) ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

Days AvailableDays(const RosterAgent& agent) {
  Days days = 0;
  for (int day = 0; day < kDaysOfRoster; ++day)
    if (agent.is_available[static_cast<size_t>(day)]) days |= 1U << day;
  return days;
}

double HoursOf(const AgentGroup::Choice& choice, const RosterRules& rules) {
  return std::popcount(choice.days) * WorkOf(rules.lengths[choice.length]) / 2.0;
}

std::vector<AgentGroup::Choice> ChoicesOf(const RosterAgent& agent, const RosterRules& rules) {
  std::vector<AgentGroup::Choice> choices;
  if (agent.least_hours == 0) choices.push_back({0, 0});
  for (const Days days : AllowedDays(rules)) {
    if ((days & ~AvailableDays(agent)) != 0) continue;
    for (size_t length = 0; length < rules.lengths.size(); ++length) {
      const double hours = HoursOf({days, length}, rules);
      if (hours >= agent.least_hours - kRounding && hours <= agent.most_hours + kRounding)
        choices.push_back({days, length});
    }
  }
  return choices;
}

bool BreaksFit(const ShiftLength& shift) {
  int free_from = 1;
  for (const BreakRule& rule : shift.breaks) {
    if (rule.length < 1 || rule.earliest < free_from || rule.latest < rule.earliest) return false;
    free_from = rule.latest + rule.length;
  }
  return free_from <= shift.length;
}

const char* WrongRule(const RosterRules& rules) {
  const auto is_start = [](int start) { return start >= 0 && start < kHalfHoursOfRosterDay; };
  if (rules.starts.empty() || !std::ranges::all_of(rules.starts, is_start)) return "starts";
  if (rules.lengths.empty()) return "lengths";
  for (const ShiftLength& shift : rules.lengths) {
    if (std::ranges::count(rules.lengths, shift.length, &ShiftLength::length) > 1) return "lengths";
    if (shift.length < 1 || shift.length > kHalfHoursOfRosterDay) return "lengths";
    if (!BreaksFit(shift)) return "breaks";
    if (rules.rest < 0 || shift.length + rules.rest > kHalfHoursOfRosterDay) return "rest";
  }
  if (rules.most_days_in_row < 1) return "most_days_in_row";
  if (rules.least_days_off < 0 || AllowedDays(rules).empty()) return "least_days_off";
  if (!(rules.shortage_cost > 1) || !std::isfinite(rules.shortage_cost)) return "shortage_cost";
  return nullptr;
}

}  // namespace

std::vector<Days> AllowedDays(const RosterRules& rules) {
  std::vector<Days> allowed;
  for (Days days = 1; days <= kAllDays; ++days)
    if (std::popcount(days) <= kDaysOfRoster - rules.least_days_off &&
        LongestRun(days) <= rules.most_days_in_row)
      allowed.push_back(days);
  return allowed;
}

int WorkOf(const ShiftLength& length) {
  int work = length.length;
  for (const BreakRule& rule : length.breaks) work -= rule.length;
  return work;
}

double MostHours(const RosterAgent& agent, const RosterRules& rules) {
  double most = 0;
  for (const AgentGroup::Choice& choice : ChoicesOf(agent, rules))
    most = std::max(most, HoursOf(choice, rules));
  return most;
}

Result<AgentGroups> GroupAgents(const RosterRequest& request, const std::string& place) {
  AgentGroups found;
  std::map<std::vector<int>, size_t> teams;
  std::map<std::tuple<size_t, Days, double, double>, size_t> groups;
  for (size_t i = 0; i < request.agents.size(); ++i) {
    const RosterAgent& agent = request.agents[i];
    std::vector<int> skills = agent.skills;
    std::ranges::sort(skills);
    const auto most = static_cast<int>(request.needed.size());
    if (skills.empty() || skills.front() < 0 || skills.back() >= most ||
        std::ranges::adjacent_find(skills) != skills.end())
      return MakeProblem("roster.skill", place, {{"agent", agent.name}});
    const auto [team, is_new_team] = teams.try_emplace(skills, found.teams.size());
    if (is_new_team) found.teams.push_back(skills);
    const auto [group, is_new] = groups.try_emplace(
        {team->second, AvailableDays(agent), agent.least_hours, agent.most_hours},
        found.groups.size());
    if (is_new) {
      found.groups.push_back({{}, team->second, ChoicesOf(agent, request.rules)});
      if (found.groups.back().choices.empty())
        return MakeProblem("roster.agent", place, {{"agent", agent.name}});
    }
    found.groups[group->second].agents.push_back(i);
  }
  return found;
}

Result<void> CheckRoster(const RosterRequest& request, const std::string& place) {
  if (const char* rule = WrongRule(request.rules))
    return MakeProblem("roster.rule", place, {{"rule", rule}});
  if (request.agents.empty()) return MakeProblem("roster.no_agents", place);
  const auto is_amount = [](double value) { return std::isfinite(value) && value >= 0; };
  for (const auto& skill : request.needed)
    if (!std::ranges::all_of(skill, is_amount)) return MakeProblem("roster.needed", place);
  for (const RosterAgent& agent : request.agents)
    if (!is_amount(agent.least_hours) || !is_amount(agent.most_hours))
      return MakeProblem("roster.agent", place, {{"agent", agent.name}});
  return {};
}

}  // namespace kebao::analysis::staffing
