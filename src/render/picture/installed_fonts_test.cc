#include "render/picture/installed_fonts.h"

#include <gtest/gtest.h>

namespace kebao::render {
namespace {

TEST(InstalledFonts, GenericNamesAreNoFonts) {
  const auto checked = CheckFonts({"sans", "serif", "monospace", "system-ui"});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, "render.no_fonts");
  EXPECT_FALSE(CheckFonts({}));
  EXPECT_TRUE(CheckFonts({"sans", "open sans"}));
}

}  // namespace
}  // namespace kebao::render
