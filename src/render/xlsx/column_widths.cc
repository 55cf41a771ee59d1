#include "render/xlsx/column_widths.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "render/plain_text.h"

namespace kebao::render::xlsx {
namespace {

constexpr double kMinWidth = 8;
constexpr double kMinGridWidth = 6;
constexpr double kMaxTextWidth = 52;
constexpr double kDefaultWidth = 9;
constexpr double kPadding = 2;
constexpr double kFilterButton = 3;
/// Characters of the sheet's fonts are a little wider than the unit of width, which is a digit of
/// the default font.
constexpr double kFontFactor = 1.08;

double Padded(int characters) { return characters * kFontFactor + kPadding; }

double WidthOf(const document::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return Padded(DisplayWidth(*text));
  return Padded(DisplayWidth(std::get<document::Figure>(cell).text));
}

/// A title may take two lines.
double TitleWidth(const std::string& title) {
  return Padded((DisplayWidth(title) + 1) / 2) + kFilterButton;
}

}  // namespace

void ColumnWidths::Grow(size_t column, double width) {
  if (widths_.size() <= column) widths_.resize(column + 1, kMinGridWidth);
  widths_[column] = std::max(widths_[column], std::min(width, kMaxTextWidth));
}

void ColumnWidths::Measure(const document::Table& table) {
  for (size_t c = 0; c < table.columns.size(); ++c) {
    Grow(c, std::max(kMinWidth, TitleWidth(table.columns[c].title)));
    for (const auto& row : table.rows) Grow(c, WidthOf(row[c]));
    if (table.total) Grow(c, WidthOf((*table.total)[c]) * kFontFactor);
  }
}

void ColumnWidths::MeasureGrid(const document::Table& table) {
  for (size_t c = 0; c < table.columns.size(); ++c) {
    Grow(c, std::max(kMinGridWidth, Padded(DisplayWidth(table.columns[c].title))));
    for (const auto& row : table.rows) Grow(c, WidthOf(row[c]));
  }
}

double ColumnWidths::At(size_t column) const {
  return column < widths_.size() ? widths_[column] : kDefaultWidth;
}

double ColumnWidths::Total() const { return std::accumulate(widths_.begin(), widths_.end(), 0.0); }

uint16_t ColumnWidths::ColumnsFor(double characters) const {
  uint16_t columns = 0;
  for (double width = 0; width < characters; ++columns) width += At(columns);
  return std::max<uint16_t>(columns, 1);
}

void ColumnWidths::ApplyTo(lxw_worksheet* sheet) const {
  for (size_t c = 0; c < widths_.size(); ++c) {
    const auto column = static_cast<lxw_col_t>(c);
    worksheet_set_column(sheet, column, column, widths_[c], nullptr);
  }
}

int LinesOf(std::string_view text, double width) {
  int lines = 0;
  size_t start = 0;
  while (true) {
    const size_t end = text.find('\n', start);
    const double line = DisplayWidth(text.substr(start, end - start)) * kFontFactor;
    lines += std::max(1, static_cast<int>(std::ceil(line / std::max(1.0, width - 1))));
    if (end == text.npos) return lines;
    start = end + 1;
  }
}

}  // namespace kebao::render::xlsx
