#pragma once

#include <vector>

#include "analysis/staffing/roster.h"

namespace kebao::analysis::staffing {

/// Why nobody covers what is needed.
enum class ShortageReason {
  kNobody,    // no agent has the skill
  kNoShift,   // no shift that the rules allow is at work then
  kBreaks,    // somebody with the skill has a break
  kAllUsed,   // all who have the skill work as many hours as their rules allow
  kNotWorth,  // a further shift would cost more than what is lacking
};

struct RosterShortage {
  int half_hour = 0;  // of the week
  int skill = 0;
  double lacking = 0;  // agents
  ShortageReason reason = ShortageReason::kNotWorth;
};

/// Where less than needed is covered, by half hour, then skill. The first reason that holds. The
/// roster must be of this request.
std::vector<RosterShortage> ShortagesOf(const RosterRequest& request, const Roster& roster);

/// Of the agents who work as much as they may: how many could work more without one of the rules.
struct BindingRules {
  int agents = 0;  // that work as much as they may
  int weekly_hours = 0;
  int days_off = 0;
  int days_in_row = 0;
  int availability = 0;
};
BindingRules BindingRulesOf(const RosterRequest& request, const Roster& roster);

}  // namespace kebao::analysis::staffing
