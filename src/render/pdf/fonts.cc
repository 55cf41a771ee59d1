#include "render/pdf/fonts.h"

#include <optional>

#include "render/pdf/paper.h"
#include "render/plain_text.h"

namespace kebao::render::pdf {
namespace {

struct FreeDescription {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

bool IsLatin(int32_t c) { return (c >= 0x20 && c < 0x7f) || (c >= 0xc0 && c < 0x250); }

void AddFamily(PangoAttrList* list, const std::string& family, size_t start, size_t end) {
  PangoAttribute* attribute = pango_attr_family_new(family.c_str());
  attribute->start_index = static_cast<guint>(start);
  attribute->end_index = static_cast<guint>(end);
  pango_attr_list_insert(list, attribute);
}

}  // namespace

Attributes LatinAttributes(std::string_view text, const Fonts& fonts) {
  Attributes list(pango_attr_list_new());
  if (fonts.latin.empty()) return list;
  std::optional<size_t> start;
  size_t position = 0;
  CodePoints points(text);
  while (const auto point = points.Next()) {
    const bool is_latin = IsLatin(point->value);
    if (is_latin && !start) start = position;
    if (!is_latin && start) {
      AddFamily(list.get(), fonts.latin, *start, position);
      start.reset();
    }
    position += point->bytes.size();
  }
  if (start) AddFamily(list.get(), fonts.latin, *start, position);
  return list;
}

PangoLayout* NewLayout(PangoContext* context, std::string_view text, const Style& style,
                       const Fonts& fonts) {
  PangoLayout* layout = pango_layout_new(context);
  const std::unique_ptr<PangoFontDescription, FreeDescription> font(pango_font_description_new());
  pango_font_description_set_family(font.get(), fonts.main.c_str());
  pango_font_description_set_size(font.get(), static_cast<int>(style.size * PANGO_SCALE));
  pango_font_description_set_weight(font.get(),
                                    style.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout, font.get());
  // The report runs from left to right, and so does the place of a name that is written the other
  // way.
  pango_layout_set_auto_dir(layout, FALSE);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  pango_layout_set_attributes(layout, LatinAttributes(text, fonts).get());
  return layout;
}

}  // namespace kebao::render::pdf
