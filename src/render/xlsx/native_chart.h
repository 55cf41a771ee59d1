#pragma once

#include "document/document.h"
#include "render/xlsx/chart_data_sheet.h"

namespace kebao::render::xlsx {

inline constexpr int kChartPixels = 720;

/// Width in characters of a chart that stands beside a table.
inline constexpr double kChartCharacters = 102;

/// Draws a line, bar or horizontal bar chart with Excel's own charts at (row, column) of the sheet;
/// series of different formats get a chart each, one below the other, because they share no axis.
/// Returns the rows taken.
uint32_t InsertCharts(Book& book, ChartDataSheet& data, Sheet& sheet, const document::Chart& chart,
                      uint32_t row, uint16_t column);

}  // namespace kebao::render::xlsx
