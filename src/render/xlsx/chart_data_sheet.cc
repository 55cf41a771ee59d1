#include "render/xlsx/chart_data_sheet.h"

#include <algorithm>

#include "render/xlsx/column_widths.h"
#include "render/xlsx/table_writer.h"

namespace kebao::render::xlsx {

namespace {

/// Cells without a value stay empty: Excel would draw a text as zero.
void ClearMissing(document::Table& table) {
  for (auto& row : table.rows) {
    for (document::Cell& cell : row) {
      auto* figure = std::get_if<document::Figure>(&cell);
      if (figure != nullptr && !figure->raw) figure->text.clear();
    }
  }
}

}  // namespace

ChartDataSheet::ChartDataSheet(Book& book)
    : name_(book.MakeName(book.texts().Get("chart_data_sheet"))) {}

uint32_t ChartDataSheet::Reserve(const document::Chart& chart) {
  const uint32_t header_row = next_row_ + 1;
  parts_.push_back({TableOf(chart), header_row});
  ClearMissing(parts_.back().table);
  const auto points = static_cast<uint32_t>(std::max<size_t>(1, chart.categories.size()));
  next_row_ = header_row + points + ExtraRowsOf(parts_.back().table) + 1;
  return header_row;
}

void ChartDataSheet::Write(Book& book, const std::string& footer_title) {
  if (parts_.empty()) return;
  Sheet sheet{book.AddSheet(name_), name_, 0};
  ColumnWidths widths;
  for (const Part& part : parts_) widths.Measure(part.table);
  widths.ApplyTo(sheet.handle);
  worksheet_gridlines(sheet.handle, LXW_HIDE_ALL_GRIDLINES);
  WriteText(book, sheet, 0, 0, name_, {.size = 16, .color = theme::kAccent, .bold = true});
  worksheet_set_row(sheet.handle, 0, 28, nullptr);
  for (const Part& part : parts_) {
    WriteText(book, sheet, part.header_row - 1, 0, part.table.title,
              {.size = 12, .color = theme::kAccent, .bold = true});
    sheet.next_row = part.header_row;
    WriteTable(book, sheet, part.table, {0, part.table.rows.size()}, widths, {.has_filter = false});
  }
  SetUpPrinting(book, sheet.handle, footer_title);
}

}  // namespace kebao::render::xlsx
