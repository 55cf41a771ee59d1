#include "render/worker/text_measurer.h"

#include <pango/pangocairo.h>

#include <cstdlib>
#include <unordered_map>

namespace kebao::render {
namespace {

constexpr double kDefaultPixels = 12;
constexpr size_t kMostCached = 50'000;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
struct FreeFont {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Font = std::unique_ptr<PangoFontDescription, FreeFont>;

/// The words before the size ("italic bold 12px …"): weight and slant.
void ReadStyle(std::string_view words, PangoFontDescription* font) {
  if (words.find("italic") != std::string_view::npos)
    pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
  if (words.find("bold") != std::string_view::npos)
    pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  const size_t digits = words.find_first_of("123456789");
  if (digits == std::string_view::npos) return;
  const int weight = std::atoi(std::string(words.substr(digits, 4)).c_str());
  if (weight >= 100 && weight <= 1000)
    pango_font_description_set_weight(font, static_cast<PangoWeight>(weight));
}

std::string WithoutQuotes(std::string_view families) {
  std::string plain;
  for (const char letter : families)
    if (letter != '"' && letter != '\'') plain += letter;
  return plain;
}

/// "bold 12.5px A, B": what is before the number that "px" ends, that number, and what follows.
Font ParseFont(std::string_view css) {
  Font font(pango_font_description_new());
  double pixels = kDefaultPixels;
  std::string_view style = css;
  std::string_view families = "sans-serif";
  if (const size_t unit = css.find("px"); unit != std::string_view::npos) {
    const size_t before = css.substr(0, unit).find_last_not_of("0123456789.");
    const size_t start = before == std::string_view::npos ? 0 : before + 1;
    const double size = std::atof(std::string(css.substr(start, unit - start)).c_str());
    if (size > 0 && size < 10'000) pixels = size;
    style = css.substr(0, start);
    families = css.substr(std::min(css.size(), unit + 3));
  }
  ReadStyle(style, font.get());
  pango_font_description_set_family(font.get(), WithoutQuotes(families).c_str());
  pango_font_description_set_absolute_size(font.get(), pixels * PANGO_SCALE);
  return font;
}

}  // namespace

class TextMeasurer::Pango {
 public:
  Pango()
      : context_(pango_font_map_create_context(pango_cairo_font_map_get_default())),
        layout_(pango_layout_new(context_.get())) {
    // Whole pixels would make widths wrong by up to a tenth.
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    pango_context_set_language(context_.get(), pango_language_from_string("zh-cn"));
    pango_layout_set_single_paragraph_mode(layout_.get(), TRUE);
  }

  double Width(std::string_view text, std::string_view css) {
    std::string key = std::string(css) + '\n' + std::string(text);
    if (const auto known = widths_.find(key); known != widths_.end()) return known->second;
    if (widths_.size() >= kMostCached) widths_.clear();
    const double width = Measure(text, std::string(css));
    widths_.emplace(std::move(key), width);
    return width;
  }

 private:
  double Measure(std::string_view text, const std::string& css) {
    if (fonts_.size() >= kMostCached) fonts_.clear();
    auto known = fonts_.find(css);
    if (known == fonts_.end()) known = fonts_.emplace(css, ParseFont(css)).first;
    pango_layout_set_font_description(layout_.get(), known->second.get());
    pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
    PangoRectangle logical;
    pango_layout_get_extents(layout_.get(), nullptr, &logical);
    return static_cast<double>(logical.width) / PANGO_SCALE;
  }

  std::unique_ptr<PangoContext, Unref> context_;
  std::unique_ptr<PangoLayout, Unref> layout_;
  std::unordered_map<std::string, Font> fonts_;
  std::unordered_map<std::string, double> widths_;
};

TextMeasurer::TextMeasurer() : pango_(std::make_unique<Pango>()) {}
TextMeasurer::~TextMeasurer() = default;

double TextMeasurer::Width(std::string_view text, std::string_view font) {
  return pango_->Width(text, font);
}

}  // namespace kebao::render
