#include "render/plain_text.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace kebao::render {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "…";

bool IsPlainAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool IsForbidden(const CodePoint& point) {
  const int32_t c = point.value;
  if (!point.is_valid || (c < 0x20 && c != '\t' && c != '\n' && c != '\r')) return true;
  return c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0xfffe || c == 0xffff;
}

size_t Utf16Units(const CodePoint& point) { return point.value > 0xffff ? 2 : 1; }

void RemoveLastCharacter(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0) == 0x80) text.pop_back();
  if (!text.empty()) text.pop_back();
}

/// Appends what a code point becomes.
void AppendPlain(PlainText& plain, const CodePoint& point, bool follows_cr) {
  if (point.value == '\n' && follows_cr) return;
  if (point.value == '\r') {
    plain.text += '\n';
  } else if (IsForbidden(point)) {
    plain.text += kReplacement;
    plain.is_repaired = true;
  } else {
    plain.text += point.bytes;
  }
}

int WidthOf(int32_t c) {
  const int category = u_charType(c);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR)
    return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::optional<CodePoint> CodePoints::Next() {
  if (position_ >= text_.size()) return std::nullopt;
  const size_t start = position_;
  UChar32 c = 0;
  U8_NEXT(text_.data(), position_, text_.size(), c);
  return CodePoint{c < 0 ? 0xfffd : c, c >= 0, text_.substr(start, position_ - start)};
}

PlainText MakePlainText(std::string_view text, size_t max_utf16) {
  if (text.size() <= max_utf16 && IsPlainAscii(text)) return {std::string(text)};
  PlainText plain;
  plain.text.reserve(text.size());
  CodePoints points(text);
  size_t units = 0;
  bool follows_cr = false;
  while (const auto point = points.Next()) {
    units += Utf16Units(*point);
    if (units > max_utf16) {
      RemoveLastCharacter(plain.text);
      plain.text += kEllipsis;
      plain.is_shortened = true;
      return plain;
    }
    AppendPlain(plain, *point, follows_cr);
    follows_cr = point->value == '\r';
  }
  return plain;
}

int DisplayWidth(std::string_view text) {
  int widest = 0;
  int width = 0;
  CodePoints points(text);
  while (const auto point = points.Next()) {
    width = point->value == '\n' ? 0 : width + (point->value < 0x7f ? 1 : WidthOf(point->value));
    widest = std::max(widest, width);
  }
  return widest;
}

std::string FoldCase(std::string_view text) {
  std::string folded;
  icu::UnicodeString::fromUTF8(text).foldCase().toUTF8String(folded);
  return folded;
}

}  // namespace kebao::render
