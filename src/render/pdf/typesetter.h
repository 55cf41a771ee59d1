#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "render/pdf/glyph_cache.h"
#include "render/pdf/set_text.h"

namespace kebao::render::pdf {

struct SetOptions {
  PangoAlignment alignment = PANGO_ALIGN_LEFT;
  bool is_justified = false;
  int most_lines = 0;                     // 0: any number; else the rest becomes "…"
  double leading = 0;                     // extra space between lines
  bool is_full_elsewhere = false;         // then shortening needs no warning
  double small_letters = 0;               // size of everything but digits; 0: as the style says
  std::vector<SetText::Link> links = {};  // in bytes of the text; none where it has to be cleaned
};

/// Measures and breaks texts in one font and one language. Texts may hold anything; what cannot be
/// shown is counted. Not thread-safe.
class Typesetter {
 public:
  Typesetter(const Fonts& fonts, const std::string& language);

  SetTextPtr Set(std::string_view text, const Style& style, double width,
                 const SetOptions& options = {});
  /// Width on one line. A text with line breaks: its widest line.
  double Width(std::string_view text, const Style& style);
  GlyphCache& glyphs() { return glyphs_; }

  /// Valid UTF-8 without control characters.
  std::string Clean(std::string_view text);

  int unknown_glyphs() const { return unknown_glyphs_ + glyphs_.unknown_glyphs(); }
  int shortened() const { return shortened_; }
  int repaired() const { return repaired_; }

 private:
  Fonts fonts_;
  Ref<PangoContext> context_;
  bool is_chinese_;
  GlyphCache glyphs_;
  int unknown_glyphs_ = 0;
  int shortened_ = 0;
  int repaired_ = 0;
};

}  // namespace kebao::render::pdf
