#include "base/instant.h"

#include <gtest/gtest.h>

namespace kebao {
namespace {

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;

TEST(LocalDayTest, CountsFrom1970) {
  EXPECT_EQ(DayFromCivil({1970, 1, 1}).days, 0);
  EXPECT_EQ(DayFromCivil({1969, 12, 31}).days, -1);
  EXPECT_EQ(DayFromCivil({2000, 3, 1}).days, 11017);
}

TEST(LocalDayTest, CivilAndBackOverFourHundredYears) {
  for (int32_t days = -80'000; days < 70'000; ++days) {
    ASSERT_EQ(DayFromCivil(CivilFromDay(LocalDay{days})).days, days);
  }
}

TEST(LocalDayTest, WeekdaysAreIso) {
  EXPECT_EQ(WeekdayOf(DayFromCivil({2016, 3, 14})), 1);
  EXPECT_EQ(WeekdayOf(DayFromCivil({2016, 3, 20})), 7);
  EXPECT_EQ(WeekdayOf(DayFromCivil({1969, 12, 31})), 3);
}

TEST(LocalDayTest, LeapDays) {
  EXPECT_TRUE(IsValid({2016, 2, 29}));
  EXPECT_TRUE(IsValid({2000, 2, 29}));
  EXPECT_FALSE(IsValid({1900, 2, 29}));
  EXPECT_FALSE(IsValid({2015, 2, 29}));
  EXPECT_FALSE(IsValid({2016, 13, 1}));
  EXPECT_FALSE(IsValid({2016, 0, 1}));
  EXPECT_FALSE(IsValid({2016, 4, 31}));
  EXPECT_FALSE(IsValid({2016, 4, 0}));
}

TEST(LocalDayTest, ParsesIsoDatesOnly) {
  EXPECT_EQ(ParseDay("2016-03-31"), DayFromCivil({2016, 3, 31}));
  for (const char* wrong : {"", "2016-3-31", "2016-02-30", "2016/03/31", "2016-03-31 ", "20160331",
                            "-016-03-31", "2016-+3-31", "2016-03-3x"}) {
    EXPECT_EQ(ParseDay(wrong), std::nullopt) << wrong;
  }
}

TEST(LocalDayTest, FormatsWithLeadingZeros) {
  EXPECT_EQ(FormatDay(DayFromCivil({2016, 3, 1})), "2016-03-01");
  EXPECT_EQ(FormatDay(DayFromCivil({987, 12, 31})), "0987-12-31");
}

TEST(LocalTimeTest, DayOfAnInstantBefore1970) {
  EXPECT_EQ(LocalTime{0}.day().days, 0);
  EXPECT_EQ(LocalTime{-1}.day().days, -1);
  EXPECT_EQ(LocalTime{-kMicrosPerDay}.day().days, -1);
  EXPECT_EQ(LocalTime{-kMicrosPerDay - 1}.day().days, -2);
}

TEST(InstantTest, FormatsUtc) {
  const int64_t day = DayFromCivil({2016, 3, 31}).days * kMicrosPerDay;
  EXPECT_EQ(FormatInstantUtc(Instant{day + 8 * kMicrosPerHour}), "2016-03-31T08:00:00Z");
  EXPECT_EQ(FormatInstantUtc(Instant{day + 5}), "2016-03-31T00:00:00.000005Z");
  EXPECT_EQ(FormatInstantUtc(Instant{-1}), "1969-12-31T23:59:59.999999Z");
}

TEST(InstantTest, SecondsRoundTowardsMinusInfinity) {
  EXPECT_EQ(SecondsBetween(Instant{0}, Instant{1'999'999}), 1);
  EXPECT_EQ(SecondsBetween(Instant{1'999'999}, Instant{0}), -2);
  EXPECT_EQ(SecondsBetween(Instant{5}, Instant{5}), 0);
}

}  // namespace
}  // namespace kebao
