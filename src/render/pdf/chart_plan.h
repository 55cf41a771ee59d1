#pragma once

#include <vector>

#include "document/document.h"
#include "render/charts_ahead.h"

namespace kebao::render::pdf {

/// Two charts from `index` on that stand side by side.
bool IsChartPair(const std::vector<document::Block>& blocks, size_t index);

/// Those that the cover shows, small.
std::vector<const document::Chart*> CoverChartsOf(const document::Document& document);

/// Every chart of the report in the sizes and the order in which the layout will ask for it. A
/// guess only in this: a cover that is full already leaves its charts out.
std::vector<WantedChart> ChartPlanOf(const document::Document& document);

}  // namespace kebao::render::pdf
