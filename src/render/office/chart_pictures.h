#pragma once

#include <string>
#include <vector>

#include "base/texts.h"
#include "document/document.h"
#include "render/chart_drawer.h"

namespace kebao::render::office {

struct ChartPlan {
  std::vector<size_t> charts;  // places among all charts of the document
  ChartSize size;
  std::vector<std::string> notices;  // for the reader, in the document's language
};

/// PNG of each chart of the plan; empty where it could not be drawn, which adds a notice that says
/// why.
std::vector<std::string> DrawCharts(const document::Document& document, const Texts& texts,
                                    ChartPlan& plan, ChartDrawer* drawer);

}  // namespace kebao::render::office
