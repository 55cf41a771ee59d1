#include "render/xlsx/table_writer.h"

#include <algorithm>
#include <set>

#include "render/xlsx/cell_text.h"
#include "render/xlsx/conditional_formats.h"

namespace kebao::render::xlsx {
namespace {

using document::Cell;
using document::Figure;
using document::Table;

constexpr double kLineHeight = 15;
constexpr double kMaxRowHeight = 400;
constexpr size_t kMaxHeaderUnits = 250;
constexpr double kNoteWidth = 110;

bool IsNumberColumn(const Table& table, size_t column) {
  if (table.columns[column].format) return true;
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) { return std::holds_alternative<Figure>(row[column]); });
}

/// Texts behind the first column stand off a little, so that they do not touch a number on their
/// left.
enum class ColumnLook : uint8_t { kFirstText, kText, kNumber };

/// What each column looks like, found once per table.
struct Look {
  std::vector<ColumnLook> columns;
  explicit Look(const Table& table) {
    for (size_t c = 0; c < table.columns.size(); ++c) {
      const ColumnLook text = c == 0 ? ColumnLook::kFirstText : ColumnLook::kText;
      columns.push_back(IsNumberColumn(table, c) ? ColumnLook::kNumber : text);
    }
  }
};

void Align(StyleSpec& style, ColumnLook look) {
  style.align = look == ColumnLook::kNumber ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT;
  style.indent = look == ColumnLook::kText ? 1 : 0;
}

StyleSpec HeaderStyle(ColumnLook look) {
  StyleSpec style = {
      .color = theme::kWhite, .background = theme::kAccent, .bold = true, .wrap = true};
  Align(style, look);
  return style;
}

StyleSpec BodyStyle(ColumnLook look) {
  StyleSpec style = {.bottom_line = theme::kLine, .wrap = look != ColumnLook::kNumber};
  Align(style, look);
  return style;
}

StyleSpec TotalStyle(ColumnLook look) {
  StyleSpec style = BodyStyle(look);
  style.bold = true;
  style.background = theme::kAccentTint;
  style.top_line = theme::kAccent;
  return style;
}

void WriteCell(Book& book, const Sheet& sheet, uint32_t row, uint16_t column, const Cell& cell,
               const StyleSpec& style) {
  if (const auto* figure = std::get_if<Figure>(&cell)) {
    WriteFigure(book, sheet, row, column, *figure, style);
  } else {
    WriteText(book, sheet, row, column, std::get<std::string>(cell), style);
  }
}

/// Room for the texts that wrap; 0: the sheet's usual height.
double HeightOf(const std::vector<Cell>& cells, const ColumnWidths& widths) {
  int lines = 1;
  for (size_t c = 0; c < cells.size(); ++c) {
    const auto* text = std::get_if<std::string>(&cells[c]);
    if (text != nullptr && text->size() + 2 > widths.At(c))
      lines = std::max(lines, LinesOf(*text, widths.At(c)));
  }
  return lines == 1 ? kRowHeight : std::min(kMaxRowHeight, lines * kLineHeight + 3);
}

void WriteRow(Book& book, const Sheet& sheet, uint32_t row, const std::vector<Cell>& cells,
              const ColumnWidths& widths, const Look& look, StyleSpec (*style)(ColumnLook)) {
  for (size_t c = 0; c < cells.size(); ++c) {
    WriteCell(book, sheet, row, static_cast<uint16_t>(c), cells[c], style(look.columns[c]));
  }
  worksheet_set_row(sheet.handle, row, HeightOf(cells, widths), nullptr);
}

/// Excel wants the titles of a table object to differ, without regard to case.
std::vector<std::string> HeaderTexts(Book& book, const Table& table) {
  std::vector<std::string> texts;
  std::set<std::string> taken;
  for (const document::TableColumn& column : table.columns) {
    const std::string title = MakeCellText(book.CellText(column.title), kMaxHeaderUnits).text;
    std::string text = title.empty() ? " " : title;
    for (int number = 2; !taken.insert(FoldCase(text)).second; ++number)
      text = title + " (" + std::to_string(number) + ")";
    texts.push_back(text);
  }
  return texts;
}

void WriteHeaderCells(Book& book, const Sheet& sheet, const Table& table,
                      const std::vector<std::string>& texts, const Look& look) {
  for (size_t c = 0; c < texts.size(); ++c) {
    const auto column = static_cast<uint16_t>(c);
    worksheet_write_string(sheet.handle, sheet.next_row, column, texts[c].c_str(),
                           book.styles().Get(HeaderStyle(look.columns[c])));
    if (table.columns[c].note.empty()) continue;
    lxw_comment_options comment = {};
    comment.width = 260;
    comment.height = 20.0 * (1 + LinesOf(table.columns[c].note, 34));
    worksheet_write_comment_opt(sheet.handle, sheet.next_row, column,
                                book.CellText(table.columns[c].note).c_str(), &comment);
  }
}

double HeaderHeight(const std::vector<std::string>& texts, const ColumnWidths& widths,
                    bool has_filter) {
  const double button = has_filter ? 2 : 0;
  int lines = 1;
  for (size_t c = 0; c < texts.size(); ++c)
    lines = std::max(lines, LinesOf(texts[c], widths.At(c) - button));
  return std::min(kMaxRowHeight, 8 + lines * kLineHeight);
}

void AddTableObject(Book& book, const Sheet& sheet, const std::vector<std::string>& texts,
                    const Look& look, uint32_t last_row) {
  std::vector<lxw_table_column> columns(texts.size());
  std::vector<lxw_table_column*> pointers;
  for (size_t c = 0; c < texts.size(); ++c) {
    columns[c].header = const_cast<char*>(texts[c].c_str());  // the library copies it
    columns[c].header_format = book.styles().Get(HeaderStyle(look.columns[c]));
    pointers.push_back(&columns[c]);
  }
  pointers.push_back(nullptr);
  lxw_table_options options = {};
  options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
  options.style_type_number = 0;  // the cells have formats of their own
  options.no_banded_rows = LXW_TRUE;
  options.columns = pointers.data();
  worksheet_add_table(sheet.handle, sheet.next_row, 0, last_row,
                      static_cast<uint16_t>(texts.size() - 1), &options);
}

void WriteHeader(Book& book, const Sheet& sheet, const Table& table, const Look& look, size_t rows,
                 const ColumnWidths& widths, bool has_filter) {
  const std::vector<std::string> texts = HeaderTexts(book, table);
  if (has_filter && rows > 0) {
    AddTableObject(book, sheet, texts, look, sheet.next_row + static_cast<uint32_t>(rows));
  }
  WriteHeaderCells(book, sheet, table, texts, look);
  worksheet_set_row(sheet.handle, sheet.next_row, HeaderHeight(texts, widths, has_filter), nullptr);
}

bool IsIncomplete(const std::vector<Cell>& cells) {
  return std::any_of(cells.begin(), cells.end(), [](const Cell& cell) {
    const auto* figure = std::get_if<Figure>(&cell);
    return figure != nullptr && figure->raw && !figure->is_complete;
  });
}

bool HasIncomplete(const Table& table) {
  return (table.total && IsIncomplete(*table.total)) ||
         std::any_of(table.rows.begin(), table.rows.end(), IsIncomplete);
}

void WriteNote(Book& book, Sheet& sheet, const std::string& text, const ColumnWidths& widths) {
  const StyleSpec style = {
      .size = 9, .color = theme::kMutedInk, .vertical = LXW_ALIGN_VERTICAL_TOP, .wrap = true};
  const uint16_t last = static_cast<uint16_t>(widths.ColumnsFor(kNoteWidth) - 1);
  if (last > 0) {
    worksheet_merge_range(sheet.handle, sheet.next_row, 0, sheet.next_row, last, "",
                          book.styles().Get(style));
  }
  WriteText(book, sheet, sheet.next_row, 0, text, style);
  worksheet_set_row(sheet.handle, sheet.next_row, 4 + 13.0 * LinesOf(text, kNoteWidth), nullptr);
  ++sheet.next_row;
}

void WriteEmptyRow(Book& book, Sheet& sheet, const Table& table) {
  StyleSpec style = BodyStyle(ColumnLook::kFirstText);
  style.color = theme::kMutedInk;
  style.italic = true;
  style.wrap = false;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    WriteText(book, sheet, sheet.next_row, static_cast<uint16_t>(c),
              c == 0 ? book.texts().Get("no_data") : "", style);
  }
  ++sheet.next_row;
}

void WriteRows(Book& book, Sheet& sheet, const Table& table, RowSlice slice,
               const ColumnWidths& widths, const Look& look) {
  const uint32_t first = sheet.next_row;
  for (size_t r = slice.first; r < slice.limit; ++r) {
    WriteRow(book, sheet, sheet.next_row++, table.rows[r], widths, look, BodyStyle);
  }
  if (slice.limit > slice.first) {
    AddConditionalFormats(book, sheet, table, first, sheet.next_row - 1);
  } else {
    WriteEmptyRow(book, sheet, table);
  }
}

void WriteFoot(Book& book, Sheet& sheet, const Table& table, const ColumnWidths& widths,
               const Look& look) {
  if (table.total) WriteRow(book, sheet, sheet.next_row++, *table.total, widths, look, TotalStyle);
  if (!table.note.empty()) WriteNote(book, sheet, table.note, widths);
  if (HasIncomplete(table)) WriteNote(book, sheet, book.texts().Get("incomplete_note"), widths);
}

}  // namespace

void WriteTable(Book& book, Sheet& sheet, const Table& table, RowSlice slice,
                const ColumnWidths& widths, const TableOptions& options) {
  const Look look(table);
  WriteHeader(book, sheet, table, look, slice.limit - slice.first, widths, options.has_filter);
  ++sheet.next_row;
  WriteRows(book, sheet, table, slice, widths, look);
  if (slice.limit == table.rows.size()) WriteFoot(book, sheet, table, widths, look);
  ++sheet.next_row;
}

uint32_t ExtraRowsOf(const Table& table) {
  const uint32_t header_and_gap = 2;
  const uint32_t notes = 2;
  return header_and_gap + notes + (table.total ? 1 : 0);
}

}  // namespace kebao::render::xlsx
