#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kebao::render::pdf {

struct FontChoice {
  std::string family;
  bool is_wanted = true;  // false: none of those wanted is installed
};

/// The first of `wanted` ("Noto Sans CJK SC, WenQuanYi Zen Hei") that is installed, whatever its
/// case; else `otherwise`. `installed`: picture/installed_fonts.h.
FontChoice ChooseFont(std::string_view wanted, const std::vector<std::string>& installed,
                      const char* otherwise);

}  // namespace kebao::render::pdf
