#include "render/pdf/chart_plan.h"

#include <algorithm>

#include "render/chart_table.h"
#include "render/pdf/chart_block.h"
#include "render/pdf/paper.h"

namespace kebao::render::pdf {
namespace {

using document::Block;
using document::Chart;
using document::Document;

constexpr size_t kMostCoverCharts = 4;

bool IsHalf(const std::vector<Block>& blocks, size_t index) {
  if (index >= blocks.size()) return false;
  const auto* chart = std::get_if<Chart>(&blocks[index]);
  return chart != nullptr && IsNarrow(*chart) && HasValues(*chart);
}

std::vector<const Chart*> ChartsOf(const Document& document) {
  std::vector<const Chart*> charts;
  for (const document::Section& section : document.sections)
    for (const Block& block : section.blocks)
      if (const auto* chart = std::get_if<Chart>(&block)) charts.push_back(chart);
  return charts;
}

void PlanSection(const std::vector<Block>& blocks, std::vector<WantedChart>* plan) {
  const auto add = [&](size_t index, double width) {
    const auto* chart = std::get_if<Chart>(&blocks[index]);
    if (chart != nullptr && HasValues(*chart)) plan->push_back({chart, SizeFor(*chart, width)});
  };
  for (size_t i = 0; i < blocks.size(); ++i) {
    const bool is_pair = IsChartPair(blocks, i);
    const double width = is_pair ? HalfWidth(kContentWidth) : kContentWidth;
    add(i, width);
    if (is_pair) add(++i, width);
  }
}

}  // namespace

bool IsChartPair(const std::vector<Block>& blocks, size_t index) {
  return IsHalf(blocks, index) && IsHalf(blocks, index + 1);
}

std::vector<const Chart*> CoverChartsOf(const Document& document) {
  std::vector<const Chart*> charts = ChartsOf(document);
  std::erase_if(charts,
                [](const Chart* chart) { return !HasValues(*chart) || !DoesWellSmall(*chart); });
  charts.resize(std::min(charts.size(), kMostCoverCharts));
  return charts;
}

std::vector<WantedChart> ChartPlanOf(const Document& document) {
  std::vector<WantedChart> plan;
  for (const Chart* chart : CoverChartsOf(document))
    plan.push_back({chart, SizeFor(*chart, HalfWidth(kContentWidth))});
  for (const document::Section& section : document.sections) PlanSection(section.blocks, &plan);
  return plan;
}

}  // namespace kebao::render::pdf
