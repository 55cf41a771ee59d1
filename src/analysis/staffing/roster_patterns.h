#pragma once

#include <string>
#include <vector>

#include "analysis/staffing/roster.h"

namespace kebao::analysis::staffing {

/// Days of a week: bit d is day d.
using Days = unsigned;

inline bool Has(Days days, int day) { return ((days >> day) & 1U) != 0; }

/// All days that the rules allow, the week repeating; not the empty one.
std::vector<Days> AllowedDays(const RosterRules& rules);

/// Half hours at work of one shift.
int WorkOf(const ShiftLength& length);

/// The most hours of a week that an agent may work, breaks not counted; 0 where no days and shifts
/// fit.
double MostHours(const RosterAgent& agent, const RosterRules& rules);

/// Agents that are alike, and what they may do.
struct AgentGroup {
  std::vector<size_t> agents;  // places in the request
  size_t team = 0;             // of the same skills
  struct Choice {
    Days days = 0;      // 0: none at all
    size_t length = 0;  // place among the rules' lengths
  };
  std::vector<Choice> choices;
};

struct AgentGroups {
  std::vector<std::vector<int>> teams;  // skills of each, rising
  std::vector<AgentGroup> groups;
};

/// Problems "roster.agent", "roster.skill".
Result<AgentGroups> GroupAgents(const RosterRequest& request, const std::string& place);

/// Problems "roster.rule", "roster.needed", "roster.no_agents".
Result<void> CheckRoster(const RosterRequest& request, const std::string& place);

}  // namespace kebao::analysis::staffing
