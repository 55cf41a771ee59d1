#include "analysis/process/peaks.h"

#include <gtest/gtest.h>

namespace kebao::analysis::process {
namespace {

/// Ten weeks, 9 to 18 on workdays.
WeekLoad OfficeHours(double per_hour) {
  WeekLoad week;
  week.days.fill(10);
  for (size_t weekday = 0; weekday < 5; ++weekday)
    for (size_t hour = 9; hour < 18; ++hour) week.contacts[weekday][hour] = per_hour * 10;
  return week;
}

TEST(Peaks, ThereAreNoneWhereEveryWorkedHourIsAlike) {
  const Peaks peaks = FindPeaks(OfficeHours(30), {});
  EXPECT_EQ(peaks.peak_hours, 0);
  EXPECT_EQ(peaks.worked_hours, 45);
  EXPECT_DOUBLE_EQ(peaks.usual, 30);
  EXPECT_DOUBLE_EQ(peaks.share->value, 0);
}

TEST(Peaks, AreHoursWellAboveTheUsualLoad) {
  WeekLoad week = OfficeHours(30);
  week.contacts[0][10] = 900;
  week.contacts[4][16] = 800;
  const Peaks peaks = FindPeaks(week, {});
  EXPECT_EQ(peaks.peak_hours, 2);
  EXPECT_TRUE(peaks.is_peak[0][10]);
  EXPECT_TRUE(peaks.is_peak[4][16]);
  EXPECT_DOUBLE_EQ(peaks.load[0][10], 90);
  EXPECT_DOUBLE_EQ(peaks.contacts, 43 * 300 + 1700);
  EXPECT_DOUBLE_EQ(peaks.share->value, 1700.0 / (43 * 300 + 1700));
  EXPECT_LT(*peaks.share->low, peaks.share->value);
}

TEST(Peaks, AFewMoreContactsAreNoPeak) {
  WeekLoad week = OfficeHours(0.3);  // three an hour in ten weeks
  week.contacts[0][10] = 6;
  EXPECT_EQ(FindPeaks(week, {}).peak_hours, 0);
}

TEST(Peaks, NightsWithHardlyAnybodyDoNotMakeTheDayAPeak) {
  WeekLoad week = OfficeHours(30);
  for (auto& day : week.contacts)
    for (double& contacts : day)
      if (contacts == 0) contacts = 2;
  const Peaks peaks = FindPeaks(week, {});
  EXPECT_EQ(peaks.worked_hours, 45);
  EXPECT_EQ(peaks.peak_hours, 0);
}

TEST(Peaks, NothingAndWeekdaysThatDoNotOccur) {
  const Peaks nothing = FindPeaks({}, {});
  EXPECT_EQ(nothing.peak_hours, 0);
  EXPECT_FALSE(nothing.share);
  WeekLoad one_day;
  one_day.days[2] = 1;
  one_day.contacts[2][9] = 1;
  const Peaks single = FindPeaks(one_day, {});
  EXPECT_EQ(single.peak_hours, 0);
  EXPECT_DOUBLE_EQ(single.usual, 1);
}

}  // namespace
}  // namespace kebao::analysis::process
