#pragma once

#include "analysis/staffing/roster_search.h"

namespace kebao::analysis::staffing {

/// Hours at work of each agent as parts of the most that his own rules allow, and days at the
/// weekend, made as even as can be without touching who is covered when: days of one agent go to
/// another who has the same skills (or more) and the same start and length of shift, or no shifts
/// at all; whole weeks are exchanged between agents of the same skills; who has little to do at
/// another time of day leaves that to those who are there then, and takes days of the first. All
/// limits are kept, so the cost stays what it was and nothing more lacks. First Σ hours² ÷ most
/// hours falls until no single step lowers it (with parts all alike it is least: Cauchy and
/// Schwarz), then, with all hours as they are, Σ (days at the weekend)² ÷ most hours. The same
/// weeks give the same answer.
void ShareHours(const RosterRequest& request, const AgentGroups& groups, Tours* tours);

/// How evenly a roster lies on those who may work at all.
RosterSpread SpreadOf(const RosterRequest& request, const std::vector<RosterShift>& shifts);

}  // namespace kebao::analysis::staffing
