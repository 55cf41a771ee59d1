#include "base/text_encoding.h"

#include <gtest/gtest.h>

namespace kebao {
namespace {

using std::string_view_literals::operator""sv;

TEST(TextEncoding, KnowsWellFormedUtf8) {
  EXPECT_TRUE(IsValidUtf8("plain ascii text, longer than a word"));
  EXPECT_TRUE(IsValidUtf8("客服工作报告 \xF0\x9F\x98\x80 é"));
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_FALSE(IsValidUtf8("\xC0\xAF"sv)) << "overlong";
  EXPECT_FALSE(IsValidUtf8("\xED\xA0\x80"sv)) << "surrogate";
  EXPECT_FALSE(IsValidUtf8("\xF4\x90\x80\x80"sv)) << "beyond U+10FFFF";
  EXPECT_FALSE(IsValidUtf8("12345678\xE5\xAE"sv)) << "cut";
  EXPECT_FALSE(IsValidUtf8("\x80"sv));
}

TEST(TextEncoding, FindsCutTail) {
  EXPECT_EQ(CutUtf8Tail("ab\xE5\xAE"sv), 2u);
  EXPECT_EQ(CutUtf8Tail("ab\xF0"sv), 1u);
  EXPECT_EQ(CutUtf8Tail("客"), 0u);
  EXPECT_EQ(CutUtf8Tail(""), 0u);
  EXPECT_EQ(Utf8Prefix("客服", 5), "客");
  EXPECT_EQ(Utf8Prefix("客服", 6), "客服");
}

TEST(TextEncoding, EscapesWhatIsMalformed) {
  EXPECT_EQ(EscapeInvalidUtf8("a\xFF\0客"sv), "a\\xFF\\x00客");
}

TEST(TextEncoding, GuessesFromMarks) {
  EXPECT_EQ(GuessEncoding("\xEF\xBB\xBFid"sv, false).name, "UTF-8");
  EXPECT_EQ(GuessEncoding("\xEF\xBB\xBFid"sv, false).bom_bytes, 3u);
  EXPECT_EQ(GuessEncoding("\xFF\xFEi\0"sv, false).name, "UTF-16LE");
  EXPECT_EQ(GuessEncoding("\xFE\xFF\0i"sv, false).name, "UTF-16BE");
}

TEST(TextEncoding, GuessesWithoutMarks) {
  EXPECT_EQ(GuessEncoding("编号,客服\n"sv, false).name, "UTF-8");
  EXPECT_EQ(GuessEncoding("编号,客\xE6\x9C"sv, true).name, "UTF-8") << "sample cut in a character";
  EXPECT_EQ(GuessEncoding("\xB1\xE0\xBA\xC5,\xBF\xCD\xB7\xFE\n"sv, false).name, "GB18030");
  EXPECT_EQ(GuessEncoding("\xB1\xE0\xBA\xC5,\xBF"sv, true).name, "GB18030")
      << "sample cut in a character";
  EXPECT_EQ(GuessEncoding("caf\xE9,\x80 5\n"sv, false).name, "windows-1252");
  EXPECT_EQ(GuessEncoding("i\0d\0,\0n\0a\0m\0e\0\n\0001\0,\0"sv, false).name, "UTF-16LE");
}

}  // namespace
}  // namespace kebao
