#include "render/pdf/section.h"

#include "render/pdf/chart_block.h"
#include "render/pdf/chart_plan.h"
#include "render/pdf/definition_block.h"
#include "render/pdf/kpi_tiles.h"
#include "render/pdf/prose.h"
#include "render/pdf/table_block.h"

namespace kebao::render::pdf {
namespace {

using document::Block;
using document::Chart;

/// Puts one block, whatever it is.
struct BlockFlow {
  Flow& flow;
  PageContext& page;

  void operator()(const document::Heading& heading) const { FlowHeading(flow, heading, page); }
  void operator()(const document::Paragraph& text) const { FlowParagraph(flow, text, page); }
  void operator()(const document::KpiRow& row) const {
    FlowKpiRow(flow, row, KpiNotes::kShown, page);
  }
  void operator()(const Chart& chart) const { FlowChart(flow, chart, page); }
  void operator()(const document::Table& table) const { FlowTable(flow, table, page); }
  void operator()(const document::DefinitionList& list) const { FlowDefinitions(flow, list, page); }
};

/// What a title must have below it on its page: all text up to the first thing that is none, and
/// enough of that to be worth looking at.
double RoomBelowTitle(const std::vector<Block>& blocks) {
  constexpr double kLine = 40;
  constexpr double kTiles = 110;
  constexpr double kTableHead = 120;
  constexpr double kChart = 290;
  double room = 0;
  for (const Block& block : blocks) {
    if (std::holds_alternative<Chart>(block)) return room + kChart;
    if (std::holds_alternative<document::KpiRow>(block)) return room + kTiles;
    if (std::holds_alternative<document::Table>(block)) return room + kTableHead;
    room += kLine;
  }
  return room;
}

/// A table that follows the section's title at once: the title stands on its page.
const document::Table* LeadingTable(const std::vector<Block>& blocks) {
  return blocks.empty() ? nullptr : std::get_if<document::Table>(&blocks.front());
}

void FlowBlock(Flow& flow, const Block& block, PageContext& page) {
  if (!std::holds_alternative<document::Table>(block)) flow.Turn(Turn::kUpright);
  std::visit(BlockFlow{flow, page}, block);
}

}  // namespace

void FlowSection(Flow& flow, const document::Section& section, size_t index, PageContext& page) {
  const document::Table* leading = LeadingTable(section.blocks);
  const ColumnPlan plan = leading != nullptr ? PlanColumns(*leading, page.type) : ColumnPlan();
  flow.Turn(plan.turn);
  flow.Put(OpenTag{"Sect"});
  FlowSectionTitle(flow, section, index, RoomBelowTitle(section.blocks), page);
  if (leading != nullptr) FlowTable(flow, *leading, plan, page);
  for (size_t i = leading != nullptr ? 1 : 0; i < section.blocks.size(); ++i) {
    if (page.drawer != nullptr && IsChartPair(section.blocks, i)) {
      flow.Turn(Turn::kUpright);
      FlowChartPair(flow, std::get<Chart>(section.blocks[i]),
                    std::get<Chart>(section.blocks[i + 1]), page);
      ++i;
      continue;
    }
    FlowBlock(flow, section.blocks[i], page);
  }
  flow.Put(CloseTag{"Sect"});
}

}  // namespace kebao::render::pdf
