#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kebao::clean {

/// What was mended in a text; bits.
enum class Repair : uint8_t {
  kNone = 0,
  kTrimmed = 1,    // blanks at the ends (never counted: it changes no meaning)
  kControl = 2,    // control characters, NUL bytes, byte order marks, zero-width blanks taken out
  kFullWidth = 4,  // full-width digits and signs made ASCII
};
constexpr Repair operator|(Repair a, Repair b) {
  return static_cast<Repair>(static_cast<uint8_t>(a) | static_cast<uint8_t>(b));
}
constexpr bool Has(Repair set, Repair one) {
  return (static_cast<uint8_t>(set) & static_cast<uint8_t>(one)) != 0;
}

struct RepairedText {
  std::string_view text;
  Repair repairs = Repair::kNone;
};

/// Trims (ASCII and ideographic blanks) and takes out control characters, keeping line feeds and
/// tabs inside. The result views `text` when nothing inside had to change, else `scratch`.
RepairedText RepairText(std::string_view text, std::string& scratch);

/// Full-width digits, letters and signs (１２：３０) as ASCII, for numbers, times and durations;
/// same rule for the result.
RepairedText NarrowText(std::string_view text, std::string& scratch);

}  // namespace kebao::clean
