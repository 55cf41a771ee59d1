#include "render/xlsx/styles.h"

namespace kebao::render::xlsx {
namespace {

void SetFont(lxw_format* format, const StyleSpec& spec, const std::string& font) {
  format_set_font_name(format, font.c_str());
  format_set_font_size(format, spec.size);
  format_set_font_color(format, spec.color);
  if (spec.bold) format_set_bold(format);
  if (spec.italic) format_set_italic(format);
  if (spec.underline) format_set_underline(format, LXW_UNDERLINE_SINGLE);
}

void SetAlignment(lxw_format* format, const StyleSpec& spec) {
  if (spec.align != 0) format_set_align(format, spec.align);
  format_set_align(format, spec.vertical);
  if (spec.wrap) format_set_text_wrap(format);
  if (spec.indent != 0) format_set_indent(format, spec.indent);
}

void SetFillAndLines(lxw_format* format, const StyleSpec& spec) {
  if (spec.background >= 0) {
    format_set_pattern(format, LXW_PATTERN_SOLID);
    format_set_bg_color(format, static_cast<uint32_t>(spec.background));
  }
  if (spec.top_line >= 0) {
    format_set_top(format, spec.top_style);
    format_set_top_color(format, static_cast<uint32_t>(spec.top_line));
  }
  if (spec.bottom_line >= 0) {
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, static_cast<uint32_t>(spec.bottom_line));
  }
}

}  // namespace

lxw_format* Styles::Get(const StyleSpec& spec) {
  const auto [place, is_new] = formats_.try_emplace(spec, nullptr);
  if (is_new) place->second = Make(spec);
  return place->second;
}

lxw_format* Styles::Make(const StyleSpec& spec) {
  lxw_format* format = workbook_add_format(book_);
  SetFont(format, spec, font_);
  SetAlignment(format, spec);
  SetFillAndLines(format, spec);
  if (!spec.pattern.empty()) format_set_num_format(format, spec.pattern.c_str());
  return format;
}

uint32_t ColorOf(document::Tone tone) {
  switch (tone) {
    case document::Tone::kGood:
      return theme::kGood;
    case document::Tone::kBad:
      return theme::kBad;
    case document::Tone::kMuted:
      return theme::kMutedInk;
    case document::Tone::kNeutral:
      return theme::kInk;
  }
  return theme::kInk;
}

}  // namespace kebao::render::xlsx
