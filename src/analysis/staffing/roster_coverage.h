#pragma once

#include <vector>

#include "analysis/staffing/roster_search.h"

namespace kebao::analysis::staffing {

/// Who works with which skill, so that as little as possible is lacking: a transport in each half
/// hour from teams to skills. Agents with a skill in use, by skill and half hour; never above the
/// need.
std::vector<HalfHours> Cover(const RosterRequest& request, const AgentGroups& groups,
                             const std::vector<HalfHours>& at_work_by_team);

/// Agents at work by team.
std::vector<HalfHours> AtWorkByTeam(const AgentGroups& groups, const Tours& tours);

}  // namespace kebao::analysis::staffing
