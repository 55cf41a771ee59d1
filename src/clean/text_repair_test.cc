#include "clean/text_repair.h"

#include <gtest/gtest.h>

#include "clean/value_text.h"

namespace kebao::clean {
namespace {

TEST(RepairText, LeavesCleanTextAloneWithoutCopying) {
  std::string scratch;
  const std::string_view text = "您好,\t第一行\n第二行";
  const RepairedText repaired = RepairText(text, scratch);
  EXPECT_EQ(repaired.text.data(), text.data());
  EXPECT_EQ(repaired.repairs, Repair::kNone);
}

TEST(RepairText, TrimsAndTakesOutWhatCannotBeSeen) {
  std::string scratch;
  const std::string_view text(
      "\xEF\xBB\xBF \xE3\x80\x80"
      "a\0b\x07"
      "c \r\n",
      15);
  const RepairedText repaired = RepairText(text, scratch);
  EXPECT_EQ(repaired.text, "abc");
  EXPECT_TRUE(Has(repaired.repairs, Repair::kControl));
}

TEST(NarrowText, MakesFullWidthDigitsAscii) {
  std::string scratch;
  EXPECT_EQ(NarrowText("２０２６－０１－０５ １２：３０", scratch).text, "2026-01-05 12:30");
  EXPECT_EQ(NarrowText("2026", scratch).repairs, Repair::kNone);
  EXPECT_EQ(NarrowText("\xEF\xBC", scratch).text, "\xEF\xBC");
}

TEST(ParseNumber, TakesWhatExportsWrite) {
  EXPECT_EQ(ParseNumber("1,234,567.5"), 1234567.5);
  EXPECT_EQ(ParseNumber("-12,345"), -12345);
  EXPECT_EQ(ParseNumber("￥1,200.00"), 1200);
  EXPECT_EQ(ParseNumber("85%"), 0.85);
  EXPECT_EQ(ParseNumber("1,5"), std::nullopt) << "may mean 1.5";
  EXPECT_EQ(ParseNumber("12,34,567"), std::nullopt);
  EXPECT_EQ(ParseNumber("nan"), std::nullopt);
  EXPECT_EQ(ParseNumber(""), std::nullopt);
}

TEST(ParseInteger, RefusesFractions) {
  EXPECT_EQ(ParseInteger("12.0"), 12);
  EXPECT_EQ(ParseInteger("12.5"), std::nullopt);
  EXPECT_EQ(ParseInteger("9007199254740993"), 9007199254740993);
}

TEST(ParseBoolean, KnowsBothLanguages) {
  EXPECT_EQ(ParseBoolean("TRUE"), true);
  EXPECT_EQ(ParseBoolean("否"), false);
  EXPECT_EQ(ParseBoolean("maybe"), std::nullopt);
}

}  // namespace
}  // namespace kebao::clean
