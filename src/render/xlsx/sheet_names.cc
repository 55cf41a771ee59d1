#include "render/xlsx/sheet_names.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "render/plain_text.h"

namespace kebao::render::xlsx {
namespace {

constexpr int kMaxUnits = 31;
constexpr std::string_view kFallback = "Sheet";

bool IsRefused(UChar32 c) {
  return c < 0x20 || c == 0xfffd ||
         (c < 0x80 &&
          std::string_view("[]:*?/\\").find(static_cast<char>(c)) != std::string_view::npos);
}

std::string WithoutRefused(std::string_view wanted) {
  std::string name;
  CodePoints points(wanted);
  while (const auto point = points.Next()) {
    name += IsRefused(point->value) ? std::string_view(" ") : point->bytes;
  }
  return name;
}

std::string Trimmed(std::string name) {
  const size_t first = name.find_first_not_of(" '");
  if (first == name.npos) return std::string(kFallback);
  return name.substr(first, name.find_last_not_of(" '") - first + 1);
}

/// The name cut so that the suffix still fits.
std::string Fit(const std::string& name, const std::string& suffix) {
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(name);
  const int limit = kMaxUnits - static_cast<int>(suffix.size());
  if (text.length() > limit) text.truncate(text.getChar32Start(limit));
  std::string fitted;
  text.toUTF8String(fitted);
  return Trimmed(fitted) + suffix;
}

}  // namespace

std::string SheetNames::Make(std::string_view wanted) {
  const std::string name = Trimmed(WithoutRefused(wanted));
  for (int number = 1;; ++number) {
    const std::string suffix = number == 1 ? "" : " (" + std::to_string(number) + ")";
    std::string candidate = Fit(name, suffix);
    const std::string folded = FoldCase(candidate);
    if (folded != "history" && taken_.insert(folded).second) return candidate;
  }
}

}  // namespace kebao::render::xlsx
