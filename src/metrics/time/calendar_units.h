#pragma once

#include "base/instant.h"
#include "metrics/query.h"

namespace kebao::metrics {

/// Same day of the month `months` later (earlier when negative); the last day where the month is
/// shorter.
LocalDay AddMonths(LocalDay day, int months);

struct IsoWeek {
  int year = 1970;
  int week = 1;
};
IsoWeek IsoWeekOf(LocalDay day);
LocalDay FirstDayOfIsoYear(int year);  // Monday of week 1
int WeeksInIsoYear(int year);          // 52 or 53

/// First day of the week, month, quarter or year that holds `day`; the day itself for other grains.
/// `week_start`: 1 = Monday … 7 = Sunday.
LocalDay StartOfUnit(LocalDay day, Grain grain, int week_start);
/// First day of the next unit; `start` is a StartOfUnit.
LocalDay NextUnit(LocalDay start, Grain grain);

int64_t FloorDivide(int64_t a, int64_t b);

}  // namespace kebao::metrics
