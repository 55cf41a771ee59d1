#include "clean/text_repair.h"

namespace kebao::clean {
namespace {

constexpr std::string_view kIdeographicBlank = "\xE3\x80\x80";
constexpr std::string_view kNoBreakBlank = "\xC2\xA0";

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0'; }

std::string_view Trim(std::string_view text) {
  for (;;) {
    if (!text.empty() && IsBlank(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with(kIdeographicBlank)) {
      text.remove_prefix(kIdeographicBlank.size());
    } else if (text.starts_with(kNoBreakBlank)) {
      text.remove_prefix(kNoBreakBlank.size());
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && IsBlank(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with(kIdeographicBlank)) {
      text.remove_suffix(kIdeographicBlank.size());
    } else if (text.ends_with(kNoBreakBlank)) {
      text.remove_suffix(kNoBreakBlank.size());
    } else {
      break;
    }
  }
  return text;
}

/// Length of the invisible character at `at`: a control character, U+FEFF, U+200B; 0 if there is
/// none.
size_t InvisibleAt(std::string_view text, size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x20) return c == '\n' || c == '\t' || c == '\r' ? 0 : 1;
  if (c == 0x7F) return 1;
  if (c == 0xEF && text.substr(at, 3) == "\xEF\xBB\xBF") return 3;
  if (c == 0xE2 && text.substr(at, 3) == "\xE2\x80\x8B") return 3;
  return 0;
}

/// Whether an invisible character may begin with this byte.
bool IsSuspicious(unsigned char c) { return c < 0x20 || c == 0x7F || c == 0xEF || c == 0xE2; }

/// How many bytes from `at` on are surely part of visible characters: looks at sixteen at a time,
/// in a loop that compilers make a few vector instructions of.
size_t CleanBytesFrom(std::string_view text, size_t at) {
  constexpr size_t kBlock = 16;
  size_t end = at;
  for (; end + kBlock <= text.size(); end += kBlock) {
    unsigned char is_suspicious = 0;
    for (size_t index = 0; index < kBlock; ++index)
      is_suspicious |= IsSuspicious(static_cast<unsigned char>(text[end + index])) ? 1 : 0;
    if (is_suspicious != 0) break;
  }
  return end - at;
}

size_t FindInvisible(std::string_view text) {
  for (size_t at = CleanBytesFrom(text, 0); at < text.size(); ++at) {
    if (!IsSuspicious(static_cast<unsigned char>(text[at]))) continue;
    if (InvisibleAt(text, at) > 0) return at;
  }
  return std::string_view::npos;
}

/// U+FF01…U+FF5E → 0x21…0x7E; 0 if the character at `at` is another.
char NarrowAt(std::string_view text, size_t at) {
  if (at + 2 >= text.size() || static_cast<unsigned char>(text[at]) != 0xEF) return 0;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  if (second != 0xBC && second != 0xBD) return 0;
  const int code = ((second & 0x3F) << 6) | (third & 0x3F);  // low 12 bits of U+Fxxx
  if (code < 0xF01 || code > 0xF5E) return 0;
  return static_cast<char>(code - 0xF01 + 0x21);
}

}  // namespace

RepairedText RepairText(std::string_view text, std::string& scratch) {
  const std::string_view trimmed = Trim(text);
  const Repair trim = trimmed.size() == text.size() ? Repair::kNone : Repair::kTrimmed;
  const size_t first = FindInvisible(trimmed);
  if (first == std::string_view::npos) return {trimmed, trim};
  scratch.assign(trimmed.substr(0, first));
  for (size_t at = first; at < trimmed.size();) {
    const size_t invisible = InvisibleAt(trimmed, at);
    if (invisible == 0) scratch.push_back(trimmed[at]);
    at += invisible == 0 ? 1 : invisible;
  }
  return {Trim(scratch), trim | Repair::kControl};
}

RepairedText NarrowText(std::string_view text, std::string& scratch) {
  if (text.find('\xEF') == std::string_view::npos) return {text, Repair::kNone};
  scratch.clear();
  bool has_changed = false;
  for (size_t at = 0; at < text.size();) {
    const char narrow = NarrowAt(text, at);
    scratch.push_back(narrow != 0 ? narrow : text[at]);
    has_changed |= narrow != 0;
    at += narrow != 0 ? 3 : 1;
  }
  return {scratch, has_changed ? Repair::kFullWidth : Repair::kNone};
}

}  // namespace kebao::clean
