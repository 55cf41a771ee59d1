#include "base/number_format.h"

#include <gtest/gtest.h>

#include <limits>

namespace kebao {
namespace {

NumberFormatter Formatter(const char* language) {
  return NumberFormatter(
      Texts::Load(KEBAO_SOURCE_DIR "/catalog/texts", language, Texts::OnMissing::kAbort).value());
}

class NumberFormatterTest : public ::testing::Test {
 protected:
  const NumberFormatter zh_ = Formatter("zh-CN");
  const NumberFormatter en_ = Formatter("en");
};

TEST_F(NumberFormatterTest, NoValueIsADashAndNotZero) {
  EXPECT_EQ(zh_.Missing(), "–");
  EXPECT_NE(zh_.Missing(), zh_.Integer(0));
}

TEST_F(NumberFormatterTest, IntegersAreGrouped) {
  EXPECT_EQ(zh_.Integer(0), "0");
  EXPECT_EQ(zh_.Integer(999), "999");
  EXPECT_EQ(zh_.Integer(1'000), "1,000");
  EXPECT_EQ(zh_.Integer(-1'234'567), "-1,234,567");
  EXPECT_EQ(zh_.Integer(std::numeric_limits<int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST_F(NumberFormatterTest, DecimalsRoundHalfAwayFromZeroAsRead) {
  EXPECT_EQ(zh_.Decimal(2.675, 2), "2.68");
  EXPECT_EQ(zh_.Decimal(-2.675, 2), "-2.68");
  EXPECT_EQ(zh_.Decimal(1.005, 2), "1.01");
  EXPECT_EQ(zh_.Decimal(0.5, 0), "1");
  EXPECT_EQ(zh_.Decimal(1.5, 0), "2");
  EXPECT_EQ(zh_.Decimal(2.5, 0), "3");
  EXPECT_EQ(zh_.Decimal(0.49, 0), "0");
  EXPECT_EQ(zh_.Decimal(2.6749, 2), "2.67");
}

TEST_F(NumberFormatterTest, CarriesRunThrough) {
  EXPECT_EQ(zh_.Decimal(9.995, 2), "10.00");
  EXPECT_EQ(zh_.Decimal(999.95, 1), "1,000.0");
  EXPECT_EQ(zh_.Decimal(0.95, 1), "1.0");
  EXPECT_EQ(zh_.Decimal(0.05, 1), "0.1");
  EXPECT_EQ(zh_.Decimal(0.04, 1), "0.0");
  EXPECT_EQ(zh_.Decimal(0.004, 1), "0.0");
}

TEST_F(NumberFormatterTest, DecimalsArePadded) {
  EXPECT_EQ(zh_.Decimal(1234.5, 2), "1,234.50");
  EXPECT_EQ(zh_.Decimal(0, 2), "0.00");
  EXPECT_EQ(zh_.Decimal(1e15, 1), "1,000,000,000,000,000.0");
}

TEST_F(NumberFormatterTest, WhatRoundsToZeroHasNoSign) {
  EXPECT_EQ(zh_.Decimal(-0.04, 1), "0.0");
  EXPECT_EQ(zh_.Percent(-0.0004), "0.0%");
  EXPECT_EQ(zh_.PercentChange(0.0004), "0.0%");
  EXPECT_EQ(zh_.PercentChange(-0.0), "0.0%");
  EXPECT_EQ(zh_.Duration(-0.4), "0 秒");
  EXPECT_EQ(zh_.IntegerChange(0), "0");
}

TEST_F(NumberFormatterTest, SharesAreShownInPercent) {
  EXPECT_EQ(zh_.Percent(0.1234), "12.3%");
  EXPECT_EQ(zh_.Percent(0.285, 0), "29%");
  EXPECT_EQ(zh_.Percent(1), "100.0%");
  EXPECT_EQ(zh_.Percent(12.345), "1,234.5%");
}

TEST_F(NumberFormatterTest, ChangesCarryASign) {
  EXPECT_EQ(zh_.IntegerChange(1'200), "+1,200");
  EXPECT_EQ(zh_.IntegerChange(-5), "-5");
  EXPECT_EQ(zh_.DecimalChange(0.25, 1), "+0.3");
  EXPECT_EQ(zh_.PercentChange(-0.1), "-10.0%");
  EXPECT_EQ(zh_.PercentPoints(0.012), "+1.2 个百分点");
  EXPECT_EQ(en_.PercentPoints(-0.012), "-1.2 pp");
  EXPECT_EQ(zh_.DurationChange(65), "+1 分 05 秒");
  EXPECT_EQ(en_.DurationChange(-65), "-1 m 05 s");
}

struct DurationCase {
  double seconds;
  const char* zh;
  const char* en;
};

class DurationTest : public NumberFormatterTest,
                     public ::testing::WithParamInterface<DurationCase> {};

TEST_P(DurationTest, HasTwoUnits) {
  EXPECT_EQ(zh_.Duration(GetParam().seconds), GetParam().zh);
  EXPECT_EQ(en_.Duration(GetParam().seconds), GetParam().en);
}

INSTANTIATE_TEST_SUITE_P(
    Durations, DurationTest,
    ::testing::Values(DurationCase{0, "0 秒", "0 s"}, DurationCase{44.5, "45 秒", "45 s"},
                      DurationCase{59.5, "1 分 00 秒", "1 m 00 s"},
                      DurationCase{185, "3 分 05 秒", "3 m 05 s"},
                      DurationCase{3599.4, "59 分 59 秒", "59 m 59 s"},
                      DurationCase{3599.5, "1 小时 00 分", "1 h 00 m"},
                      DurationCase{3720, "1 小时 02 分", "1 h 02 m"},
                      DurationCase{3749, "1 小时 02 分", "1 h 02 m"},
                      DurationCase{3750, "1 小时 03 分", "1 h 03 m"},
                      DurationCase{86'369, "23 小时 59 分", "23 h 59 m"},
                      DurationCase{86'370, "1 天 0 小时", "1 d 0 h"},
                      DurationCase{183'600, "2 天 3 小时", "2 d 3 h"},
                      DurationCase{171'000, "2 天 0 小时", "2 d 0 h"},
                      DurationCase{-185, "-3 分 05 秒", "-3 m 05 s"},
                      DurationCase{86'400.0 * 1'234, "1,234 天 0 小时", "1,234 d 0 h"}));

TEST_F(NumberFormatterTest, MoneyComesInMinorUnits) {
  EXPECT_EQ(zh_.Money(123'450, "CNY"), "¥1,234.50");
  EXPECT_EQ(en_.Money(123'450, "CNY"), "CN¥1,234.50");
  EXPECT_EQ(zh_.Money(-5, "CNY"), "-¥0.05");
  EXPECT_EQ(zh_.Money(0, "CNY"), "¥0.00");
  EXPECT_EQ(en_.Money(123'450, "JPY"), "JPY 123,450");
  EXPECT_EQ(en_.Money(1'234'567, "KWD"), "KWD 1,234.567");
}

TEST_F(NumberFormatterTest, NotANumberIsABug) {
  EXPECT_DEATH(zh_.Decimal(std::numeric_limits<double>::quiet_NaN(), 1), "bug");
}

}  // namespace
}  // namespace kebao
