#include "base/time_format.h"

#include <gtest/gtest.h>

namespace kebao {
namespace {

TimeReader Reader(std::initializer_list<std::string_view> patterns, std::string_view zone = "UTC") {
  std::vector<TimeFormat> formats;
  for (const std::string_view pattern : patterns) {
    formats.push_back(TimeFormat::Compile(pattern, "test").value());
  }
  return TimeReader(std::move(formats), TimeZone::Find(zone).value());
}

std::string Read(std::string_view pattern, std::string_view text, std::string_view zone = "UTC") {
  const auto at = Reader({pattern}, zone).Read(text);
  return at ? FormatInstantUtc(*at) : "none";
}

TEST(TimeFormat, ReadsIsoForms) {
  EXPECT_EQ(Read("iso", "2026-01-06T03:21:44Z"), "2026-01-06T03:21:44Z");
  EXPECT_EQ(Read("iso", "2026-01-06 03:21:44 UTC"), "2026-01-06T03:21:44Z");
  EXPECT_EQ(Read("iso", "2010-01-13 08:40:25+02:00"), "2010-01-13T06:40:25Z");
  EXPECT_EQ(Read("iso", "2013-11-12T15:41:22.000+00:00"), "2013-11-12T15:41:22Z");
  EXPECT_EQ(Read("iso", "2026-01-06T03:21:44.5", "Asia/Shanghai"), "2026-01-05T19:21:44.500000Z");
  EXPECT_EQ(Read("iso", "2026-07-01 12:00 Europe/Rome"), "2026-07-01T10:00:00Z");
  EXPECT_EQ(Read("iso", "2026-01-06"), "2026-01-06T00:00:00Z");
  EXPECT_EQ(Read("iso", "2026-01-05T24:00:00"), "2026-01-06T00:00:00Z");
  EXPECT_EQ(Read("iso", "2026-02-30"), "none");
  EXPECT_EQ(Read("iso", "2026-01-06T03:21:44Zx"), "none");
  EXPECT_EQ(Read("iso", "2026-01-06T"), "none");
}

TEST(TimeFormat, ReadsPatterns) {
  EXPECT_EQ(Read("d/M/yyyy HH:mm", "29/2/2016 01:16"), "2016-02-29T01:16:00Z");
  EXPECT_EQ(Read("d/M/yyyy HH:mm", "31/4/2016 01:16"), "none");
  EXPECT_EQ(Read("yyMMdd H:mm:ss", "990201 7:02:47"), "1999-02-01T07:02:47Z");
  EXPECT_EQ(Read("MMM d, yyyy h:mm a", "Mar 3, 2016 12:05 AM"), "2016-03-03T00:05:00Z");
  EXPECT_EQ(Read("yyyy-M-d a h:mm", "2016-3-3 下午 1:05"), "2016-03-03T13:05:00Z");
  EXPECT_EQ(Read("rfc2822", "Mon, 5 Jan 2026 10:12:00 +0800"), "2026-01-05T02:12:00Z");
  EXPECT_EQ(Read("rfc2822", "Thu, 22 Aug 2002 18:26:25 +0700 (ICT)"), "2002-08-22T11:26:25Z");
}

TEST(TimeFormat, ReadsNumbers) {
  EXPECT_EQ(Read("epoch_seconds", "1767578400"), "2026-01-05T02:00:00Z");
  EXPECT_EQ(Read("epoch_seconds", "1767580000.123"), "2026-01-05T02:26:40.123000Z");
  EXPECT_EQ(Read("epoch_millis", "1767578400001"), "2026-01-05T02:00:00.001000Z");
  EXPECT_EQ(Read("excel", "43037.26157407407"), "2017-10-29T06:16:40Z");
  EXPECT_EQ(Read("excel", "43037.5", "Asia/Shanghai"), "2017-10-29T04:00:00Z");
  EXPECT_EQ(Read("epoch_seconds", "12a"), "none");
}

TEST(TimeFormat, AutoTakesOnlyWhatIsCertain) {
  EXPECT_EQ(Read("auto", "2026/1/5 9:03"), "2026-01-05T09:03:00Z");
  EXPECT_EQ(Read("auto", "2026年1月5日 09:03:04"), "2026-01-05T09:03:04Z");
  EXPECT_EQ(Read("auto", "1767578400"), "2026-01-05T02:00:00Z");
  EXPECT_EQ(Read("auto", "1767578400123"), "2026-01-05T02:00:00.123000Z");
  EXPECT_EQ(Read("auto", "3/4/2016"), "none") << "day or month first is unknown";
  EXPECT_EQ(Read("auto", "43037.26"), "none");
}

TEST(TimeFormat, RefusesPatternsItDoesNotKnow) {
  EXPECT_EQ(TimeFormat::Compile("yyyy-QQ", "f.yaml:1:1").error().code, "time.pattern");
  EXPECT_EQ(TimeFormat::Compile("yyyy[-MM", "f.yaml:1:1").error().place, "f.yaml:1:1");
  EXPECT_EQ(TimeFormat::Compile("'T", "f").error().code, "time.pattern");
}

TEST(TimeReader, AgreesWithTheZoneAcrossChangesOfTheClock) {
  const TimeZone rome = TimeZone::Find("Europe/Rome").value();
  TimeReader reader = Reader({"iso"}, "Europe/Rome");
  for (int hour = 0; hour < 24 * 400; ++hour) {
    const LocalTime local{DayFromCivil({2016, 1, 1}).days * kMicrosPerDay +
                          hour * 3600 * kMicrosPerSecond};
    const std::string text = FormatInstantUtc(Instant{local.micros}).substr(0, 19);
    ASSERT_EQ(reader.Read(text), rome.ToInstant(local)) << text;
  }
}

TEST(TimeReader, TriesItsFormatsInOrder) {
  TimeReader reader = Reader({"d/M/yyyy", "M/d/yyyy"});
  EXPECT_EQ(FormatInstantUtc(*reader.Read("3/13/2016")), "2016-03-13T00:00:00Z");
  EXPECT_EQ(FormatInstantUtc(*reader.Read("3/4/2016")), "2016-04-03T00:00:00Z");
}

}  // namespace
}  // namespace kebao
