#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kebao::render {

/// One character of a text, or one maximal piece that is not valid UTF-8 (then value is U+FFFD).
struct CodePoint {
  int32_t value = 0;
  bool is_valid = true;
  std::string_view bytes;
};

/// Walks over a text that may hold anything.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : text_(text) {}
  std::optional<CodePoint> Next();

 private:
  std::string_view text_;
  size_t position_ = 0;
};

struct PlainText {
  std::string text;
  bool is_repaired = false;   // something was replaced by U+FFFD
  bool is_shortened = false;  // cut to the limit; the last character is then "…"
};

/// Makes a text that every reader of files can take: valid UTF-8; control characters other than tab
/// and line feed, and code points that XML forbids, become U+FFFD; CR LF and CR become LF.
/// `max_utf16` counts UTF-16 units, as Excel does.
PlainText MakePlainText(std::string_view text, size_t max_utf16 = SIZE_MAX);

/// Columns that the widest line takes in a terminal or a sheet: East Asian wide characters count 2,
/// marks 0.
int DisplayWidth(std::string_view text);

/// For comparing without regard to case (Unicode's full case folding).
std::string FoldCase(std::string_view text);

}  // namespace kebao::render
