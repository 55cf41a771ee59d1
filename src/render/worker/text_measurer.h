#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace kebao::render {

/// How wide a line of text is in the fonts that librsvg will draw it with. Not thread-safe.
class TextMeasurer {
 public:
  TextMeasurer();
  ~TextMeasurer();
  TextMeasurer(const TextMeasurer&) = delete;
  TextMeasurer& operator=(const TextMeasurer&) = delete;

  /// In CSS pixels. `font` is the font of a canvas: "bold 12px Noto Sans CJK SC, sans-serif".
  double Width(std::string_view text, std::string_view font);

 private:
  class Pango;
  std::unique_ptr<Pango> pango_;
};

}  // namespace kebao::render
