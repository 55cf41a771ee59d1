#include "render/xlsx/cell_text.h"

#include <algorithm>

namespace kebao::render::xlsx {
namespace {

constexpr std::string_view kEscapedUnderscore = "_x005F_";

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Whether "_xHHHH_" stands at the beginning.
bool BeginsWithEscape(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return false;
  return std::all_of(text.begin() + 2, text.begin() + 6, IsHex);
}

}  // namespace

PlainText MakeCellText(std::string_view text, size_t max_utf16) {
  PlainText plain = MakePlainText(text, max_utf16);
  for (size_t at = plain.text.find("_x"); at != std::string::npos; at = plain.text.find("_x", at)) {
    const bool is_escape = BeginsWithEscape(std::string_view(plain.text).substr(at));
    if (is_escape) plain.text.replace(at, 1, kEscapedUnderscore);
    at += is_escape ? kEscapedUnderscore.size() : 1;
  }
  return plain;
}

}  // namespace kebao::render::xlsx
