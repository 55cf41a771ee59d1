#include "base/time_zone.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao {
namespace {

using ::testing::ElementsAre;

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;

TimeZone Zone(std::string_view name) { return TimeZone::Find(name).value(); }

LocalDay Day(int year, int month, int day) { return DayFromCivil({year, month, day}); }

LocalTime Wall(LocalDay day, int hour, int minute) {
  return LocalTime{day.days * kMicrosPerDay + hour * kMicrosPerHour +
                   minute * 60 * kMicrosPerSecond};
}

Instant Utc(LocalDay day, int hour, int minute) { return Instant{Wall(day, hour, minute).micros}; }

int64_t HoursOf(const TimeZone& zone, LocalDay day) {
  const Instant next = zone.StartOf(LocalDay{day.days + 1});
  return SecondsBetween(zone.StartOf(day), next) / 3600;
}

TEST(TimeZoneTest, UnknownZonesAreRefusedByName) {
  const auto zone = TimeZone::Find("Mars/Olympus");
  ASSERT_FALSE(zone);
  EXPECT_EQ(zone.error().code, "zone.unknown");
  EXPECT_EQ(zone.error().arguments.at("zone"), "Mars/Olympus");
}

TEST(TimeZoneTest, ShanghaiIsEightHoursAheadAllYear) {
  const TimeZone shanghai = Zone("Asia/Shanghai");
  EXPECT_EQ(shanghai.OffsetSecondsAt(Utc(Day(2016, 1, 1), 0, 0)), 8 * 3600);
  EXPECT_EQ(shanghai.OffsetSecondsAt(Utc(Day(2016, 7, 1), 0, 0)), 8 * 3600);
  EXPECT_EQ(shanghai.DayOf(Utc(Day(2016, 3, 31), 15, 59)), Day(2016, 3, 31));
  EXPECT_EQ(shanghai.DayOf(Utc(Day(2016, 3, 31), 16, 0)), Day(2016, 4, 1));
}

TEST(TimeZoneTest, ShanghaiHadSummerTimeFrom1986To1991) {
  const TimeZone shanghai = Zone("Asia/Shanghai");
  for (int year = 1986; year <= 1991; ++year) {
    EXPECT_EQ(shanghai.OffsetSecondsAt(Utc(Day(year, 7, 1), 0, 0)), 9 * 3600) << year;
    EXPECT_EQ(shanghai.OffsetSecondsAt(Utc(Day(year, 12, 1), 0, 0)), 8 * 3600) << year;
  }
  EXPECT_EQ(shanghai.OffsetSecondsAt(Utc(Day(1985, 7, 1), 0, 0)), 8 * 3600);
  EXPECT_EQ(shanghai.OffsetSecondsAt(Utc(Day(1992, 7, 1), 0, 0)), 8 * 3600);
  EXPECT_EQ(HoursOf(shanghai, Day(1986, 5, 4)), 23);
  EXPECT_EQ(HoursOf(shanghai, Day(1986, 9, 14)), 25);
}

TEST(TimeZoneTest, DaysOfTheChangeHave23And25Hours) {
  const TimeZone berlin = Zone("Europe/Berlin");
  EXPECT_EQ(HoursOf(berlin, Day(2016, 3, 26)), 24);
  EXPECT_EQ(HoursOf(berlin, Day(2016, 3, 27)), 23);
  EXPECT_EQ(HoursOf(berlin, Day(2016, 10, 30)), 25);
}

TEST(TimeZoneTest, SkippedWallClockMeansTheInstantOfTheChange) {
  const TimeZone berlin = Zone("Europe/Berlin");
  const LocalDay change = Day(2016, 3, 27);
  EXPECT_EQ(berlin.ToInstant(Wall(change, 1, 59)), Utc(change, 0, 59));
  EXPECT_EQ(berlin.ToInstant(Wall(change, 2, 30)), Utc(change, 1, 0));
  EXPECT_EQ(berlin.ToInstant(Wall(change, 3, 0)), Utc(change, 1, 0));
}

TEST(TimeZoneTest, RepeatedWallClockMeansTheEarlierInstant) {
  const TimeZone berlin = Zone("Europe/Berlin");
  const LocalDay change = Day(2016, 10, 30);
  EXPECT_EQ(berlin.ToInstant(Wall(change, 2, 30)), Utc(change, 0, 30));
  EXPECT_EQ(berlin.ToInstant(Wall(change, 3, 0)), Utc(change, 2, 0));
}

TEST(TimeZoneTest, BothInstantsOfARepeatedHourShowTheSameWallClock) {
  const TimeZone berlin = Zone("Europe/Berlin");
  const LocalDay change = Day(2016, 10, 30);
  EXPECT_EQ(berlin.ToLocal(Utc(change, 0, 30)), Wall(change, 2, 30));
  EXPECT_EQ(berlin.ToLocal(Utc(change, 1, 30)), Wall(change, 2, 30));
}

// In São Paulo summer time began at midnight: 2018-11-04 had no 00:00.
TEST(TimeZoneTest, ADayNeedNotBeginAtMidnight) {
  const TimeZone sao_paulo = Zone("America/Sao_Paulo");
  const LocalDay change = Day(2018, 11, 4);
  EXPECT_EQ(sao_paulo.ToLocal(sao_paulo.StartOf(change)), Wall(change, 1, 0));
  EXPECT_EQ(HoursOf(sao_paulo, change), 23);
}

TEST(TimeZoneTest, StepsBeginWithTheRangeAndFollowTheChanges) {
  const TimeZone berlin = Zone("Europe/Berlin");
  const InstantRange year{berlin.StartOf(Day(2016, 1, 1)), berlin.StartOf(Day(2017, 1, 1))};
  std::vector<std::pair<Instant, int32_t>> steps;
  for (const ZoneStep& step : berlin.StepsIn(year))
    steps.emplace_back(step.from, step.offset_seconds);
  EXPECT_THAT(steps,
              ElementsAre(std::pair(year.start, 3600), std::pair(Utc(Day(2016, 3, 27), 1, 0), 7200),
                          std::pair(Utc(Day(2016, 10, 30), 1, 0), 3600)));
}

TEST(TimeZoneTest, StepsAreHalfOpen) {
  const TimeZone berlin = Zone("Europe/Berlin");
  const Instant change = Utc(Day(2016, 3, 27), 1, 0);
  const Instant before{change.micros - kMicrosPerHour};
  EXPECT_EQ(berlin.StepsIn({before, change}).size(), 1u);
  EXPECT_EQ(berlin.StepsIn({before, Instant{change.micros + 1}}).size(), 2u);
  EXPECT_EQ(berlin.StepsIn({change, Instant{change.micros + 1}}).size(), 1u);
  EXPECT_EQ(berlin.StepsIn({change, change}).size(), 1u);
}

TEST(TimeZoneTest, StepsAgreeWithTheOffsetOfEveryHour) {
  for (const char* name :
       {"Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"}) {
    const TimeZone zone = Zone(name);
    const InstantRange range{Utc(Day(1985, 1, 1), 0, 0), Utc(Day(1993, 1, 1), 0, 0)};
    const std::vector<ZoneStep> steps = zone.StepsIn(range);
    size_t step = 0;
    for (Instant at = range.start; at < range.end; at.micros += kMicrosPerHour) {
      while (step + 1 < steps.size() && steps[step + 1].from <= at) ++step;
      ASSERT_EQ(steps[step].offset_seconds, zone.OffsetSecondsAt(at))
          << name << FormatInstantUtc(at);
    }
  }
}

}  // namespace
}  // namespace kebao
