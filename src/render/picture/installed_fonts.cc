#include "render/picture/installed_fonts.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "render/plain_text.h"

namespace kebao::render {
namespace {

constexpr std::array<std::string_view, 5> kGeneric = {"sans", "sans-serif", "serif", "monospace",
                                                      "system-ui"};

bool IsGeneric(const std::string& family) {
  return std::find(kGeneric.begin(), kGeneric.end(), family) != kGeneric.end();
}

}  // namespace

std::vector<std::string> InstalledFamilies() {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count);
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i)
    names.push_back(FoldCase(pango_font_family_get_name(families[i])));
  g_free(families);
  return names;
}

Result<void> CheckFonts(const std::vector<std::string>& families) {
  if (std::all_of(families.begin(), families.end(), IsGeneric))
    return MakeProblem("render.no_fonts", "", {});
  return {};
}

}  // namespace kebao::render
