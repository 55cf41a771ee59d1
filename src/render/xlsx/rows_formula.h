#pragma once

#include <cstdint>
#include <string>

#include "render/xlsx/rows_figure.h"

namespace kebao::render::xlsx {

struct RowsFormula {
  std::string text;  // without "="
  bool is_array = false;
};

/// Formulas over a sheet of rows, a header above them. A group's formula reads its key from a cell,
/// so that no text of the data is ever part of a formula.
class RowsFormulas {
 public:
  /// `sheet` as in a workbook; `last_row`: 1-based, at least 2.
  RowsFormulas(const std::string& sheet, uint32_t last_row);

  RowsFormula OfAll(const RowsFigure& figure) const;
  /// Of the rows whose `column` holds what the cell `key` ("$A7") holds.
  RowsFormula OfGroup(const RowsFigure& figure, size_t column, const std::string& key,
                      const std::string& key_text) const;

 private:
  std::string Range(size_t column) const;
  RowsFormula ByCriteria(const RowsFigure& figure, size_t column, const std::string& key) const;
  RowsFormula ByArray(const RowsFigure& figure, const std::string& condition) const;

  std::string sheet_;
  std::string last_row_;
};

/// Whether COUNTIFS, SUMIFS and AVERAGEIFS find exactly the cells with this text. They read
/// operators, wildcards, numbers, dates and truth values out of a text, do not tell cases apart and
/// take 255 characters; of other letters than those of ASCII and Chinese it is not sure what they
/// hold for equal.
bool IsPlainCriterion(const std::string& text);

}  // namespace kebao::render::xlsx
