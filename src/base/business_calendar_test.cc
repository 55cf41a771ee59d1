#include "base/business_calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace kebao {
namespace {

constexpr int64_t kHour = 3600;

Instant At(const char* zone, const char* day, int hour, int minute = 0) {
  const auto found = TimeZone::Find(zone);
  const int64_t micros = (hour * kHour + minute * 60) * kMicrosPerSecond;
  return found->ToInstant(LocalTime{ParseDay(day)->days * kMicrosPerDay + micros});
}

BusinessCalendars ShippedCalendars() {
  const std::filesystem::path folder =
      std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog/calendars";
  auto calendars = BusinessCalendars::Load({{folder}});
  if (!calendars)
    throw std::runtime_error(calendars.error().code + " at " + calendars.error().place);
  return *std::move(calendars);
}

BusinessCalendarSpec Weekly(const char* zone, std::vector<OpeningHours> every_day) {
  BusinessCalendarSpec spec;
  spec.name = "test";
  spec.zone = *TimeZone::Find(zone);
  spec.first_year = 2016;
  spec.last_year = 2017;
  for (auto& hours : spec.weekly) hours = every_day;
  return spec;
}

int64_t OfficeSeconds(const char* from_day, int from_hour, const char* to_day, int to_hour) {
  static const BusinessCalendars calendars = ShippedCalendars();
  const BusinessCalendar* office = calendars.Find("cn-office");
  return *office->OpenSecondsBetween(At("Asia/Shanghai", from_day, from_hour),
                                     At("Asia/Shanghai", to_day, to_hour));
}

TEST(BusinessCalendar, CountsOfficeHoursAcrossANight) {
  EXPECT_EQ(OfficeSeconds("2016-03-14", 17, "2016-03-15", 10), 2 * kHour);
}

TEST(BusinessCalendar, ClosedThroughoutIsZero) {
  EXPECT_EQ(OfficeSeconds("2016-03-19", 10, "2016-03-20", 20), 0);  // a weekend
  EXPECT_EQ(OfficeSeconds("2016-03-14", 19, "2016-03-14", 23), 0);  // an evening
}

TEST(BusinessCalendar, PublicHolidaysAreClosed) {
  EXPECT_EQ(OfficeSeconds("2016-10-03", 0, "2016-10-08", 0), 0);  // 国庆节, Monday to Friday
}

TEST(BusinessCalendar, MakeUpWorkdaysAreOpenThoughTheyAreSundays) {
  EXPECT_EQ(WeekdayOf(*ParseDay("2016-10-09")), 7);
  EXPECT_EQ(OfficeSeconds("2016-10-09", 0, "2016-10-10", 0), 9 * kHour);
  EXPECT_EQ(OfficeSeconds("2016-09-30", 17, "2016-10-08", 10), 2 * kHour);  // over the golden week
}

TEST(BusinessCalendar, NothingIsKnownOutsideItsYears) {
  const BusinessCalendar calendar(Weekly("UTC", {{0, 1440}}));
  EXPECT_EQ(calendar.OpenSecondsBetween(At("UTC", "2015-12-31", 23), At("UTC", "2016-01-01", 1)),
            std::nullopt);
  EXPECT_EQ(calendar.OpenSecondsBetween(At("UTC", "2017-12-31", 23), At("UTC", "2018-01-01", 0)),
            std::nullopt);
  EXPECT_EQ(calendar.OpenSecondsBetween(At("UTC", "2016-01-01", 0), At("UTC", "2017-12-31", 23)),
            730 * 24 * kHour + 23 * kHour);  // 2016 is a leap year
}

TEST(BusinessCalendar, DaysOfTwentyThreeAndTwentyFiveHours) {
  const BusinessCalendar calendar(Weekly("Europe/Berlin", {{0, 1440}}));
  const auto day_seconds = [&](const char* day, const char* next) {
    return *calendar.OpenSecondsBetween(At("Europe/Berlin", day, 0), At("Europe/Berlin", next, 0));
  };
  EXPECT_EQ(day_seconds("2016-03-27", "2016-03-28"), 23 * kHour);
  EXPECT_EQ(day_seconds("2016-10-30", "2016-10-31"), 25 * kHour);
}

TEST(BusinessCalendar, OfficeHoursKeepTheirWallClockAcrossTheChangeOfClocks) {
  const BusinessCalendar calendar(Weekly("America/New_York", {{9 * 60, 17 * 60}}));
  EXPECT_EQ(*calendar.OpenSecondsBetween(At("UTC", "2016-03-12", 14), At("UTC", "2016-03-12", 15)),
            kHour);
  EXPECT_EQ(*calendar.OpenSecondsBetween(At("UTC", "2016-03-13", 13), At("UTC", "2016-03-13", 14)),
            kHour);
  EXPECT_EQ(*calendar.OpenSecondsBetween(At("UTC", "2016-03-12", 13), At("UTC", "2016-03-12", 14)),
            0);
}

TEST(BusinessCalendar, AShiftThatCrossesMidnightBelongsToTheDayItBegan) {
  BusinessCalendarSpec spec = Weekly("Asia/Shanghai", {});
  spec.weekly[4] = {{22 * 60, 30 * 60}};  // Friday 22:00 to Saturday 06:00
  const BusinessCalendar calendar(spec);
  const auto seconds = [&](const char* day, int from, const char* to_day, int to) {
    return *calendar.OpenSecondsBetween(At("Asia/Shanghai", day, from),
                                        At("Asia/Shanghai", to_day, to));
  };
  EXPECT_EQ(seconds("2016-03-18", 0, "2016-03-20", 0), 8 * kHour);
  EXPECT_EQ(seconds("2016-03-19", 0, "2016-03-19", 12), 6 * kHour);
  EXPECT_EQ(seconds("2016-03-20", 0, "2016-03-21", 0), 0);
}

TEST(BusinessCalendar, TheNightShiftOfTheEveReachesIntoTheFirstYear) {
  const BusinessCalendar calendar(Weekly("UTC", {{22 * 60, 30 * 60}}));
  EXPECT_EQ(*calendar.OpenSecondsBetween(At("UTC", "2016-01-01", 0), At("UTC", "2016-01-01", 12)),
            6 * kHour);
}

TEST(BusinessCalendar, OverlappingHoursCountOnce) {
  const BusinessCalendar calendar(Weekly("UTC", {{540, 720}, {660, 1080}}));
  EXPECT_EQ(*calendar.OpenSecondsBetween(At("UTC", "2016-05-02", 0), At("UTC", "2016-05-03", 0)),
            9 * kHour);
}

/// Against the slow way: walk through the intervals.
TEST(BusinessCalendar, AgreesWithAPlainSumOverTheIntervals) {
  BusinessCalendarSpec spec = Weekly("Europe/London", {{540, 750}, {800, 1080}, {1320, 1560}});
  spec.holidays = {*ParseDay("2016-12-25"), *ParseDay("2016-12-26")};
  const BusinessCalendar calendar(spec);
  const auto open = calendar.IntervalsIn(calendar.range());
  std::mt19937_64 random(7);
  std::uniform_int_distribution<int64_t> pick(calendar.range().start.micros,
                                              calendar.range().end.micros - 1);
  for (int round = 0; round < 300; ++round) {
    const int64_t one = pick(random);
    const int64_t other = pick(random);
    const int64_t start = std::min(one, other);
    const int64_t end = std::max(one, other);
    int64_t sum = 0;
    for (const InstantRange& range : open) {
      sum += std::max<int64_t>(
          0, std::min(range.end.micros, end) - std::max(range.start.micros, start));
    }
    ASSERT_EQ(*calendar.OpenSecondsBetween({start}, {end}), sum / kMicrosPerSecond);
  }
}

TEST(BusinessCalendars, ShippedOnesLoad) {
  const BusinessCalendars calendars = ShippedCalendars();
  ASSERT_NE(calendars.Find("cn-office"), nullptr);
  ASSERT_NE(calendars.Find("cn-retail"), nullptr);
  ASSERT_NE(calendars.Find("always"), nullptr);
  EXPECT_EQ(calendars.Find("none"), nullptr);
}

class CalendarFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) /
        ("calendars_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& name, const std::string& text) {
    FILE* file = fopen((folder_ / name).c_str(), "w");
    fputs(text.c_str(), file);
    fclose(file);
  }
  Result<BusinessCalendars> Load() { return BusinessCalendars::Load({{folder_}}); }
  std::filesystem::path folder_;
};

constexpr char kDayCalendar[] =
    "zone: UTC\nyears: {from: 2016, to: 2016}\nweekly: {mon-sun: [\"08:00-10:00\"]}\n";

TEST_F(CalendarFolder, ProblemsSayWhere) {
  Write("bad.yaml", "zone: UTC\nyears: {from: 2016, to: 2016}\nweekly:\n  mon-fri: [\"9-18\"]\n");
  const auto loaded = Load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "calendar.hours");
  EXPECT_THAT(loaded.error().place, testing::HasSubstr("bad.yaml:4:"));
}

TEST_F(CalendarFolder, RefusesUnknownNames) {
  Write("bad.yaml", std::string(kDayCalendar) + "hollidays: [x]\n");
  EXPECT_EQ(Load().error().code, "yaml.unknown_key");
  Write("bad.yaml", "zone: Mars/Olympus\nyears: {from: 2016, to: 2016}\nweekly: {}\n");
  EXPECT_EQ(Load().error().code, "zone.unknown");
  Write("bad.yaml",
        "zone: UTC\nyears: {from: 2016, to: 2016}\nweekly: {monday: [\"08:00-10:00\"]}\n");
  EXPECT_EQ(Load().error().code, "calendar.weekday");
  Write("bad.yaml", std::string(kDayCalendar) + "holidays: [nowhere]\n");
  EXPECT_EQ(Load().error().code, "calendar.holidays");
  Write("bad.yaml", std::string(kDayCalendar) + "closed: {2016-02-30: x}\n");
  EXPECT_EQ(Load().error().code, "calendar.day");
  Write("bad.yaml", "zone: UTC\nyears: {from: 2016, to: 2015}\nweekly: {}\n");
  EXPECT_EQ(Load().error().code, "calendar.years");
  Write("bad.yaml", kDayCalendar);
  Write("assignment.yaml", "rules: [{calendar: good}]\n");
  EXPECT_EQ(Load().error().code, "calendar.unknown");
}

TEST_F(CalendarFolder, FirstFittingRuleChoosesByTeamAndChannel) {
  Write("day.yaml", kDayCalendar);
  Write("night.yaml", kDayCalendar);
  Write("assignment.yaml",
        "rules:\n- {team: 夜班, calendar: night}\n- {team: 外包, calendar: none}\n"
        "- {channel: [chat, phone], calendar: day}\n");
  const auto calendars = Load();
  ASSERT_TRUE(calendars) << calendars.error().code;
  const std::vector<std::string> teams = {"白班", "夜班", "外包"};
  const std::vector<std::string> channels = {"email", "chat", "phone"};
  const CalendarAssignment assignment(*calendars, teams, channels);
  const auto name = [&](int32_t team, int32_t channel) -> std::string {
    const BusinessCalendar* calendar = assignment.Find(team, channel);
    return calendar == nullptr ? "-" : calendar->name();
  };
  EXPECT_EQ(name(0, 1), "day");
  EXPECT_EQ(name(1, 1), "night");
  EXPECT_EQ(name(1, 0), "night");
  EXPECT_EQ(name(2, 1), "-");
  EXPECT_EQ(name(0, 0), "-");
  EXPECT_EQ(name(-1, 2), "day");
  EXPECT_EQ(name(99, 99), "-");
  EXPECT_EQ(CalendarAssignment().Find(0, 0), nullptr);
}

TEST_F(CalendarFolder, VersionFollowsTheContent) {
  Write("day.yaml", kDayCalendar);
  const uint64_t before = Load()->version();
  EXPECT_EQ(Load()->version(), before);
  Write("day.yaml", std::string(kDayCalendar) + "closed: {2016-05-01: 劳动节}\n");
  EXPECT_NE(Load()->version(), before);
}

}  // namespace
}  // namespace kebao
