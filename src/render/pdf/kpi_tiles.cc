#include "render/pdf/kpi_tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "render/block_tables.h"
#include "render/pdf/table_block.h"

namespace kebao::render::pdf {
namespace {

using document::Figure;
using document::Kpi;
using document::Tone;

constexpr double kGap = 8;
constexpr double kPadding = 8;
constexpr double kEdge = 2.5;
constexpr double kTallestTile = 210;
constexpr double kValueSize = 17;
constexpr double kSmallestValue = 9;
constexpr Style kLabel{8.5, false, kInkSoft};
constexpr Style kAgainst{7, false, kInkFaint};
constexpr Style kSmall{6.5, false, kInkFaint};

/// The texts of a tile from top to bottom; a part may be absent.
struct Tile {
  const Kpi* kpi;
  std::vector<SetTextPtr> parts;
};
constexpr size_t kParts = 5;  // label, value, comparison, change, small print

/// As many tiles in a row as leave no gap at its end, where that can be; at most four.
size_t ColumnsFor(size_t tiles) {
  if (tiles <= 4) return std::max<size_t>(tiles, 2);
  for (const size_t columns : {4, 3})
    if (tiles % columns == 0) return columns;
  return 4;
}

std::vector<SetText::Link> LinkOf(const Figure& figure, size_t begin, size_t size) {
  if (figure.provenance.link.empty()) return {};
  return {{begin, size, figure.provenance.link}};
}

/// The value as large as it fits on one line.
SetTextPtr SetValue(const Figure& value, double width, PageContext& page) {
  const std::string text = value.text + (value.is_complete ? "" : "*");
  Style style{kValueSize, true, ToneColour(value.tone)};
  std::vector<SetText::Link> links = LinkOf(value, 0, text.size());
  if (!value.raw) return page.type.Set(text, {11, false, kInkSoft}, width, {.links = links});
  while (style.size > kSmallestValue && page.type.Width(text, style) > width * 1.15)
    style.size -= 1;
  return page.type.Set(text, style, width,
                       {.small_letters = std::min(9.5, style.size), .links = std::move(links)});
}

/// The direction as a shape, the judgement as a word: neither rests on colour.
std::string ChangeText(const Figure& change, const PageContext& page) {
  std::string text = change.text;
  if (change.raw && std::isfinite(*change.raw) && *change.raw != 0)
    text = (*change.raw > 0 ? "▲ " : "▼ ") + text;
  if (change.tone == Tone::kGood) text += "  " + page.texts.Get("render.pdf.improved");
  if (change.tone == Tone::kBad) text += "  " + page.texts.Get("render.pdf.worsened");
  return text;
}

/// Sample size and note.
std::string SmallPrint(const Kpi& kpi, KpiNotes notes, const PageContext& page) {
  std::string text;
  if (kpi.value.n)
    text = page.texts.Get("render.pdf.sample_size",
                          {{"n", fmt::format("{}", fmt::group_digits(*kpi.value.n))}});
  if (notes == KpiNotes::kLeftOut || kpi.note.empty()) return text;
  return text.empty() ? kpi.note : text + "\n" + kpi.note;
}

Tile SetTile(const Kpi& kpi, double width, KpiNotes notes, PageContext& page) {
  Tile tile{&kpi, std::vector<SetTextPtr>(kParts)};
  tile.parts[0] = page.type.Set(kpi.label, kLabel, width);
  tile.parts[1] = SetValue(kpi.value, width, page);
  if (kpi.change) {
    if (!kpi.change_label.empty()) tile.parts[2] = page.type.Set(kpi.change_label, kAgainst, width);
    const std::string text = ChangeText(*kpi.change, page);
    tile.parts[3] = page.type.Set(text, {8.5, true, ToneColour(kpi.change->tone)}, width,
                                  {.links = LinkOf(*kpi.change, 0, text.size())});
  }
  const std::string small = SmallPrint(kpi, notes, page);
  if (!small.empty()) tile.parts[4] = page.type.Set(small, kSmall, width);
  return tile;
}

using TileRow = std::vector<Tile>;

/// Parts of one kind stand on one line across the row.
double PartHeight(const TileRow& row, size_t part) {
  double height = 0;
  for (const Tile& tile : row)
    if (tile.parts[part]) height = std::max(height, tile.parts[part]->height());
  return height;
}

double RowHeight(const TileRow& row) {
  double height = 2 * kPadding;
  for (size_t part = 0; part < kParts; ++part) height += PartHeight(row, part);
  return height;
}

Rgb EdgeColour(const Kpi& kpi) {
  const bool is_judged =
      kpi.change && (kpi.change->tone == Tone::kGood || kpi.change->tone == Tone::kBad);
  return is_judged ? ToneColour(kpi.change->tone) : Tint(kAccent, 0.35);
}

void PutTile(Flow& flow, const TileRow& row, const Tile& tile, double x, double width) {
  const double height = RowHeight(row);
  flow.Put(FillMark{{x, flow.y(), width, height}, kTile});
  flow.Put(FillMark{{x, flow.y(), kEdge, height}, EdgeColour(*tile.kpi)});
  double y = flow.y() + kPadding;
  for (size_t part = 0; part < kParts; ++part) {
    if (const SetTextPtr& text = tile.parts[part]) {
      flow.Put(OpenTag{"P"});
      flow.Put(TextMark{text, 0, text->line_count(), x + kEdge + kPadding, y});
      flow.Put(CloseTag{"P"});
    }
    y += PartHeight(row, part);
  }
}

void PutRow(Flow& flow, const TileRow& row, double width) {
  flow.Gap(kGap);
  flow.Need(RowHeight(row));
  for (size_t i = 0; i < row.size(); ++i)
    PutTile(flow, row, row[i], flow.left() + static_cast<double>(i) * (width + kGap), width);
  flow.Advance(RowHeight(row));
}

std::vector<TileRow> SetRows(const std::vector<Kpi>& items, size_t columns, double width,
                             KpiNotes notes, PageContext& page) {
  std::vector<TileRow> rows;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i % columns == 0) rows.emplace_back();
    rows.back().push_back(SetTile(items[i], width - kEdge - 2 * kPadding, notes, page));
  }
  return rows;
}

BlockTitles TitlesFrom(const Texts& texts) {
  return {.kpi = texts.Get("render.pdf.kpi"),
          .value = texts.Get("render.pdf.value"),
          .change = texts.Get("render.pdf.change"),
          .compared_with = texts.Get("render.pdf.compared"),
          .note = texts.Get("render.pdf.note")};
}

}  // namespace

void FlowKpiRow(Flow& flow, const document::KpiRow& row, KpiNotes notes, PageContext& page) {
  if (row.items.empty()) return;
  const auto columns = static_cast<double>(ColumnsFor(row.items.size()));
  const double width = (flow.width() - (columns - 1) * kGap) / columns;
  const std::vector<TileRow> rows =
      SetRows(row.items, ColumnsFor(row.items.size()), width, notes, page);
  const bool is_too_tall = std::any_of(rows.begin(), rows.end(), [](const TileRow& tiles) {
    return RowHeight(tiles) > kTallestTile;
  });
  if (is_too_tall) return FlowTable(flow, TableOf(row, TitlesFrom(page.texts)), page);
  for (const TileRow& tiles : rows) PutRow(flow, tiles, width);
}

}  // namespace kebao::render::pdf
