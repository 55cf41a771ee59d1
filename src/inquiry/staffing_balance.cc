#include "inquiry/staffing_balance.h"

#include <algorithm>

namespace kebao::inquiry {

std::optional<WeekOfHours> ThereOf(const StaffingAnswer& answer, const StaffingPlan& plan) {
  if (answer.at_work) return answer.at_work->agents;
  if (!answer.in_shifts) return std::nullopt;
  WeekOfHours there = answer.in_shifts->agents;
  for (auto& hours : there)
    for (double& agents : hours) agents *= 1 - plan.shrinkage;
  return there;
}

StaffingBalance BalanceOf(const StaffingAnswer& answer, const WeekOfHours& there) {
  StaffingBalance balance;
  double worst = 0;
  for (size_t weekday = 0; weekday < there.size(); ++weekday) {
    if (answer.weekdays[weekday] == 0) continue;
    for (size_t hour = 0; hour < there[weekday].size(); ++hour) {
      const double needed = answer.needed[weekday][hour];
      const double lacking = needed - there[weekday][hour];
      balance.needed += needed;
      balance.lacking += std::max(0.0, lacking);
      balance.spare += std::max(0.0, -lacking);
      if (lacking <= worst) continue;
      worst = lacking;
      balance.worst_weekday = weekday;
      balance.worst_hour = hour;
    }
  }
  return balance;
}

}  // namespace kebao::inquiry
