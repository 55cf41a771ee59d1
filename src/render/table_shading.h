#pragma once

#include <optional>
#include <vector>

#include "document/document.h"

namespace kebao::render {

/// What a table's conditional formats say of one figure.
struct Shade {
  int scale = 0;                                   // colour scale: -4 (worst) … 4 (best)
  std::optional<int> bar_hundredths;               // data bar: length in 0 … 100
  bool is_bar_negative = false;                    // the value is below zero
  document::Tone tone = document::Tone::kNeutral;  // threshold: good at or beyond it, else bad
};
inline constexpr int kScaleSteps = 4;

/// A table's conditional formats, worked out once per table. Colour scales are linear from the
/// least to the median and from the median to the most, as spreadsheets do; data bars are shares of
/// the largest magnitude.
class TableShading {
 public:
  explicit TableShading(const document::Table& table);

  /// Nothing for cells without a value or a format, and for muted figures, which must not be
  /// judged. `column` is an index into Table::columns.
  Shade Of(size_t column, const document::Figure& figure) const;

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
  static void Apply(const Rule& rule, double value, Shade& shade);

  std::vector<Rule> rules_;
};

}  // namespace kebao::render
