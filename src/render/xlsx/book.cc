#include "render/xlsx/book.h"

#include <cmath>

#include "render/xlsx/cell_text.h"

namespace kebao::render::xlsx {
namespace {

constexpr uint8_t kPaperA4 = 9;

BlockTitles TitlesFrom(const RenderTexts& texts) {
  return {texts.Get("kpi"),      texts.Get("value"),   texts.Get("change"),
          texts.Get("compared"), texts.Get("note"),    texts.Get("definition"),
          texts.Get("metric"),   texts.Get("formula"), texts.Get("details")};
}

/// "&" begins a code in headers and footers.
std::string FooterText(std::string_view text) {
  std::string escaped;
  for (const char c : MakePlainText(text, 60).text) escaped += c == '&' ? "&&" : std::string(1, c);
  return escaped;
}

}  // namespace

Book::Book(lxw_workbook* handle, const RenderTexts& texts, SheetLimits limits)
    : handle_(handle),
      texts_(texts),
      limits_(limits),
      units_{texts.Get("percentage_points_unit"), texts.Get("seconds_unit")},
      titles_(TitlesFrom(texts)),
      styles_(handle, texts.Get("font")) {}

lxw_worksheet* Book::AddSheet(const std::string& name) {
  lxw_worksheet* sheet = workbook_add_worksheet(handle_, name.c_str());
  KEBAO_ASSERT(sheet != nullptr);  // SheetNames gives only names that are valid and free
  worksheet_set_default_row(sheet, kRowHeight, LXW_FALSE);
  return sheet;
}

std::string Book::CellText(std::string_view text) {
  PlainText plain = MakeCellText(text);
  shortened_ += plain.is_shortened ? 1 : 0;
  repaired_ += plain.is_repaired ? 1 : 0;
  return std::move(plain.text);
}

std::vector<std::string> Book::Warnings() const {
  std::vector<std::string> all = warnings_;
  const auto add_count = [&](const char* key, size_t count) {
    if (count > 0) all.push_back(texts_.Fill(key, {{"count", std::to_string(count)}}));
  };
  add_count("warning_shortened", shortened_);
  add_count("warning_repaired", repaired_);
  add_count("warning_not_finite", not_finite_);
  add_count("warning_unlinked", unlinked_);
  return all;
}

void WriteText(Book& book, const Sheet& sheet, uint32_t row, uint16_t column, std::string_view text,
               const StyleSpec& style) {
  worksheet_write_string(sheet.handle, row, column, book.CellText(text).c_str(),
                         book.styles().Get(style));
}

void WriteFigure(Book& book, const Sheet& sheet, uint32_t row, uint16_t column,
                 const document::Figure& figure, const StyleSpec& style) {
  StyleSpec toned = style;
  if (figure.tone != document::Tone::kNeutral) toned.color = ColorOf(figure.tone);
  const auto native = ToNative(figure, book.units());
  if (!native) {
    if (figure.raw) book.CountNotFinite();
    toned.color = theme::kMutedInk;
    WriteText(book, sheet, row, column, figure.text, toned);
    return;
  }
  toned.pattern = native->pattern;
  // The library keeps the address of a cell that is written over with a number.
  const std::string& link = figure.provenance.link;
  if (!link.empty() &&
      worksheet_write_url(sheet.handle, row, column, link.c_str(), nullptr) != LXW_NO_ERROR)
    book.CountUnlinked();
  worksheet_write_number(sheet.handle, row, column, native->value, book.styles().Get(toned));
}

void SetUpPrinting(Book& book, lxw_worksheet* sheet, std::string_view title) {
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, kPaperA4);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_margins(sheet, 0.5, 0.5, 0.55, 0.65);
  const std::string page = book.texts().Fill("page", {{"page", "&P"}, {"pages", "&N"}});
  worksheet_set_footer(sheet, ("&L&8" + FooterText(title) + "&C&8&A&R&8" + page).c_str());
}

}  // namespace kebao::render::xlsx
