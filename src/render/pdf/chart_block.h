#pragma once

#include <optional>

#include "document/document.h"
#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// A chart drawn for a place of this width.
struct ChartPicture {
  std::shared_ptr<const std::string> svg;
  double width = 0;
  double height = 0;
};

/// Of each of two charts side by side.
double HalfWidth(double width);

/// What a chart is asked for in for a place of this width (in points).
ChartSize SizeFor(const document::Chart& chart, double width);

/// Nothing where the chart has no values or cannot be drawn; the latter is said in page.warnings.
std::optional<ChartPicture> DrawChart(const document::Chart& chart, double width,
                                      PageContext& page);

/// A chart that does well in half the width of the page.
bool IsNarrow(const document::Chart& chart);

/// A chart that can be read in a quarter of the page.
bool DoesWellSmall(const document::Chart& chart);

/// Title, sentence and drawing; the figures as a table where it cannot be drawn.
void FlowChart(Flow& flow, const document::Chart& chart, PageContext& page);
/// Two narrow charts side by side.
void FlowChartPair(Flow& flow, const document::Chart& left, const document::Chart& right,
                   PageContext& page);
/// As much of the charts as fits the rest of the page, two in a row, titles only.
void FlowChartOverview(Flow& flow, const std::vector<const document::Chart*>& charts,
                       PageContext& page);

}  // namespace kebao::render::pdf
