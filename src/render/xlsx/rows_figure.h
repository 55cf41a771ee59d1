#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kebao::render {

/// A figure that is computed from columns of a sheet of rows. A row that is not in a part has an
/// empty cell there.
struct RowsFigure {
  enum class Kind : uint8_t {
    kCount,     // cells with a value
    kSum,       // of the values; none without a value
    kMean,      // of the values
    kRatio,     // the sum of `value` by the sum of `denominator`
    kQuantile,  // of the values, between neighbours linearly (PERCENTILE.INC)
    kMin,
    kMax,
  };
  enum class Format : uint8_t { kInteger, kNumber, kShare };
  Kind kind = Kind::kCount;
  std::string title;
  size_t value = 0;  // column
  std::optional<size_t> denominator;
  double scale = 1;  // of a mean and a ratio
  double quantile = 0;
  bool is_zero_when_empty = false;  // of a sum
  Format format = Format::kNumber;
};

/// What the figures were when the workbook was written.
struct RowsAnswer {
  std::optional<double> value;
  bool is_recorded = true;
};

/// The rows of one value of a dimension.
struct RowsGroup {
  std::string key;                  // as it stands in the dimension's column
  std::vector<RowsAnswer> answers;  // of each figure
};

/// Figures by the values of a column; without a column: of all rows.
struct RowsBlock {
  std::string title;
  std::optional<size_t> column;
  std::vector<RowsGroup> groups;
};

}  // namespace kebao::render
