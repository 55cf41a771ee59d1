#include "render/xlsx/chart_axes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "render/xlsx/cell_text.h"

namespace kebao::render::xlsx {
namespace {

using document::Chart;

constexpr uint32_t kAxisInk = 0x6B7280;

void StyleAxis(lxw_chart_axis* axis) {
  lxw_chart_font font = {};
  font.size = 9;
  font.color = kAxisInk;
  chart_axis_set_num_font(axis, &font);
  lxw_chart_line line = {};
  line.color = kGrid;
  line.width = 0.75F;
  chart_axis_set_line(axis, &line);
  chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
}

/// The largest value that the drawing shows.
double LargestOf(const Drawing& drawing) {
  double largest = 0;
  for (const size_t index : drawing.series) {
    const auto& values = drawing.chart.series[index].values;
    for (size_t p = 0; p < drawing.points; ++p) {
      if (values[p] && std::isfinite(*values[p])) largest = std::max(largest, std::abs(*values[p]));
    }
  }
  return largest;
}

/// Whole minutes or hours between the grid lines: Excel would choose tenths of a day.
void SetDurationStep(lxw_chart_axis* values, const Drawing& drawing) {
  constexpr std::array<int, 17> kSteps = {1,   2,   5,    10,   15,   30,     60,     120,   300,
                                          600, 900, 1800, 3600, 7200, 21'600, 43'200, 86'400};
  const double wanted = LargestOf(drawing) / 6;
  const auto step =
      std::find_if(kSteps.begin(), kSteps.end(), [&](int seconds) { return seconds >= wanted; });
  const double seconds =
      step != kSteps.end() ? *step : std::ceil(wanted / kSteps.back()) * kSteps.back();
  chart_axis_set_major_unit(values, seconds * NativeFactor(document::NumberFormat::kDuration));
}

void StyleValues(lxw_chart_axis* values, const Drawing& drawing, const UnitWords& units) {
  StyleAxis(values);
  chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
  lxw_chart_line grid = {};
  grid.color = kGrid;
  grid.width = 0.75F;
  chart_axis_major_gridlines_set_line(values, &grid);
  const document::NumberFormat format = drawing.chart.series[drawing.series.front()].format;
  chart_axis_set_num_format(values, PatternOf(format, units).c_str());
  if (format == document::NumberFormat::kDuration) SetDurationStep(values, drawing);
}

void StyleCategories(lxw_chart_axis* categories, bool is_vertical) {
  StyleAxis(categories);
  chart_axis_set_label_position(categories, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_axis_major_gridlines_set_visible(categories, LXW_FALSE);
  if (!is_vertical) return;
  chart_axis_set_reverse(categories);       // the first category on top …
  chart_axis_set_crossing_max(categories);  // … and the values' axis still at the bottom
  chart_axis_set_interval_unit(categories, 1);
}

}  // namespace

/// Figures on both axes.
void StyleDotAxes(lxw_chart* native, const Drawing& drawing, const UnitWords& units) {
  for (const size_t index : {size_t{0}, size_t{1}}) {
    lxw_chart_axis* axis = index == 0 ? native->x_axis : native->y_axis;
    const Drawing of_axis{drawing.chart, {index}, drawing.points, drawing.header_row};
    StyleValues(axis, of_axis, units);
    chart_axis_set_name(axis, MakeCellText(drawing.chart.series[index].name, 250).text.c_str());
  }
}

/// In horizontal bars the library calls the axis of the categories y.
void StyleAxes(lxw_chart* native, const Drawing& drawing, const UnitWords& units) {
  if (drawing.chart.kind == Chart::Kind::kScatter) return StyleDotAxes(native, drawing, units);
  const bool is_horizontal = drawing.chart.kind == Chart::Kind::kHorizontalBar ||
                             drawing.chart.kind == Chart::Kind::kWaterfall;
  StyleCategories(is_horizontal ? native->y_axis : native->x_axis, is_horizontal);
  StyleValues(is_horizontal ? native->x_axis : native->y_axis, drawing, units);
}

}  // namespace kebao::render::xlsx
