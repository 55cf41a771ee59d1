#include "demo/time_line.h"

#include <algorithm>

namespace kebao::demo {

Result<void> Check(const DemoOptions& options) {
  const auto refuse = [](const char* name) {
    return MakeProblem("demo.bad_options", name, {{"option", name}});
  };
  if (options.conversations < 1 || options.conversations > 100'000'000)
    return refuse("conversations");
  if (options.days < 1 || options.days > 3660) return refuse("days");
  KEBAO_TRY_VOID(TimeZone::Find(options.zone));
  return {};
}

TimeLine::TimeLine(const TimeZone& zone, LocalDay first_day, int days)
    : zone_(zone), first_day_(first_day), days_(days) {
  for (int day = -kDaysBefore; day <= days + kDaysAfter; ++day) {
    starts_.push_back(zone.StartOf(LocalDayOf(day)).micros / kMicrosPerSecond);
  }
}

int TimeLine::DayOf(EpochSeconds at) const {
  const int last = days_ + kDaysAfter;
  int day = static_cast<int>((at - begin()) / 86'400);
  day = std::clamp(day, -kDaysBefore, last);
  while (day > -kDaysBefore && at < StartOf(day)) --day;
  while (day < last && at >= StartOf(day + 1)) ++day;
  return day;
}

int TimeLine::DayWith(int month, int day_of_month) const {
  const CivilDay first = CivilFromDay(first_day_);
  for (int year = first.year;; ++year) {
    const CivilDay civil{year, month, day_of_month};
    if (IsValid(civil) && DayFromCivil(civil) >= first_day_)
      return DayFromCivil(civil).days - first_day_.days;
  }
}

}  // namespace kebao::demo
