#pragma once

#include <xlsxwriter.h>

#include <vector>

#include "document/document.h"

namespace kebao::render::xlsx {

/// Widths of a sheet's columns in characters, grown by each table that shares the sheet.
class ColumnWidths {
 public:
  /// Every cell of the table. Texts that are too long for kMaxTextWidth will be wrapped.
  void Measure(const document::Table& table);
  /// The grid of a heat map: narrow columns.
  void MeasureGrid(const document::Table& table);

  /// Characters; the sheet's default for a column that no table uses.
  double At(size_t column) const;
  /// The sum over the columns that tables use.
  double Total() const;
  size_t size() const { return widths_.size(); }
  /// How many columns from the first are needed for `characters`, at least 1.
  uint16_t ColumnsFor(double characters) const;
  void ApplyTo(lxw_worksheet* sheet) const;

 private:
  void Grow(size_t column, double width);

  std::vector<double> widths_;
};

/// Lines that `text` takes when wrapped at `width` characters.
int LinesOf(std::string_view text, double width);

}  // namespace kebao::render::xlsx
