#include "render/picture/unknown_glyphs.h"

#include <pango/pangocairo.h>

#include <memory>

namespace kebao::render {
namespace {

struct Free {
  void operator()(GMarkupParseContext* context) const { g_markup_parse_context_free(context); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

/// What is shown: titles and descriptions are for programs that read a drawing out.
struct ShownTexts {
  int depth = 0;
  std::string all;
};

void Begin(GMarkupParseContext*, const gchar* name, const gchar**, const gchar**, gpointer data,
           GError**) {
  auto* texts = static_cast<ShownTexts*>(data);
  if (texts->depth > 0 || std::string_view(name) == "text") ++texts->depth;
}

void End(GMarkupParseContext*, const gchar*, gpointer data, GError**) {
  auto* texts = static_cast<ShownTexts*>(data);
  if (texts->depth > 0 && --texts->depth == 0) texts->all += '\n';
}

void Text(GMarkupParseContext*, const gchar* text, gsize size, gpointer data, GError**) {
  auto* texts = static_cast<ShownTexts*>(data);
  if (texts->depth > 0) texts->all.append(text, size);
}

std::string ShownTextsOf(std::string_view svg) {
  static constexpr GMarkupParser kParser = {Begin, End, Text, nullptr, nullptr};
  ShownTexts texts;
  const Owned<GMarkupParseContext> context(
      g_markup_parse_context_new(&kParser, static_cast<GMarkupParseFlags>(0), &texts, nullptr));
  if (!g_markup_parse_context_parse(context.get(), svg.data(), static_cast<gssize>(svg.size()),
                                    nullptr))
    return "";
  return texts.all;
}

}  // namespace

int UnknownGlyphsOf(std::string_view svg, const std::string& families) {
  const std::string texts = ShownTextsOf(svg);
  const Owned<PangoContext> context(
      pango_font_map_create_context(pango_cairo_font_map_get_default()));
  const Owned<PangoLayout> layout(pango_layout_new(context.get()));
  const Owned<PangoFontDescription> font(pango_font_description_new());
  pango_font_description_set_family(font.get(), families.c_str());
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_text(layout.get(), texts.data(), static_cast<int>(texts.size()));
  return pango_layout_get_unknown_glyphs_count(layout.get());
}

}  // namespace kebao::render
