#include "render/html/escape.h"

#include <gtest/gtest.h>

namespace kebao::render::html {
namespace {

TEST(Escape, CoversTextAndAttributes) {
  EXPECT_EQ(Escape("<a href=\"x\">'&'</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(Escape("满意度 👍\tx\n"), "满意度 👍\tx\n");
}

TEST(Escape, DropsControlCharactersAndReplacesIllFormedBytes) {
  EXPECT_EQ(Escape(std::string_view("a\0b\x1Bz\r", 6)), "abz");
  EXPECT_EQ(Escape("\x80"), "\uFFFD");                // continuation without a lead
  EXPECT_EQ(Escape("\xC0\xAF"), "\uFFFD\uFFFD");      // overlong
  EXPECT_EQ(Escape("\xE0\x80\x80").size(), 9U);       // overlong
  EXPECT_EQ(Escape("\xED\xA0\x80").size(), 9U);       // surrogate
  EXPECT_EQ(Escape("\xF4\x90\x80\x80").size(), 12U);  // beyond U+10FFFF
  EXPECT_EQ(Escape("\xE6\xBB"), "\uFFFD\uFFFD");      // cut off
}

TEST(Escape, LeavesNoWayOutOfAJsonElement) {
  EXPECT_EQ(EscapeJson(R"({"a":"</script><!--"})"), R"({"a":"\u003c/script>\u003c!--"})");
}

TEST(Escape, LeavesNoWayOutOfOurOwnScriptAndStyle) {
  EXPECT_EQ(InlineScript("a='</ScRipt>';\r\nb=1</x/"), "a='<\\/ScRipt>';\nb=1</x/");
  EXPECT_EQ(InlineScript("'<!--'"), "'<\\!--'");
  EXPECT_EQ(InlineStyle("a::after{content:'</style>'}\r"), "a::after{content:'<\\/style>'}\n");
}

TEST(Escape, MakesFragments) { EXPECT_EQ(Fragment("a b\"<渠道>-1._"), "a-b--渠道--1._"); }

}  // namespace
}  // namespace kebao::render::html
