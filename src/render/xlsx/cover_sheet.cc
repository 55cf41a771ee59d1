#include "render/xlsx/cover_sheet.h"

#include <algorithm>

#include "render/xlsx/cell_text.h"
#include "render/xlsx/column_widths.h"

namespace kebao::render::xlsx {
namespace {

using document::Document;
using document::Kpi;

constexpr int kCardsPerRow = 4;
constexpr double kCardWidth = 25;
constexpr double kGapWidth = 1.5;
constexpr uint16_t kFirstColumn = 1;
constexpr uint16_t kLastColumn = kFirstColumn + 2 * kCardsPerRow - 2;
constexpr double kTextWidth = kCardsPerRow * kCardWidth;

uint16_t CardColumn(size_t card) {
  return static_cast<uint16_t>(kFirstColumn + 2 * (card % kCardsPerRow));
}

void SetUpSheet(Book& book, const Sheet& sheet, const Document& document) {
  worksheet_gridlines(sheet.handle, LXW_HIDE_ALL_GRIDLINES);
  worksheet_set_tab_color(sheet.handle, theme::kAccent);
  for (uint16_t column = 0; column <= kLastColumn; ++column) {
    const bool is_card = column % 2 == 1;
    worksheet_set_column(sheet.handle, column, column, is_card ? kCardWidth : kGapWidth, nullptr);
  }
  SetUpPrinting(book, sheet.handle, document.title);
  worksheet_fit_to_pages(sheet.handle, 1, 1);
  worksheet_center_horizontally(sheet.handle);
}

void WriteWide(Book& book, const Sheet& sheet, uint16_t first_column, const std::string& text,
               const StyleSpec& style) {
  worksheet_merge_range(sheet.handle, sheet.next_row, first_column, sheet.next_row, kLastColumn, "",
                        book.styles().Get(style));
  WriteText(book, sheet, sheet.next_row, first_column, text, style);
}

void WriteTitle(Book& book, Sheet& sheet, const Document& document) {
  sheet.next_row = 1;
  WriteWide(book, sheet, kFirstColumn, document.title,
            {.size = 24, .color = theme::kAccent, .bold = true, .wrap = true});
  worksheet_set_row(sheet.handle, sheet.next_row++,
                    38.0 * LinesOf(document.title, kTextWidth / 2.2), nullptr);
  WriteWide(book, sheet, kFirstColumn, document.subtitle,
            {.size = 11, .color = theme::kMutedInk, .bottom_line = theme::kAccent, .wrap = true});
  worksheet_set_row(sheet.handle, sheet.next_row++,
                    8 + 17.0 * LinesOf(document.subtitle, kTextWidth), nullptr);
  sheet.next_row += 1;
}

void WriteHeading(Book& book, Sheet& sheet, const std::string& text) {
  WriteText(book, sheet, sheet.next_row, kFirstColumn, text,
            {.size = 13, .color = theme::kAccent, .bold = true});
  worksheet_set_row(sheet.handle, sheet.next_row++, 24, nullptr);
}

StyleSpec CardStyle() { return {.background = theme::kCard, .align = LXW_ALIGN_LEFT, .indent = 1}; }

/// "vs previous month +5.2 %": the label is part of the number's pattern, so that the cell stays a
/// number.
void WriteChange(Book& book, const Sheet& sheet, uint32_t row, uint16_t column, const Kpi& kpi) {
  StyleSpec style = CardStyle();
  if (!kpi.change) return WriteText(book, sheet, row, column, "", style);
  const std::string label =
      kpi.change_label.empty() ? "" : MakeCellText(kpi.change_label, 60).text + "  ";
  const auto native = ToNative(*kpi.change, book.units());
  style.color = native ? ColorOf(kpi.change->tone) : theme::kMutedInk;
  if (!native) return WriteText(book, sheet, row, column, label + kpi.change->text, style);
  style.pattern = WithPrefix(native->pattern, label);
  worksheet_write_number(sheet.handle, row, column, native->value, book.styles().Get(style));
}

void WriteCard(Book& book, const Sheet& sheet, uint16_t column, const Kpi& kpi) {
  StyleSpec label = CardStyle();
  label.color = theme::kMutedInk;
  label.top_line = theme::kAccent;
  label.top_style = LXW_BORDER_MEDIUM;
  label.wrap = true;
  WriteText(book, sheet, sheet.next_row, column, kpi.label, label);
  StyleSpec value = CardStyle();
  value.size = 20;
  value.bold = true;
  WriteFigure(book, sheet, sheet.next_row + 1, column, kpi.value, value);
  WriteChange(book, sheet, sheet.next_row + 2, column, kpi);
  StyleSpec note = CardStyle();
  note.size = 8;
  note.color = theme::kMutedInk;
  note.wrap = true;
  note.vertical = LXW_ALIGN_VERTICAL_TOP;
  WriteText(book, sheet, sheet.next_row + 3, column, kpi.note, note);
}

/// The heights that a row of cards needs: labels and notes wrap.
void SetCardHeights(const Sheet& sheet, const std::vector<const Kpi*>& cards, size_t first,
                    size_t limit) {
  int label_lines = 1;
  int note_lines = 0;
  for (size_t c = first; c < limit; ++c) {
    label_lines = std::max(label_lines, LinesOf(cards[c]->label, kCardWidth + 1));
    if (!cards[c]->note.empty())
      note_lines = std::max(note_lines, LinesOf(cards[c]->note, kCardWidth * 1.2));
  }
  worksheet_set_row(sheet.handle, sheet.next_row, 8 + 15.0 * label_lines, nullptr);
  worksheet_set_row(sheet.handle, sheet.next_row + 1, 30, nullptr);
  worksheet_set_row(sheet.handle, sheet.next_row + 2, 18, nullptr);
  worksheet_set_row(sheet.handle, sheet.next_row + 3, 6 + 12.0 * note_lines, nullptr);
  worksheet_set_row(sheet.handle, sheet.next_row + 4, 8, nullptr);
}

/// The key figures of the first section that has any.
std::vector<const Kpi*> CardsOf(const Document& document) {
  std::vector<const Kpi*> cards;
  for (const document::Section& section : document.sections) {
    for (const document::Block& block : section.blocks) {
      const auto* row = std::get_if<document::KpiRow>(&block);
      if (row == nullptr) continue;
      for (const Kpi& kpi : row->items) cards.push_back(&kpi);
    }
    if (!cards.empty()) break;
  }
  return cards;
}

void WriteCards(Book& book, Sheet& sheet, const std::vector<const Kpi*>& cards) {
  if (cards.empty()) return;
  WriteHeading(book, sheet, book.texts().Get("key_figures"));
  for (size_t first = 0; first < cards.size(); first += kCardsPerRow) {
    const size_t limit = std::min(cards.size(), first + kCardsPerRow);
    for (size_t c = first; c < limit; ++c) WriteCard(book, sheet, CardColumn(c), *cards[c]);
    SetCardHeights(sheet, cards, first, limit);
    sheet.next_row += 5;
  }
  const bool is_complete = std::all_of(cards.begin(), cards.end(),
                                       [](const Kpi* kpi) { return kpi->value.is_complete; });
  if (!is_complete) {
    WriteText(book, sheet, sheet.next_row++, kFirstColumn, book.texts().Get("incomplete_note"),
              {.size = 9, .color = theme::kMutedInk});
  }
  sheet.next_row += 1;
}

void WriteProperties(Book& book, Sheet& sheet, const Document& document) {
  if (document.properties.empty()) return;
  WriteHeading(book, sheet, book.texts().Get("properties"));
  for (const auto& [label, value] : document.properties) {
    WriteText(book, sheet, sheet.next_row, kFirstColumn, label,
              {.color = theme::kMutedInk, .bottom_line = theme::kLine, .wrap = true});
    WriteWide(book, sheet, kFirstColumn + 1, value,
              {.bottom_line = theme::kLine, .align = LXW_ALIGN_LEFT, .wrap = true});
    const int lines = std::max(LinesOf(value, kTextWidth - kCardWidth), LinesOf(label, kCardWidth));
    worksheet_set_row(sheet.handle, sheet.next_row++, 5 + 15.0 * lines, nullptr);
  }
  sheet.next_row += 1;
}

/// Apostrophes in a quoted sheet name are doubled.
std::string LinkTo(const std::string& sheet_name) {
  std::string quoted;
  for (const char c : sheet_name) quoted += c == '\'' ? "''" : std::string(1, c);
  return "internal:'" + quoted + "'!A1";
}

void WriteContents(Book& book, Sheet& sheet, const std::vector<ContentsEntry>& contents) {
  WriteHeading(book, sheet, book.texts().Get("contents"));
  const StyleSpec style = {.color = 0x2E75B6, .underline = true};
  for (const ContentsEntry& entry : contents) {
    const std::string title = book.CellText(entry.title);
    worksheet_write_url_opt(sheet.handle, sheet.next_row, kFirstColumn,
                            LinkTo(entry.sheet_name).c_str(), book.styles().Get(style),
                            title.empty() ? entry.sheet_name.c_str() : title.c_str(), nullptr);
    worksheet_set_row(sheet.handle, sheet.next_row++, 18, nullptr);
  }
}

}  // namespace

void WriteCover(Book& book, const std::string& sheet_name, const Document& document,
                const std::vector<ContentsEntry>& contents) {
  Sheet sheet{book.AddSheet(sheet_name), sheet_name, 0};
  SetUpSheet(book, sheet, document);
  WriteTitle(book, sheet, document);
  WriteCards(book, sheet, CardsOf(document));
  WriteProperties(book, sheet, document);
  WriteContents(book, sheet, contents);
  worksheet_activate(sheet.handle);
}

}  // namespace kebao::render::xlsx
