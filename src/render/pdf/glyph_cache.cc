#include "render/pdf/glyph_cache.h"

#include <algorithm>

#include "render/plain_text.h"

namespace kebao::render::pdf {
namespace {

bool StandsForItself(int32_t c) {
  if (c < 0x100) return c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0) && c != 0xad;
  if (c >= 0x4e00 && c <= 0x9fff) return true;
  if (c >= 0x3001 && c <= 0x301f) return true;
  if (c >= 0xff01 && c <= 0xff60) return true;
  return (c >= 0x2012 && c <= 0x201f) || c == 0x2026 || c == 0x2212 || c == 0x2264 || c == 0x2265;
}

double Points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

const PangoLayoutRun* FirstRun(PangoLayout* layout) {
  const PangoLayoutLine* line = pango_layout_get_line_readonly(layout, 0);
  if (line == nullptr || line->runs == nullptr) return nullptr;
  return static_cast<const PangoLayoutRun*>(line->runs->data);
}

}  // namespace

bool GlyphCache::CanSet(std::string_view text) {
  CodePoints points(text);
  while (const auto point = points.Next())
    if (!point->is_valid || !StandsForItself(point->value)) return false;
  return true;
}

GlyphCache::Face& GlyphCache::FaceOf(const Style& style) {
  const auto [found, is_new] = faces_.try_emplace({style.size, style.is_bold});
  Face& face = found->second;
  if (is_new) {
    const Ref<PangoLayout> layout(NewLayout(context_, "0中", style, fonts_));
    PangoRectangle logical;
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    face.ascent = Points(pango_layout_get_baseline(layout.get()));
    face.descent = Points(logical.height) - face.ascent;
  }
  return face;
}

const GlyphCache::Glyph& GlyphCache::GlyphOf(Face& face, const Style& style, int32_t value,
                                             std::string_view bytes) {
  const auto [found, is_new] = face.glyphs.try_emplace(value);
  Glyph& glyph = found->second;
  if (!is_new) return glyph;
  const Ref<PangoLayout> layout(NewLayout(context_, bytes, style, fonts_));
  const PangoLayoutRun* run = FirstRun(layout.get());
  if (run == nullptr || run->glyphs->num_glyphs == 0) return glyph;
  unknown_glyphs_ += pango_layout_get_unknown_glyphs_count(layout.get());
  PangoFont* font = run->item->analysis.font;
  face.fonts.emplace_back(static_cast<PangoFont*>(g_object_ref(font)));
  glyph.font = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
  glyph.index = run->glyphs->glyphs[0].glyph;
  glyph.advance = Points(run->glyphs->glyphs[0].geometry.width);
  return glyph;
}

double GlyphCache::Width(std::string_view text, const Style& style) {
  Face& face = FaceOf(style);
  double width = 0;
  CodePoints points(text);
  while (const auto point = points.Next())
    width += GlyphOf(face, style, point->value, point->bytes).advance;
  return width;
}

void GlyphCache::Draw(cairo_t* cairo, std::string_view text, const Style& style, double x,
                      double baseline) {
  Face& face = FaceOf(style);
  cairo_set_source_rgb(cairo, style.colour.red, style.colour.green, style.colour.blue);
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;
  cairo_scaled_font_t* font = nullptr;
  const char* begin = text.data();
  const auto show = [&](const char* end) {
    if (glyphs.empty() || font == nullptr) return;
    cairo_set_scaled_font(cairo, font);
    cairo_show_text_glyphs(cairo, begin, static_cast<int>(end - begin), glyphs.data(),
                           static_cast<int>(glyphs.size()), clusters.data(),
                           static_cast<int>(clusters.size()), cairo_text_cluster_flags_t{});
    glyphs.clear();
    clusters.clear();
  };
  CodePoints points(text);
  while (const auto point = points.Next()) {
    const Glyph& glyph = GlyphOf(face, style, point->value, point->bytes);
    if (glyph.font != font) {
      show(point->bytes.data());
      begin = point->bytes.data();
      font = glyph.font;
    }
    glyphs.push_back({glyph.index, x, baseline});
    clusters.push_back({static_cast<int>(point->bytes.size()), 1});
    x += glyph.advance;
  }
  show(text.data() + text.size());
}

}  // namespace kebao::render::pdf
