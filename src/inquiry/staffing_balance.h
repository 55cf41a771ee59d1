#pragma once

#include <optional>

#include "inquiry/staffing_inquiry.h"

namespace kebao::inquiry {

/// Who is there to be set against what is needed: by states, else in shifts less shrinkage;
/// nullopt: neither is recorded.
std::optional<WeekOfHours> ThereOf(const StaffingAnswer& answer, const StaffingPlan& plan);

/// Agent-hours of a week of the weekdays that the period has.
struct StaffingBalance {
  double needed = 0;
  double lacking = 0;
  double spare = 0;
  size_t worst_weekday = 0;  // of the hour that lacks most
  size_t worst_hour = 0;
};
StaffingBalance BalanceOf(const StaffingAnswer& answer, const WeekOfHours& there);

}  // namespace kebao::inquiry
