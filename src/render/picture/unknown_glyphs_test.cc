#include "render/picture/unknown_glyphs.h"

#include <gtest/gtest.h>

namespace kebao::render {
namespace {

// A place of private use, which no font here has.
constexpr const char* kNobodys = "\U0010F123";

int Count(const std::string& inside) {
  return UnknownGlyphsOf("<svg>" + inside + "</svg>", "Open Sans, Noto Sans CJK SC");
}

TEST(UnknownGlyphs, AreCountedWhereTextIsShown) {
  EXPECT_EQ(Count("<text>week 46</text>"), 0);
  EXPECT_EQ(Count("<text>a" + std::string(kNobodys) + "</text><g><text><tspan>" + kNobodys +
                  "</tspan></text></g>"),
            2);
  EXPECT_EQ(Count("<text>a &lt; &#x10F123;</text>"), 1);
}

TEST(UnknownGlyphs, OutsideTextAreNone) {
  EXPECT_EQ(Count("<title>" + std::string(kNobodys) + "</title><desc>" + kNobodys + "</desc>"), 0);
}

TEST(UnknownGlyphs, OfWhatIsNoXmlAreNone) {
  EXPECT_EQ(Count("<text>" + std::string(kNobodys) + "</b>"), 0);
}

}  // namespace
}  // namespace kebao::render
