#include "render/office/chart_pictures.h"

#include <fmt/format.h>

#include "render/picture/svg_picture.h"
#include "render/picture/unknown_glyphs.h"
#include "render/worker/worker_chart_drawer.h"

namespace kebao::render::office {
namespace {

using document::Chart;

std::vector<const Chart*> ChartsOf(const document::Document& document) {
  std::vector<const Chart*> charts;
  for (const document::Section& section : document.sections)
    for (const document::Block& block : section.blocks)
      if (const auto* chart = std::get_if<Chart>(&block)) charts.push_back(chart);
  return charts;
}

/// `boxes`: characters without a shape are added.
Result<std::string> PictureOf(const Chart& chart, const std::string& language, ChartPlan& plan,
                              ChartDrawer& drawer, int* boxes) {
  KEBAO_TRY(const DrawnChart drawn, drawer.Draw(chart, plan.size, language));
  if (!drawn.warning.empty()) plan.notices.push_back(drawn.warning);
  *boxes += UnknownGlyphsOf(drawn.svg, kChartFontFamily);
  return PngOfSvg(drawn.svg, drawn.size.width, drawn.size.height);
}

}  // namespace

std::vector<std::string> DrawCharts(const document::Document& document, const Texts& texts,
                                    ChartPlan& plan, ChartDrawer* drawer) {
  std::vector<std::string> pictures(plan.charts.size());
  if (plan.charts.empty()) return pictures;
  if (drawer == nullptr) {
    plan.notices.push_back(texts.Get("render.office.warning_no_charts"));
    return pictures;
  }
  const std::vector<const Chart*> charts = ChartsOf(document);
  int boxes = 0;
  for (size_t i = 0; i < pictures.size(); ++i) {
    const Chart& chart = *charts.at(plan.charts[i]);
    auto picture = PictureOf(chart, document.language, plan, *drawer, &boxes);
    if (picture) {
      pictures[i] = std::move(*picture);
      continue;
    }
    const ProblemText why = texts.Describe(picture.error());
    plan.notices.push_back(
        texts.Get("render.office.warning_chart",
                  {{"chart", chart.title.empty() ? chart.id : chart.title}, {"reason", why.what}}));
  }
  if (boxes > 0)
    plan.notices.push_back(
        texts.Get("render.office.warning_glyphs", {{"count", fmt::format("{}", boxes)}}));
  return pictures;
}

}  // namespace kebao::render::office
