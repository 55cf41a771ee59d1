#pragma once

#include <optional>
#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/staffing_inquiry.h"

namespace kebao::app {

/// What `kebao analyze staffing` prints, for people and as JSON (docs/staffing.md).

void PrintStaffing(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan,
                   const MetricSession& opened, Console* console);
std::string StaffingJson(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan,
                         const MetricSession& opened);

/// Who is there to be set against what is needed: by states, else in shifts less shrinkage;
/// nullopt: neither is recorded.
std::optional<inquiry::WeekOfHours> ThereOf(const inquiry::StaffingAnswer& answer,
                                            const inquiry::StaffingPlan& plan);

/// Agent-hours of a week of the weekdays that the period has.
struct StaffingBalance {
  double needed = 0;
  double lacking = 0;
  double spare = 0;
  size_t worst_weekday = 0;  // of the hour that lacks most
  size_t worst_hour = 0;
};
StaffingBalance BalanceOf(const inquiry::StaffingAnswer& answer, const inquiry::WeekOfHours& there);

/// "2026-01-03 14:30", of the place among the period's half hours.
std::string HalfHourOf(const inquiry::StaffingAnswer& answer, size_t half_hour);

}  // namespace kebao::app
