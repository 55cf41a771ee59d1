#include <fmt/format.h>

#include <algorithm>

#include "app/analyze/staffing_texts.h"

namespace kebao::app {

std::optional<inquiry::WeekOfHours> ThereOf(const inquiry::StaffingAnswer& answer,
                                            const inquiry::StaffingPlan& plan) {
  if (answer.at_work) return answer.at_work->agents;
  if (!answer.in_shifts) return std::nullopt;
  inquiry::WeekOfHours there = answer.in_shifts->agents;
  for (auto& hours : there)
    for (double& agents : hours) agents *= 1 - plan.shrinkage;
  return there;
}

StaffingBalance BalanceOf(const inquiry::StaffingAnswer& answer,
                          const inquiry::WeekOfHours& there) {
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

std::string HalfHourOf(const inquiry::StaffingAnswer& answer, size_t half_hour) {
  const size_t of_day = half_hour % inquiry::kHalfHoursOfDay;
  const LocalDay day{answer.first.days +
                     static_cast<int32_t>(half_hour / inquiry::kHalfHoursOfDay)};
  return fmt::format("{} {:02}:{}", FormatDay(day), of_day / 2, of_day % 2 == 0 ? "00" : "30");
}

}  // namespace kebao::app
