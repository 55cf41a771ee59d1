#include "render/pdf/font_choice.h"

#include <algorithm>

#include "render/plain_text.h"

namespace kebao::render::pdf {
namespace {

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

FontChoice ChooseFont(std::string_view wanted, const std::vector<std::string>& installed,
                      const char* otherwise) {
  while (!wanted.empty()) {
    const size_t comma = std::min(wanted.find(','), wanted.size());
    const std::string_view family = Trim(wanted.substr(0, comma));
    if (std::find(installed.begin(), installed.end(), FoldCase(family)) != installed.end())
      return {std::string(family), true};
    wanted.remove_prefix(std::min(comma + 1, wanted.size()));
  }
  return {otherwise, false};
}

}  // namespace kebao::render::pdf
