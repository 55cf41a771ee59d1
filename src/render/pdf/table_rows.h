#pragma once

#include <optional>
#include <vector>

#include "render/pdf/page_context.h"
#include "render/pdf/table_columns.h"
#include "render/table_shading.h"

namespace kebao::render::pdf {

/// One cell of a row, measured: a short text for GlyphCache, or one broken into lines.
struct RowCell {
  const ColumnPlace* place = nullptr;
  std::string text;
  Style style;
  SetTextPtr lines;       // null: `text` stands on one line
  double text_width = 0;  // on one line
  bool is_right_aligned = false;
  bool is_marked = false;  // with a diamond
  Shade shade;
  std::string link;     // an anchor's key; may be empty
  std::string address;  // of the web; may be empty
};

/// A row of a column group, ready to be put.
struct TableRow {
  std::vector<RowCell> cells;
  double line_height = 0;  // of texts on one line
  double height = 0;       // padding included
  std::optional<Rgb> ground;
  const char* cell_tag = "TD";
};

struct RowOptions {
  double type_size = 8;
  const TableShading* shading = nullptr;  // null: none
  bool is_bold = false;
  std::optional<Rgb> ground = {};
  bool is_linked = true;  // figures lead to the live system
};

/// `row` is as wide as the table.
TableRow MeasureRow(const document::Table& table, const std::vector<document::Cell>& row,
                    const ColumnGroup& group, const RowOptions& options, PageContext& page);
TableRow MeasureHeader(const document::Table& table, const ColumnGroup& group, double type_size,
                       PageContext& page);

/// What structure tags are given to. Each is an object of about 120 bytes, which cairo 1.16 does
/// not compress: with all cells of a large table tagged, most of the file would be tags.
enum class CellTags : uint8_t { kCells, kRows, kNone };

/// Puts the row at the flow's place and advances; the caller has seen that there is room.
void PutRow(Flow& flow, const TableRow& row, CellTags tags, PageContext& page);

/// Puts the part of a row that is taller than a page: of each cell the lines that fit, from
/// `next_lines` on, which is moved forward. False when nothing is left.
bool PutRowSlice(Flow& flow, const TableRow& row, std::vector<size_t>& next_lines, CellTags tags);

}  // namespace kebao::render::pdf
