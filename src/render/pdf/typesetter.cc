#include "render/pdf/typesetter.h"

#include <algorithm>
#include <cmath>

#include "render/plain_text.h"

namespace kebao::render::pdf {
namespace {

/// The thread's font map, which keeps what it has read of fonts from one report to the next.
PangoContext* MakeContext(const std::string& language) {
  PangoContext* context = pango_font_map_create_context(pango_cairo_font_map_get_default());
  pango_cairo_context_set_resolution(context, 72);
  pango_context_set_language(context, pango_language_from_string(language.c_str()));
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions(context, FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  return context;
}

bool IsNumberLetter(char letter) {
  return std::string_view("0123456789.,:+-%").find(letter) != std::string_view::npos;
}

/// Digits large, words small: "1 小时 02 分".
void ShrinkWords(PangoAttrList* attributes, std::string_view text, double size) {
  for (size_t start = 0; start < text.size();) {
    size_t end = start;
    const bool is_number = IsNumberLetter(text[start]);
    while (end < text.size() && IsNumberLetter(text[end]) == is_number) ++end;
    if (!is_number) {
      PangoAttribute* attribute = pango_attr_size_new(static_cast<int>(size * PANGO_SCALE));
      attribute->start_index = static_cast<guint>(start);
      attribute->end_index = static_cast<guint>(end);
      pango_attr_list_insert(attributes, attribute);
    }
    start = end;
  }
}

void LimitLines(PangoLayout* layout, int most_lines) {
  pango_layout_set_height(layout, -most_lines);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
}

}  // namespace

Typesetter::Typesetter(const Fonts& fonts, const std::string& language)
    : fonts_(fonts),
      context_(MakeContext(language)),
      is_chinese_(language.starts_with("zh")),
      glyphs_(context_.get(), fonts) {}

std::string Typesetter::Clean(std::string_view text) {
  PlainText plain = MakePlainText(text);
  repaired_ += plain.is_repaired ? 1 : 0;
  return std::move(plain.text);
}

SetTextPtr Typesetter::Set(std::string_view text, const Style& style, double width,
                           const SetOptions& options) {
  std::string clean = Clean(text);
  // Pango counts the lines of each paragraph, so a text that is limited has only one.
  if (options.most_lines > 0) std::replace(clean.begin(), clean.end(), '\n', ' ');
  Ref<PangoLayout> layout(NewLayout(context_.get(), clean, style, fonts_));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width(layout.get(), static_cast<int>(std::ceil(width * PANGO_SCALE)));
  pango_layout_set_alignment(layout.get(), options.alignment);
  pango_layout_set_spacing(layout.get(), static_cast<int>(options.leading * PANGO_SCALE));
  if (options.most_lines > 0) LimitLines(layout.get(), options.most_lines);
  if (options.small_letters > 0) {
    const Attributes attributes = LatinAttributes(clean, fonts_);
    ShrinkWords(attributes.get(), clean, options.small_letters);
    pango_layout_set_attributes(layout.get(), attributes.get());
  }
  const auto fill = !options.is_justified ? SetText::Fill::kNone
                    : is_chinese_         ? SetText::Fill::kCharacters
                                          : SetText::Fill::kBlanks;
  auto links = clean == text ? options.links : std::vector<SetText::Link>{};
  auto set = std::make_shared<const SetText>(std::move(layout), style.colour, width, fill,
                                             std::move(links));
  unknown_glyphs_ += set->unknown_glyphs();
  shortened_ += set->is_shortened() && !options.is_full_elsewhere ? 1 : 0;
  return set;
}

double Typesetter::Width(std::string_view text, const Style& style) {
  if (GlyphCache::CanSet(text)) return glyphs_.Width(text, style);
  const Ref<PangoLayout> layout(NewLayout(context_.get(), MakePlainText(text).text, style, fonts_));
  PangoRectangle logical;
  pango_layout_get_extents(layout.get(), nullptr, &logical);
  return static_cast<double>(logical.width) / PANGO_SCALE;
}

}  // namespace kebao::render::pdf
