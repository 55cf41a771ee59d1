#pragma once

#include "analysis/staffing/integer_program.h"
#include "analysis/staffing/roster_model.h"

namespace kebao::analysis::staffing {

/// Whole counts near those of the relaxed program, by largest remainders: first of each group's
/// agents by days and length, then of these by start. Every rule holds. Columns of
/// RosterModel::counts.
IntegerProgram::Start RoundCounts(const AgentGroups& groups, const RosterModel& model,
                                  const IntegerProgram::Solution& relaxed);

/// Likewise of breaks, once the counts are whole. Columns of RosterModel::breaks.
IntegerProgram::Start RoundBreaks(const RosterModel& model,
                                  const IntegerProgram::Solution& relaxed);

}  // namespace kebao::analysis::staffing
