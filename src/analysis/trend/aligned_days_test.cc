#include "analysis/trend/aligned_days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace kebao::analysis {
namespace {

LocalDay Day(const char* text) { return *ParseDay(text); }

void AddRun(const char* name, const char* first, int days, std::vector<NamedDay>* calendar) {
  for (int i = 0; i < days; ++i) calendar->push_back({{Day(first).days + i}, name, false});
}

/// 春节 2025: 28 January to 4 February; 2026: 15 to 23 February, with make-up days around.
std::vector<NamedDay> SpringFestivals() {
  std::vector<NamedDay> calendar;
  AddRun("春节", "2025-01-28", 8, &calendar);
  AddRun("春节", "2026-02-15", 9, &calendar);
  calendar.push_back({Day("2025-01-26"), "春节", true});
  calendar.push_back({Day("2025-02-08"), "春节", true});
  calendar.push_back({Day("2026-02-14"), "春节", true});
  calendar.push_back({Day("2026-02-28"), "春节", true});
  return calendar;
}

const DayPair& PairOf(const std::vector<DayPair>& pairs, const char* day) {
  return *std::ranges::find(pairs, Day(day), &DayPair::day);
}

TEST(AlignDays, LetsMovedHolidaysMeet) {
  const auto pairs = AlignDays(Day("2026-02-01"), Day("2026-03-01"), 364, SpringFestivals());
  ASSERT_EQ(pairs.size(), 28u);
  EXPECT_EQ(PairOf(pairs, "2026-02-15").compared, Day("2025-01-28"));
  EXPECT_EQ(PairOf(pairs, "2026-02-22").compared, Day("2025-02-04"));
  EXPECT_EQ(PairOf(pairs, "2026-02-22").reason, DayPair::Reason::kHoliday);
  EXPECT_FALSE(PairOf(pairs, "2026-02-23").compared);  // a ninth day
  EXPECT_EQ(PairOf(pairs, "2026-02-14").compared, Day("2025-01-26"));
  EXPECT_EQ(PairOf(pairs, "2026-02-28").compared, Day("2025-02-08"));
  EXPECT_EQ(PairOf(pairs, "2026-02-28").reason, DayPair::Reason::kMakeupDay);
  for (const DayPair& pair : pairs) {
    if (pair.reason != DayPair::Reason::kSameWeekday) continue;
    EXPECT_EQ(WeekdayOf(pair.day), WeekdayOf(*pair.compared));
  }
}

TEST(AlignDays, MeetsEveryDayOnce) {
  const auto pairs = AlignDays(Day("2026-01-01"), Day("2026-04-01"), 364, SpringFestivals());
  std::set<int32_t> met;
  size_t without = 0;
  for (const DayPair& pair : pairs) {
    if (!pair.compared) {
      ++without;
      continue;
    }
    EXPECT_TRUE(met.insert(pair.compared->days).second) << FormatDay(pair.day);
  }
  EXPECT_LE(without, 8u);
}

TEST(AlignDays, LeavesAHolidayWithoutALikeOut) {
  std::vector<NamedDay> calendar;
  AddRun("国庆节", "2025-10-01", 7, &calendar);
  const auto october = AlignDays(Day("2025-10-01"), Day("2025-11-01"), 28, calendar);
  EXPECT_FALSE(PairOf(october, "2025-10-03").compared);
  EXPECT_EQ(PairOf(october, "2025-10-03").name, "国庆节");
  EXPECT_EQ(PairOf(october, "2025-10-08").compared, Day("2025-09-10"));
}

TEST(AlignDays, OrdinaryWeeksAreMovedByWholeWeeks) {
  const auto pairs = AlignDays(Day("2025-06-02"), Day("2025-06-09"), 7, {});
  for (const DayPair& pair : pairs) EXPECT_EQ(pair.compared->days, pair.day.days - 7);
}

PointSeries Daily(const char* first, const std::vector<double>& values) {
  PointSeries series;
  for (const double value : values)
    series.push_back({{Day(first).days + static_cast<int32_t>(series.size())}, 0, value, 1, true});
  return series;
}

TEST(CompareAligned, NeverComparesAnIncompleteDay) {
  PointSeries series = Daily("2025-06-02", {10, 11, 12, 13, 14, 5, 4, 12, 13, 14, 15, 16, 7, 1});
  series.back().is_complete = false;
  const auto pairs = AlignDays(Day("2025-06-09"), Day("2025-06-16"), 7, {});
  const AlignedComparison result = CompareAligned(pairs, series, series);
  EXPECT_EQ(result.pairs, 6u);
  EXPECT_EQ(result.left_out, 1u);
  EXPECT_NEAR(result.now, 77.0 / 6, 1e-12);
  EXPECT_NEAR(result.before, 65.0 / 6, 1e-12);
  EXPECT_NEAR(result.difference.size, 2, 1e-12);
  EXPECT_EQ(CompareAligned(pairs, {}, {}).pairs, 0u);
  EXPECT_FALSE(CompareAligned(pairs, {}, {}).difference.is_tested());
}

TEST(CompareAligned, OfAmountsIsThePairedTest) {
  const PointSeries series = Daily("2025-06-02", {10, 11, 12, 13, 12, 14, 15, 16, 14, 17, 13});
  const auto pairs = AlignDays(Day("2025-06-09"), Day("2025-06-13"), 7, {});
  const AlignedComparison result = CompareAligned(pairs, series, series);
  ASSERT_EQ(result.pairs, 4u);
  // Differences 6, 3, 5, 0: mean 3.5, s² = 7, t(3) = 3.182446.
  EXPECT_NEAR(result.difference.size, 3.5, 1e-12);
  EXPECT_NEAR(*result.difference.low, 3.5 - 3.182446305 * std::sqrt(7.0 / 4), 1e-6);
}

TEST(CompareAligned, OfRatesWeighsDaysByTheirRowsAndNeverAveragesAverages) {
  PointSeries now = Daily("2025-06-09", {0.5, 0.9});
  PointSeries before = Daily("2025-06-02", {0.5, 0.5});
  now[0].n = 900;
  now[1].n = 100;
  before[0].n = before[1].n = 10;
  const auto pairs = AlignDays(Day("2025-06-09"), Day("2025-06-11"), 7, {});
  const AlignedComparison result = CompareAligned(pairs, now, before, DayWeight::kRows);
  EXPECT_NEAR(result.now, 0.54, 1e-12);
  EXPECT_NEAR(result.before, 0.5, 1e-12);
  EXPECT_NEAR(result.difference.size, 0.04, 1e-12);
}

TEST(CompareAligned, OfNoRowsSaysNothing) {
  PointSeries series = Daily("2025-06-02", {0, 0, 0, 0, 0, 0, 0, 0, 0});
  const auto pairs = AlignDays(Day("2025-06-09"), Day("2025-06-11"), 7, {});
  for (SeriesPoint& point : series) point.n = 0;
  EXPECT_FALSE(CompareAligned(pairs, series, series, DayWeight::kRows).difference.is_tested());
}

}  // namespace
}  // namespace kebao::analysis
