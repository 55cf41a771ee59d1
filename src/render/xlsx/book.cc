#include "render/xlsx/book.h"

#include <algorithm>
#include <cmath>

#include "render/xlsx/cell_text.h"

namespace kebao::render::xlsx {
namespace {

constexpr uint8_t kPaperA4 = 9;
constexpr double kPointsPerInch = 72;
constexpr double kMarginX = 0.5;  // inches
constexpr double kMarginTop = 0.55;
constexpr double kMarginBottom = 0.65;
constexpr double kRoomAcross = (11.69 - 2 * kMarginX) * kPointsPerInch;
constexpr double kRoomDown = (8.27 - kMarginTop - kMarginBottom) * kPointsPerInch;
constexpr double kSafety = 0.96;          // programs round rows and scales each in their way
constexpr size_t kMostPageBreaks = 1023;  // of Excel

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

double HeightOf(const Sheet& sheet, uint32_t row) {
  const lxw_row* known = lxw_worksheet_find_row(sheet.handle, row);
  return known == nullptr ? kRowHeight : known->height;
}

PrintedRows RowsOf(const Sheet& sheet, double scale) {
  PrintedRows rows{{}, sheet.kept_whole, kSafety * kRoomDown / scale};
  uint32_t end = 0;
  for (const RowSpan& span : sheet.kept_whole) end = std::max(end, span.end);
  for (uint32_t row = 0; row < end; ++row) rows.heights.push_back(HeightOf(sheet, row));
  for (const RowSpan& span : sheet.repeated)
    for (uint32_t row = span.first; row < span.end; ++row) rows.repeated += HeightOf(sheet, row);
  return rows;
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
  worksheet_set_margins(sheet, kMarginX, kMarginX, kMarginTop, kMarginBottom);
  const std::string page = book.texts().Fill("page", {{"page", "&P"}, {"pages", "&N"}});
  worksheet_set_footer(sheet, ("&L&8" + FooterText(title) + "&C&8&A&R&8" + page).c_str());
}

void SetPageBreaks(const Sheet& sheet, double points) {
  const double scale = std::min(1.0, kRoomAcross / points);  // one page wide
  std::vector<uint32_t> breaks = PageBreaks(RowsOf(sheet, scale));
  if (breaks.size() > kMostPageBreaks) breaks.resize(kMostPageBreaks);
  if (breaks.empty()) return;
  breaks.push_back(0);  // ends the list
  worksheet_set_h_pagebreaks(sheet.handle, breaks.data());
}

}  // namespace kebao::render::xlsx
