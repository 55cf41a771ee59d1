#include "analysis/staffing/roster.h"

#include <algorithm>
#include <cmath>

#include "analysis/staffing/roster_bound.h"
#include "analysis/staffing/roster_coverage.h"
#include "analysis/staffing/roster_search.h"
#include "analysis/staffing/roster_sharing.h"

namespace kebao::analysis::staffing {
namespace {

constexpr double kPartForBound = 0.4;  // of the time that is left
constexpr double kRounding = 1e-9;

std::vector<RosterShift> ShiftsOf(const RosterRules& rules, const Tours& tours) {
  std::vector<RosterShift> shifts;
  for (size_t agent = 0; agent < tours.size(); ++agent) {
    const Tour& tour = tours[agent];
    if (tour.days == 0) continue;
    const ShiftLength& length = rules.lengths[tour.length];
    auto breaks = tour.breaks.begin();
    for (int day = 0; day < kDaysOfRoster; ++day) {
      if (!Has(tour.days, day)) continue;
      const auto end = breaks + static_cast<std::ptrdiff_t>(length.breaks.size());
      shifts.push_back({agent, day, tour.start, length.length, {breaks, end}});
      breaks = end;
    }
  }
  return shifts;
}

Roster Write(const RosterRequest& request, const AgentGroups& groups, const Tours& tours) {
  Roster roster;
  roster.shifts = ShiftsOf(request.rules, tours);
  const std::vector<HalfHours> at_work = AtWorkByTeam(groups, tours);
  roster.covered = Cover(request, groups, at_work);
  roster.at_work.fill(0);
  for (const HalfHours& team : at_work)
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at) roster.at_work[at] += team[at];
  for (const RosterShift& shift : roster.shifts) roster.rostered_hours += shift.length / 2.0;
  for (size_t skill = 0; skill < request.needed.size(); ++skill)
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at) {
      roster.needed_hours += request.needed[skill][at] / 2;
      roster.lacking_hours +=
          std::max(0.0, request.needed[skill][at] - roster.covered[skill][at]) / 2;
    }
  roster.cost = 2 * (roster.rostered_hours + request.rules.shortage_cost * roster.lacking_hours);
  return roster;
}

Result<void> CheckParts(const AgentGroups& groups, const std::string& place) {
  for (const std::vector<size_t>& part : PartsOf(groups.teams))
    if (SkillsOf(groups.teams, part).size() > kMostSkillsOfPart)
      return MakeProblem("roster.skills", place, {{"most", std::to_string(kMostSkillsOfPart)}});
  return {};
}

}  // namespace

Result<Roster> ProposeRoster(const RosterRequest& request, const std::string& place) {
  KEBAO_TRY_VOID(CheckRoster(request, place));
  KEBAO_TRY(const AgentGroups groups, GroupAgents(request, place));
  KEBAO_TRY_VOID(CheckParts(groups, place));
  const TimeLeft left(request.seconds);
  RosterState state(request, groups);
  BuildGreedily(groups, left, &state);
  const RosterBound bound = FindBound(request, groups, TimeLeft(kPartForBound * left.seconds()));
  const double enough = bound.cost / std::max(kRounding, 1 - request.gap);
  const bool is_time_up = Improve(groups, bound.prices, enough, request.rounds, left, &state);
  Tours tours = state.tours();
  const RosterSpread unshared = SpreadOf(request, ShiftsOf(request.rules, tours));
  if (request.rules.is_shared) ShareHours(request, groups, &tours);
  Roster roster = Write(request, groups, tours);
  roster.spread = SpreadOf(request, roster.shifts);
  roster.unshared_deviation = unshared.deviation;
  roster.is_time_up = is_time_up;
  roster.bound = std::clamp(bound.cost, 0.0, roster.cost);
  roster.is_proven = roster.gap() <= request.gap + kRounding;
  return roster;
}

}  // namespace kebao::analysis::staffing
