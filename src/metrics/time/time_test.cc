#include <gtest/gtest.h>

#include "metrics/time/buckets.h"
#include "metrics/time/calendar_units.h"

namespace kebao::metrics {
namespace {

std::string Days(const std::optional<Period>& period) {
  return period->id + " " + FormatDay(period->first) + " " + FormatDay(period->limit);
}

std::string Parsed(const std::string& text) { return Days(ParsePeriod(text).value()); }

std::string Compared(const std::string& text, Comparison comparison) {
  return Days(ComparisonPeriod(ParsePeriod(text).value(), comparison));
}

TEST(PeriodTest, ReadsEveryForm) {
  EXPECT_EQ(Parsed("2016-03"), "2016-03 2016-03-01 2016-04-01");
  EXPECT_EQ(Parsed("2016-W12"), "2016-W12 2016-03-21 2016-03-28");
  EXPECT_EQ(Parsed("2015-W53"), "2015-W53 2015-12-28 2016-01-04");
  EXPECT_EQ(Parsed("2016-03-14"), "2016-03-14 2016-03-14 2016-03-15");
  EXPECT_EQ(Parsed("2016-Q1"), "2016-Q1 2016-01-01 2016-04-01");
  EXPECT_EQ(Parsed("2016-H2"), "2016-H2 2016-07-01 2017-01-01");
  EXPECT_EQ(Parsed("2016"), "2016 2016-01-01 2017-01-01");
}

TEST(PeriodTest, RefusesWhatIsNone) {
  for (const char* text :
       {"", "16", "2016-13", "2016-00", "2016-W54", "2016-W1", "2016-Q5", "2016-H3", "2016-02-30",
        "2016-3", "2016/03", "2016-Q1x", "+016", "2016-W00"}) {
    EXPECT_FALSE(ParsePeriod(text).has_value()) << text;
  }
  EXPECT_EQ(PeriodFromDays("2016-03-02", "2016-03-01").error().code,
            "period.ends_before_it_begins");
}

TEST(PeriodTest, ComparesWithTheSameUnitBefore) {
  EXPECT_EQ(Compared("2016-03", Comparison::kPrevious), "2016-02 2016-02-01 2016-03-01");
  EXPECT_EQ(Compared("2016-01", Comparison::kPrevious), "2015-12 2015-12-01 2016-01-01");
  EXPECT_EQ(Compared("2016-Q1", Comparison::kPrevious), "2015-Q4 2015-10-01 2016-01-01");
  EXPECT_EQ(Compared("2016-H1", Comparison::kPrevious), "2015-H2 2015-07-01 2016-01-01");
  EXPECT_EQ(Compared("2016-W01", Comparison::kPrevious), "2015-W53 2015-12-28 2016-01-04");
  EXPECT_EQ(Compared("2015-W53", Comparison::kYear), "2014-W52 2014-12-22 2014-12-29");
  EXPECT_EQ(Compared("2016-03", Comparison::kYear), "2015-03 2015-03-01 2015-04-01");
  EXPECT_EQ(Compared("2016-03-14", Comparison::kPrevious), "2016-03-13 2016-03-13 2016-03-14");
  EXPECT_EQ(Compared("2016-02-29", Comparison::kYear), "2015-02-28 2015-02-28 2015-03-01");
}

TEST(PeriodTest, ThePreviousWindowIsAsLong) {
  const Period period = PeriodFromDays("2016-01-05", "2016-01-11").value();
  const Period previous = ComparisonPeriod(period, Comparison::kPrevious).value();
  EXPECT_EQ(Days(previous), "2015-12-29..2016-01-04 2015-12-29 2016-01-05");
  EXPECT_FALSE(ComparisonPeriod(period, Comparison::kNone).has_value());
}

PeriodClock ClockOf(const std::string& period, const char* zone, int week_start = 1) {
  return {ParsePeriod(period).value(), TimeZone::Find(zone).value(), week_start};
}

TEST(BucketsTest, DaysOfTwentyThreeAndTwentyFiveHours) {
  EXPECT_EQ(ClockOf("2016-03-27", "Europe/Berlin").Buckets(Grain::kHour).size(), 23u);
  EXPECT_EQ(ClockOf("2016-03-28", "Europe/Berlin").Buckets(Grain::kHour).size(), 24u);
  const auto hours = ClockOf("2016-10-30", "Europe/Berlin").Buckets(Grain::kHour);
  ASSERT_EQ(hours.size(), 25u);
  for (size_t hour = 1; hour < hours.size(); ++hour)
    EXPECT_EQ(hours[hour - 1].end, hours[hour].start);
  EXPECT_EQ(ClockOf("2016-10", "Europe/Berlin").Buckets(Grain::kDay).size(), 31u);
}

TEST(BucketsTest, EveryInstantFallsIntoTheBucketThatHoldsIt) {
  for (const char* zone :
       {"Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/New_York"}) {
    for (const char* period : {"2016-03", "2016-04", "2016-10", "2016-11"}) {
      const PeriodClock clock = ClockOf(period, zone);
      const auto hours = clock.Buckets(Grain::kHour);
      const BucketIndex hour_index(clock, Grain::kHour);
      const auto days = clock.Buckets(Grain::kDay);
      const BucketIndex day_index(clock, Grain::kDay);
      for (int64_t at = clock.range().start.micros; at < clock.range().end.micros;
           at += 701 * kMicrosPerSecond) {
        const int64_t local = clock.LocalMicros(at);
        const int64_t hour =
            FloorDivide(local, 3600 * kMicrosPerSecond) * 3600 * kMicrosPerSecond - (local - at);
        const Bucket& in_hour = hours.at(static_cast<size_t>(hour_index.OfHourStart(hour)));
        ASSERT_TRUE(in_hour.start.micros <= at && at < in_hour.end.micros) << zone << " " << at;
        const Bucket& in_day =
            days.at(static_cast<size_t>(day_index.OfDay(FloorDivide(local, kMicrosPerDay))));
        ASSERT_TRUE(in_day.start.micros <= at && at < in_day.end.micros) << zone << " " << at;
      }
    }
  }
}

TEST(BucketsTest, WeeksStartAsTheSettingSays) {
  const auto monday = ClockOf("2025-11", "Asia/Shanghai", 1).Buckets(Grain::kWeek);
  EXPECT_EQ(FormatDay(monday.front().day), "2025-10-27");
  EXPECT_EQ(FormatDay(monday[3].day), "2025-11-17");  // holds Sunday the 23rd
  const auto sunday = ClockOf("2025-11", "Asia/Shanghai", 7).Buckets(Grain::kWeek);
  EXPECT_EQ(FormatDay(sunday[4].day), "2025-11-23");
  EXPECT_EQ(IsoWeekOf(DayFromCivil({2016, 1, 3})).week, 53);
}

TEST(BucketsTest, MonthsAndQuarters) {
  EXPECT_EQ(ClockOf("2016", "Asia/Shanghai").Buckets(Grain::kMonth).size(), 12u);
  EXPECT_EQ(ClockOf("2016", "Asia/Shanghai").Buckets(Grain::kQuarter).size(), 4u);
  EXPECT_EQ(FormatDay(AddMonths(DayFromCivil({2016, 1, 31}), 1)), "2016-02-29");
}

}  // namespace
}  // namespace kebao::metrics
