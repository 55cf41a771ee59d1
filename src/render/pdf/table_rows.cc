#include "render/pdf/table_rows.h"

#include <algorithm>

namespace kebao::render::pdf {
namespace {

using document::Cell;
using document::Figure;
using document::Tone;

constexpr double kPaddingY = 2.6;
constexpr int kMostHeaderLines = 6;
constexpr double kScaleTint = 0.11;  // per step of a colour scale
constexpr double kDiamondRoom = 6;

double InnerWidth(const RowCell& cell) { return cell.place->width - 2 * kCellPaddingX; }

double CellHeight(const RowCell& cell, double line_height) {
  return cell.lines ? cell.lines->height() : line_height;
}

void FinishRow(TableRow& row, const Style& style, PageContext& page) {
  row.line_height = page.type.glyphs().LineHeight(style);
  row.height = row.line_height;
  for (const RowCell& cell : row.cells)
    row.height = std::max(row.height, CellHeight(cell, row.line_height));
  row.height += 2 * kPaddingY;
}

void BreakLines(RowCell& cell, int most_lines, PageContext& page) {
  if (GlyphCache::CanSet(cell.text)) {
    cell.text_width = page.type.glyphs().Width(cell.text, cell.style);
    if (cell.text_width <= InnerWidth(cell) + 0.01) return;
  }
  cell.lines =
      page.type.Set(cell.text, cell.style, InnerWidth(cell),
                    {.alignment = cell.is_right_aligned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT,
                     .most_lines = most_lines});
}

/// Colour and mark by the figure's own tone, else by its column's threshold.
void Judge(RowCell& cell, const Figure& figure, size_t column, const TableShading* shading) {
  Tone tone = figure.tone;
  if (shading != nullptr) cell.shade = shading->Of(column, figure);
  if (tone == Tone::kNeutral) tone = cell.shade.tone;
  cell.style.colour = ToneColour(tone);
  cell.is_marked = tone == Tone::kBad;
}

RowCell MeasureCell(const Cell& content, const ColumnPlace& place, const RowOptions& options,
                    PageContext& page) {
  RowCell cell;
  cell.place = &place;
  cell.text = page.type.Clean(CellText(content));
  cell.style = CellStyle(content, options.type_size, options.is_bold);
  if (const auto* figure = std::get_if<Figure>(&content)) {
    cell.is_right_aligned = true;
    if (options.is_linked) cell.address = figure->provenance.link;
    Judge(cell, *figure, place.column, options.shading);
  }
  BreakLines(cell, 0, page);
  return cell;
}

void PutGround(Flow& flow, const RowCell& cell, double height) {
  const double x = flow.left() + cell.place->x;
  if (cell.shade.scale != 0) {
    const Rgb colour = cell.shade.scale > 0 ? kScaleGood : kScaleBad;
    flow.Put(FillMark{{x, flow.y(), cell.place->width, height},
                      Tint(colour, kScaleTint * std::abs(cell.shade.scale))});
  }
  if (cell.shade.bar_hundredths) {
    const double width = InnerWidth(cell) * *cell.shade.bar_hundredths / 100;
    flow.Put(FillMark{{x + kCellPaddingX, flow.y() + 1.5, width, height - 3},
                      cell.shade.is_bar_negative ? kBarNegative : kBar});
  }
}

void PutDiamond(Flow& flow, const RowCell& cell, const TableRow& row) {
  const double width = cell.lines ? cell.lines->widest_line() : cell.text_width;
  const double x = flow.left() + cell.place->x + cell.place->width - kCellPaddingX - width;
  flow.Put(DiamondMark{std::max(x - kDiamondRoom, flow.left() + cell.place->x + 1) + 2,
                       flow.y() + kPaddingY + row.line_height / 2, kBad});
}

void PutText(Flow& flow, const RowCell& cell, PageContext& page) {
  const double left = flow.left() + cell.place->x + kCellPaddingX;
  const double top = flow.y() + kPaddingY;
  if (cell.lines) {
    flow.Put(TextMark{cell.lines, 0, cell.lines->line_count(), left, top});
    return;
  }
  if (cell.text.empty()) return;
  const double x = cell.is_right_aligned ? left + InnerWidth(cell) - cell.text_width : left;
  flow.Put(GlyphMark{cell.text, cell.style, x, top + page.type.glyphs().Ascent(cell.style)});
}

Rect AreaOf(const Flow& flow, const RowCell& cell, double height) {
  return {flow.left() + cell.place->x, flow.y(), cell.place->width, height};
}

double RowWidth(const TableRow& row) {
  const ColumnPlace& last = *row.cells.back().place;
  return last.x + last.width;
}

void OpenRow(Flow& flow, CellTags tags) {
  if (tags != CellTags::kNone) flow.Put(OpenTag{"TR"});
  if (tags == CellTags::kRows) flow.Put(OpenTag{"TD"});
}

void CloseRow(Flow& flow, CellTags tags) {
  if (tags == CellTags::kRows) flow.Put(CloseTag{"TD"});
  if (tags != CellTags::kNone) flow.Put(CloseTag{"TR"});
}

void PutRowGround(Flow& flow, const TableRow& row, double height) {
  if (row.ground) flow.Put(FillMark{{flow.left(), flow.y(), RowWidth(row), height}, *row.ground});
  for (const RowCell& cell : row.cells) PutGround(flow, cell, height);
}

}  // namespace

TableRow MeasureRow(const document::Table&, const std::vector<Cell>& row, const ColumnGroup& group,
                    const RowOptions& options, PageContext& page) {
  TableRow measured;
  measured.ground = options.ground;
  for (const ColumnPlace& place : group)
    measured.cells.push_back(MeasureCell(row[place.column], place, options, page));
  FinishRow(measured, {options.type_size, options.is_bold, kInk}, page);
  return measured;
}

TableRow MeasureHeader(const document::Table& table, const ColumnGroup& group, double type_size,
                       PageContext& page) {
  TableRow header;
  header.ground = kHead;
  header.cell_tag = "TH";
  for (const ColumnPlace& place : group) {
    const document::TableColumn& column = table.columns[place.column];
    RowCell cell;
    cell.place = &place;
    cell.text = page.type.Clean(column.title);
    cell.style = {type_size, true, kInk};
    cell.is_right_aligned = column.format.has_value();
    if (page.defined_metrics.contains(column.id)) cell.link = "metric-" + column.id;
    BreakLines(cell, kMostHeaderLines, page);
    header.cells.push_back(std::move(cell));
  }
  FinishRow(header, {type_size, true, kInk}, page);
  return header;
}

void PutRow(Flow& flow, const TableRow& row, CellTags tags, PageContext& page) {
  PutRowGround(flow, row, row.height);
  OpenRow(flow, tags);
  for (const RowCell& cell : row.cells) {
    if (tags == CellTags::kCells) flow.Put(OpenTag{row.cell_tag});
    const bool is_link = !cell.link.empty() || !cell.address.empty();
    if (is_link) flow.Put(OpenLink{cell.link, AreaOf(flow, cell, row.height), cell.address});
    if (cell.is_marked) PutDiamond(flow, cell, row);
    PutText(flow, cell, page);
    if (is_link) flow.Put(CloseLink{});
    if (tags == CellTags::kCells) flow.Put(CloseTag{row.cell_tag});
  }
  CloseRow(flow, tags);
  flow.Advance(row.height);
}

bool PutRowSlice(Flow& flow, const TableRow& row, std::vector<size_t>& next_lines, CellTags tags) {
  const double room = flow.Room() - 2 * kPaddingY;
  double tallest = 0;
  bool is_left = false;
  OpenRow(flow, tags);
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const RowCell& cell = row.cells[i];
    const size_t first = next_lines[i];
    size_t end = cell.lines->EndOfFitting(first, room);
    if (flow.IsAtTop() && end == first) end = std::min(first + 1, cell.lines->line_count());
    if (tags == CellTags::kCells) flow.Put(OpenTag{row.cell_tag});
    if (end > first)
      flow.Put(TextMark{cell.lines, first, end, flow.left() + cell.place->x + kCellPaddingX,
                        flow.y() + kPaddingY});
    if (tags == CellTags::kCells) flow.Put(CloseTag{row.cell_tag});
    tallest = std::max(tallest, cell.lines->Height(first, end));
    next_lines[i] = end;
    is_left = is_left || end < cell.lines->line_count();
  }
  CloseRow(flow, tags);
  flow.Advance(tallest + 2 * kPaddingY);
  return is_left;
}

}  // namespace kebao::render::pdf
