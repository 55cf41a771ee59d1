#pragma once

#include <string>
#include <vector>

#include "document/document.h"

namespace kebao::render::html {

/// The classes that a table's conditional formats give to the cells of its body, worked out once
/// per table. Colour scale: "s0" (worst) … "s8" (best), linear from the least to the median and
/// from the median to the most, as spreadsheets do; "s4" is not coloured. Data bar: "bar b0" … "bar
/// b100", hundredths of the largest magnitude
/// ("neg" where below zero). Threshold: "tone-good" at or beyond it, else "tone-bad".
class TableShading {
 public:
  explicit TableShading(const document::Table& table);

  /// Empty for cells without a value or a format, and for muted figures, which must not be judged.
  /// `column` is an index into Table::columns.
  std::string ClassOf(size_t column, const document::Figure& figure) const;

 private:
  struct Range {
    double least = 0;
    double median = 0;
    double most = 0;
  };
  struct Rule {
    size_t column;
    document::ConditionalFormat format;
    Range range;
  };

  static Range RangeOf(const document::Table& table, size_t column);
  static std::string ClassOf(const Rule& rule, double value);
  static std::string ScaleClass(const Rule& rule, double value);
  static std::string BarClass(const Rule& rule, double value);

  std::vector<Rule> rules_;
};

}  // namespace kebao::render::html
