#include "render/xlsx/section_layout.h"

#include <algorithm>

namespace kebao::render::xlsx {
namespace {

using document::Block;
using document::Chart;
using document::Heading;
using document::Table;

/// A table up to this wide leaves room for a chart beside it, on the screen and on paper.
constexpr double kNarrow = 72;

/// The only table that has a filter and can have its header frozen; null where there are none or
/// several.
const Table* OnlyTable(const document::Section& section) {
  const Table* only = nullptr;
  for (const Block& block : section.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table == nullptr) continue;
    if (only != nullptr) return nullptr;
    only = table;
  }
  return only;
}

bool IsNativeChart(const Block& block) {
  const auto* chart = std::get_if<Chart>(&block);
  return chart != nullptr && !IsGrid(chart->kind);
}

void MeasureBlock(const Block& block, const BlockTitles& titles, ColumnWidths& widths) {
  if (const auto* table = std::get_if<Table>(&block)) widths.Measure(*table);
  if (const auto* kpis = std::get_if<document::KpiRow>(&block))
    widths.Measure(TableOf(*kpis, titles));
  if (const auto* list = std::get_if<document::DefinitionList>(&block))
    widths.Measure(TableOf(*list, titles));
  if (const auto* chart = std::get_if<Chart>(&block); chart != nullptr && IsGrid(chart->kind)) {
    widths.MeasureGrid(TableOf(*chart));
  }
}

/// Takes the charts, and headings that belong to one, out of the flow.
void MoveCharts(const document::Section& section, SectionLayout& layout) {
  const auto& blocks = section.blocks;
  for (size_t b = 0; b < blocks.size(); ++b) {
    const auto* heading = std::get_if<Heading>(&blocks[b]);
    const bool is_of_chart =
        heading != nullptr && b + 1 < blocks.size() && IsNativeChart(blocks[b + 1]);
    if (is_of_chart) {
      layout.moved.push_back({heading, &std::get<Chart>(blocks[++b])});
    } else if (IsNativeChart(blocks[b])) {
      layout.moved.push_back({nullptr, &std::get<Chart>(blocks[b])});
    } else {
      layout.flow.push_back(&blocks[b]);
    }
  }
}

}  // namespace

SectionLayout LayOut(const document::Section& section, const BlockTitles& titles) {
  SectionLayout layout;
  layout.only_table = OnlyTable(section);
  for (const Block& block : section.blocks) MeasureBlock(block, titles, layout.widths);
  if (layout.only_table != nullptr) {
    MoveCharts(section, layout);
    layout.is_beside = layout.widths.Total() <= kNarrow;
  } else {
    for (const Block& block : section.blocks) layout.flow.push_back(&block);
  }
  return layout;
}

}  // namespace kebao::render::xlsx
