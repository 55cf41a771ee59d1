#pragma once

#include <pango/pangocairo.h>

#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "render/pdf/fonts.h"
#include "render/pdf/gobject.h"
#include "render/pdf/paper.h"

namespace kebao::render::pdf {

/// Sets short texts on one line without pango's analysis: one glyph per character, no kerning and
/// no ligatures. Tables have thousands of such texts; a pango layout each would take most of the
/// time. Not thread-safe.
class GlyphCache {
 public:
  /// `context` must outlive this.
  GlyphCache(PangoContext* context, Fonts fonts) : context_(context), fonts_(std::move(fonts)) {}

  /// Whether each character of the text stands for itself in its order: ASCII, Latin-1, ideographs
  /// and their punctuation; no line break. Only such texts may be given to the calls below.
  static bool CanSet(std::string_view text);

  double Width(std::string_view text, const Style& style);
  double Ascent(const Style& style) { return FaceOf(style).ascent; }
  double LineHeight(const Style& style) { return FaceOf(style).ascent + FaceOf(style).descent; }
  void Draw(cairo_t* cairo, std::string_view text, const Style& style, double x, double baseline);

  /// Characters measured so far which no installed font has a shape for.
  int unknown_glyphs() const { return unknown_glyphs_; }

 private:
  struct Glyph {
    cairo_scaled_font_t* font = nullptr;  // owned by the font in Face::fonts
    unsigned long index = 0;
    double advance = 0;
  };
  struct Face {
    double ascent = 0;
    double descent = 0;
    std::unordered_map<int32_t, Glyph> glyphs;
    std::vector<Ref<PangoFont>> fonts;
  };
  Face& FaceOf(const Style& style);
  const Glyph& GlyphOf(Face& face, const Style& style, int32_t value, std::string_view bytes);

  PangoContext* context_;
  Fonts fonts_;
  std::map<std::pair<double, bool>, Face> faces_;
  int unknown_glyphs_ = 0;
};

}  // namespace kebao::render::pdf
