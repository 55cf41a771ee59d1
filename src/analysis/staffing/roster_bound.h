#pragma once

#include <vector>

#include "analysis/staffing/roster_clock.h"
#include "analysis/staffing/roster_patterns.h"
#include "analysis/staffing/roster_tours.h"

namespace kebao::analysis::staffing {

/// What no roster can be cheaper than, and the prices that prove it.
struct RosterBound {
  double cost = 0;
  std::vector<HalfHours> prices;  // of an agent at work with the skill, by skill
};

/// Lagrange's relaxation of the needs (Held and Karp 1971): at any prices between 0 and the
/// shortage cost, the needs at their price less what each agent's best week earns above its cost is
/// a bound. The prices are improved by steps along a moving mean of the subgradients (Shor 1985);
/// so it is a bound whenever the time is up.
RosterBound FindBound(const RosterRequest& request, const AgentGroups& groups,
                      const TimeLeft& left);

/// What an agent of the team earns at work: the highest price among the skills.
HalfHours WorthOf(const std::vector<int>& skills, const std::vector<HalfHours>& prices);

}  // namespace kebao::analysis::staffing
