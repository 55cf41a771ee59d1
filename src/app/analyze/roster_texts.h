#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/roster_inquiry.h"

namespace kebao::app {

/// What a roster is printed with besides itself.
struct RosterFrame {
  double shrinkage = 0;
  int history_days = 0;
  std::optional<double> per_shift_hour;  // minor units
};

/// How good it is, who works when, needed against at work by half hour, and what is lacking why.
void PrintRoster(const inquiry::ProposedRoster& proposed, const RosterFrame& frame,
                 const MetricSession& opened, Console* console);

/// What `kebao analyze roster --format json` prints (docs/staffing.md).
std::string RosterJson(const inquiry::ProposedRoster& proposed, const MetricSession& opened);

/// Shifts as `kebao import` takes them (catalog/mappings/input-shifts.yaml).
std::string RosterCsv(const inquiry::ProposedRoster& proposed, const MetricSession& opened,
                      const Texts& texts);

/// "22:00"; of what reaches into the next day, that day's time.
std::string ClockOf(int half_hour);

/// Breaks left out.
double WorkedHours(const analysis::staffing::RosterShift& shift,
                   const analysis::staffing::RosterRules& rules);

/// "breaks" …
const char* NameOf(analysis::staffing::ShortageReason reason);

}  // namespace kebao::app
