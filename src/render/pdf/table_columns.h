#pragma once

#include <string_view>
#include <vector>

#include "document/document.h"
#include "render/pdf/typesetter.h"

namespace kebao::render::pdf {

inline constexpr double kCellPaddingX = 3.5;

/// What a column would like to have, in points, padding included.
struct ColumnWant {
  double least = 0;      // narrower, its figures or words would break
  double preferred = 0;  // wider wins nothing
};

struct ColumnPlace {
  size_t column;  // index into Table::columns
  double x;       // from the left edge of the table
  double width;
};
/// Columns that stand beside each other; together as wide as the table.
using ColumnGroup = std::vector<ColumnPlace>;

/// How a table is cut to the width of the page.
struct ColumnPlan {
  Turn turn = Turn::kUpright;
  double type_size = 8;
  std::vector<ColumnGroup> groups;  // each begins with the table's first column
};

/// The text of a cell as it is printed: an asterisk marks figures that will still change.
std::string CellText(const document::Cell& cell);
Style CellStyle(const document::Cell& cell, double size, bool is_bold);

/// Columns for the width of a page: one group where that can be (in smaller type if need be), else
/// on a lying page where that takes fewer groups, else as few as possible, equally wide.
ColumnPlan PlanColumns(const document::Table& table, Typesetter& type);

/// The groups for given wants; the pure part of PlanColumns. No column is wider than
/// `width` less the first one.
std::vector<ColumnGroup> GroupColumns(std::vector<ColumnWant> wants, double width);

}  // namespace kebao::render::pdf
