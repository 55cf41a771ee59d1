#include "app/text_table.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cctype>

namespace kebao::app {
namespace {

bool LooksLikeNumber(std::string_view text) {
  return !text.empty() && (std::isdigit(static_cast<unsigned char>(text.front())) != 0 ||
                           text.front() == '-' || text.front() == '+');
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (int32_t index = 0; index < static_cast<int32_t>(text.size());) {
    UChar32 character;
    U8_NEXT_OR_FFFD(text.data(), index, static_cast<int32_t>(text.size()), character);
    const int kind = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    width += kind == U_EA_WIDE || kind == U_EA_FULLWIDTH ? 2 : 1;
  }
  return width;
}

std::string TextTable::Render() const {
  std::vector<size_t> widths(header_.size());
  std::vector<bool> is_number(header_.size(), !rows_.empty());
  for (size_t column = 0; column < header_.size(); ++column) {
    widths[column] = DisplayWidth(header_[column]);
    for (const auto& row : rows_) {
      widths[column] = std::max(widths[column], DisplayWidth(row[column]));
      if (!LooksLikeNumber(row[column]) && row[column] != "–") is_number[column] = false;
    }
  }
  std::string text;
  const auto add_row = [&](const std::vector<std::string>& row) {
    for (size_t column = 0; column < row.size(); ++column) {
      const std::string padding(widths[column] - DisplayWidth(row[column]), ' ');
      text += is_number[column] ? padding + row[column] : row[column] + padding;
      if (column + 1 < row.size()) text += "  ";
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    text += '\n';
  };
  add_row(header_);
  for (const auto& row : rows_) add_row(row);
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace kebao::app
