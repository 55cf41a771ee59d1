#include "base/duration_text.h"

#include <gtest/gtest.h>

namespace kebao {
namespace {

using enum DurationForm;

TEST(Duration, ReadsWordsInBothLanguages) {
  EXPECT_EQ(ParseDuration("3 hours 12 minutes", kWords), 11520);
  EXPECT_EQ(ParseDuration("1 day 2 hours", kAuto), 93600);
  EXPECT_EQ(ParseDuration("1 天 2 小时", kAuto), 93600);
  EXPECT_EQ(ParseDuration("2分30秒", kAuto), 150);
  EXPECT_EQ(ParseDuration("1d 4h", kAuto), 100800);
  EXPECT_EQ(ParseDuration("58 seconds", kAuto), 58);
  EXPECT_EQ(ParseDuration("3 parsecs", kAuto), std::nullopt);
  EXPECT_EQ(ParseDuration("--", kAuto), std::nullopt);
}

TEST(Duration, ReadsClocks) {
  EXPECT_EQ(ParseDuration("05:00:00", kAuto), 18000);
  EXPECT_EQ(ParseDuration("127:00:01", kClock), 457201);
  EXPECT_EQ(ParseDuration("00:20", kClock), 1200);
  EXPECT_EQ(ParseDuration("00:20", kMinuteClock), 20);
  EXPECT_EQ(ParseDuration("2 03:00:00", kClock), 183600);
  EXPECT_EQ(ParseDuration("-00:00:05", kClock), -5);
  EXPECT_EQ(ParseDuration("00:75:00", kClock), std::nullopt);
}

TEST(Duration, ReadsNumbers) {
  EXPECT_EQ(ParseDuration("5000", kMilliseconds), 5);
  EXPECT_EQ(ParseDuration("12", kMinutes), 720);
  EXPECT_EQ(ParseDuration("0.5", kHours), 1800);
  EXPECT_EQ(ParseDuration("-16", kSeconds), -16);
  EXPECT_EQ(ParseDuration("", kAuto), std::nullopt);
}

TEST(Duration, RefusesUnknownForms) {
  EXPECT_EQ(DurationFormNamed("fortnights", "f:1:1").error().code, "duration.form");
}

}  // namespace
}  // namespace kebao
