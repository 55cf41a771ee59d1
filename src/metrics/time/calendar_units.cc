#include "metrics/time/calendar_units.h"

#include <algorithm>

namespace kebao::metrics {
namespace {

int DaysInMonth(int year, int month) {
  for (int day = 31; day > 28; --day) {
    if (IsValid({year, month, day})) return day;
  }
  return 28;
}

}  // namespace

int64_t FloorDivide(int64_t a, int64_t b) {
  const int64_t quotient = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? quotient - 1 : quotient;
}

LocalDay AddMonths(LocalDay day, int months) {
  const CivilDay civil = CivilFromDay(day);
  const int64_t index = int64_t{civil.year} * 12 + civil.month - 1 + months;
  const int year = static_cast<int>(FloorDivide(index, 12));
  const int month = static_cast<int>(index - int64_t{year} * 12) + 1;
  return DayFromCivil({year, month, std::min(civil.day, DaysInMonth(year, month))});
}

LocalDay FirstDayOfIsoYear(int year) {
  const LocalDay fourth = DayFromCivil({year, 1, 4});  // always in week 1
  return LocalDay{fourth.days - (WeekdayOf(fourth) - 1)};
}

int WeeksInIsoYear(int year) {
  return (FirstDayOfIsoYear(year + 1).days - FirstDayOfIsoYear(year).days) / 7;
}

IsoWeek IsoWeekOf(LocalDay day) {
  const LocalDay thursday{day.days - (WeekdayOf(day) - 1) + 3};
  const int year = CivilFromDay(thursday).year;
  return {year, (day.days - FirstDayOfIsoYear(year).days) / 7 + 1};
}

LocalDay StartOfUnit(LocalDay day, Grain grain, int week_start) {
  const CivilDay civil = CivilFromDay(day);
  switch (grain) {
    case Grain::kWeek:
      return LocalDay{day.days - (WeekdayOf(day) - week_start + 7) % 7};
    case Grain::kMonth:
      return DayFromCivil({civil.year, civil.month, 1});
    case Grain::kQuarter:
      return DayFromCivil({civil.year, (civil.month - 1) / 3 * 3 + 1, 1});
    case Grain::kYear:
      return DayFromCivil({civil.year, 1, 1});
    default:
      return day;
  }
}

LocalDay NextUnit(LocalDay start, Grain grain) {
  switch (grain) {
    case Grain::kWeek:
      return LocalDay{start.days + 7};
    case Grain::kMonth:
      return AddMonths(start, 1);
    case Grain::kQuarter:
      return AddMonths(start, 3);
    case Grain::kYear:
      return AddMonths(start, 12);
    default:
      return LocalDay{start.days + 1};
  }
}

}  // namespace kebao::metrics
