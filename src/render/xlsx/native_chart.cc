#include "render/xlsx/native_chart.h"

#include <algorithm>
#include <array>
#include <memory>

#include "render/xlsx/cell_text.h"
#include "render/xlsx/chart_axes.h"

namespace kebao::render::xlsx {
namespace {

using document::Chart;
using document::Series;

constexpr int kHeight = 320;       // pixels
constexpr int kBarThickness = 22;  // a horizontal bar with its gap
constexpr int kFrame = 110;        // title, axis and legend
constexpr int kRowPixels = 24;     // Book::AddSheet sets it
constexpr size_t kMaxBars = 40;
constexpr uint32_t kPrevious = 0xA9B4C2;
constexpr std::array<uint32_t, 8> kPalette = {0x2E75B6, 0xED8B2D, 0x3BA272, 0x8E5EA2,
                                              0xD64550, 0x17A2B8, 0xB08A2E, 0x5B6B7B};

uint8_t TypeOf(Chart::Kind kind) {
  switch (kind) {
    case Chart::Kind::kLine:
    case Chart::Kind::kControl:
    case Chart::Kind::kForecast:
      return LXW_CHART_LINE;
    case Chart::Kind::kArea:
      return LXW_CHART_AREA;
    case Chart::Kind::kPie:
      return LXW_CHART_PIE;
    case Chart::Kind::kBar:
      return LXW_CHART_COLUMN;
    case Chart::Kind::kStackedBar:
      return LXW_CHART_COLUMN_STACKED;
    case Chart::Kind::kScatter:
      return LXW_CHART_SCATTER;
    case Chart::Kind::kHorizontalBar:
    case Chart::Kind::kWaterfall:  // levels and changes beside each other
    case Chart::Kind::kHeatMap:    // never drawn: its cells are coloured
    case Chart::Kind::kSankey:     // nor this
      break;
  }
  return LXW_CHART_BAR;
}

bool LiesDown(Chart::Kind kind) {
  return kind == Chart::Kind::kHorizontalBar || kind == Chart::Kind::kWaterfall;
}

bool IsOfLines(Chart::Kind kind) { return TypeOf(kind) == LXW_CHART_LINE; }

/// A kind of a later release comes as bars, which show any figures.
bool IsKnown(Chart::Kind kind) {
  switch (kind) {
    case Chart::Kind::kLine:
    case Chart::Kind::kArea:
    case Chart::Kind::kPie:
    case Chart::Kind::kBar:
    case Chart::Kind::kStackedBar:
    case Chart::Kind::kHorizontalBar:
    case Chart::Kind::kHeatMap:
    case Chart::Kind::kWaterfall:
    case Chart::Kind::kControl:
    case Chart::Kind::kForecast:
    case Chart::Kind::kSankey:
    case Chart::Kind::kScatter:
      return true;
  }
  return false;
}

bool IsPie(const Drawing& drawing) { return drawing.chart.kind == Chart::Kind::kPie; }

bool IsBars(Chart::Kind kind) {
  return kind == Chart::Kind::kBar || LiesDown(kind) || kind == Chart::Kind::kStackedBar;
}

uint32_t ColorOfSeries(const Series& series, size_t place) {
  return series.role == "previous" ? kPrevious : kPalette[place % kPalette.size()];
}

bool IsIncompleteAt(const Series& series, size_t point) {
  return point < series.incomplete.size() && series.incomplete[point];
}

void StyleLine(lxw_chart_series* native, uint32_t color, const Series& series) {
  lxw_chart_line line = {};
  line.color = color;
  line.width = series.role == "previous" ? 1.5F : 2.25F;
  chart_series_set_line(native, &line);
  chart_series_set_marker_type(
      native, series.values.size() <= 62 ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_NONE);
  chart_series_set_marker_size(native, 4);
  lxw_chart_fill fill = {};
  fill.color = color;
  chart_series_set_marker_fill(native, &fill);
  line.width = 0.75F;
  chart_series_set_marker_line(native, &line);
}

void StyleBar(lxw_chart_series* native, uint32_t color) {
  lxw_chart_fill fill = {};
  fill.color = color;
  chart_series_set_fill(native, &fill);
}

/// Points of periods that have not ended: hollow markers, hatched bars.
void MarkIncomplete(lxw_chart_series* native, const Drawing& drawing, const Series& series,
                    uint32_t color) {
  if (std::none_of(series.incomplete.begin(), series.incomplete.end(), [](bool is) { return is; }))
    return;
  lxw_chart_fill hollow = {};
  hollow.color = theme::kWhite;
  lxw_chart_line line = {};
  line.color = color;
  line.width = 1.5F;
  lxw_chart_pattern pattern = {};
  pattern.fg_color = color;
  pattern.bg_color = theme::kWhite;
  pattern.type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL;
  lxw_chart_point plain = {};
  lxw_chart_point marked = {};
  if (IsOfLines(drawing.chart.kind)) {
    marked.line = &line;  // the library puts both on the marker
    marked.fill = &hollow;
  } else {
    marked.pattern = &pattern;
  }
  std::vector<lxw_chart_point*> points;
  for (size_t p = 0; p < drawing.points; ++p)
    points.push_back(IsIncompleteAt(series, p) ? &marked : &plain);
  points.push_back(nullptr);
  chart_series_set_points(native, points.data());
}

/// Each slice in a colour of its own, with its name and share beside it.
void StyleSlices(lxw_chart_series* native, const Drawing& drawing) {
  std::vector<lxw_chart_fill> fills(drawing.points);
  std::vector<lxw_chart_point> slices(drawing.points);
  std::vector<lxw_chart_point*> pointers;
  for (size_t p = 0; p < drawing.points; ++p) {
    fills[p].color = kPalette[p % kPalette.size()];
    slices[p].fill = &fills[p];
    pointers.push_back(&slices[p]);
  }
  pointers.push_back(nullptr);
  chart_series_set_points(native, pointers.data());
  chart_series_set_labels_options(native, LXW_FALSE, LXW_TRUE, LXW_FALSE);
  chart_series_set_labels_percentage(native);
  chart_series_set_labels_leader_line(native);
  chart_series_set_labels_position(native, LXW_CHART_LABEL_POSITION_BEST_FIT);
}

void AddSeries(lxw_chart* native, const ChartDataSheet& data, const Drawing& drawing, size_t index,
               size_t place) {
  const Series& series = drawing.chart.series[index];
  const auto column = static_cast<uint16_t>(index + 1);
  const uint32_t first = drawing.header_row + 1;
  const uint32_t last = drawing.header_row + static_cast<uint32_t>(drawing.points);
  lxw_chart_series* added = chart_add_series(native, nullptr, nullptr);
  chart_series_set_categories(added, data.name().c_str(), first, 0, last, 0);
  chart_series_set_values(added, data.name().c_str(), first, column, last, column);
  chart_series_set_name_range(added, data.name().c_str(), drawing.header_row, column);
  const uint32_t color = ColorOfSeries(series, place);
  if (IsPie(drawing)) return StyleSlices(added, drawing);
  if (IsOfLines(drawing.chart.kind)) {
    StyleLine(added, color, series);
  } else {
    StyleBar(added, color);
  }
  MarkIncomplete(added, drawing, series, color);
}

/// The second series over the first.
void AddDots(lxw_chart* native, const ChartDataSheet& data, const Drawing& drawing) {
  const uint32_t first = drawing.header_row + 1;
  const uint32_t last = drawing.header_row + static_cast<uint32_t>(drawing.points);
  lxw_chart_series* dots = chart_add_series(native, nullptr, nullptr);
  chart_series_set_categories(dots, data.name().c_str(), first, 1, last, 1);
  chart_series_set_values(dots, data.name().c_str(), first, 2, last, 2);
  chart_series_set_marker_type(dots, LXW_CHART_MARKER_CIRCLE);
  chart_series_set_marker_size(dots, 7);
  lxw_chart_fill fill = {};
  fill.color = kPalette[0];
  chart_series_set_marker_fill(dots, &fill);
}

std::string TitleOf(Book& book, const Drawing& drawing, bool is_alone) {
  std::string title = drawing.chart.title;
  if (!is_alone && drawing.series.size() == 1)
    title += " · " + drawing.chart.series[drawing.series.front()].name;
  return MakeCellText(book.CellText(title), 250).text;
}

void StyleFrame(Book& book, lxw_chart* native, const Drawing& drawing, bool is_alone) {
  lxw_chart_font title = {};
  title.size = 12;
  title.bold = LXW_TRUE;
  title.color = theme::kInk;
  chart_title_set_name(native, TitleOf(book, drawing, is_alone).c_str());
  chart_title_set_name_font(native, &title);
  lxw_chart_line border = {};
  border.color = kGrid;
  chart_chartarea_set_line(native, &border);
  const bool has_legend = drawing.series.size() > 1 && drawing.chart.kind != Chart::Kind::kScatter;
  chart_legend_set_position(native, has_legend ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
  chart_show_blanks_as(native, LXW_CHART_BLANKS_AS_GAP);
  if (IsBars(drawing.chart.kind)) chart_set_series_gap(native, 60);
}

int HeightOf(const Drawing& drawing) {
  if (!LiesDown(drawing.chart.kind)) return kHeight;
  const size_t bars = drawing.points * std::max<size_t>(1, drawing.series.size());
  return std::max(200, kFrame + static_cast<int>(bars) * kBarThickness * 3 / 4 +
                           static_cast<int>(drawing.points) * 4);
}

uint32_t InsertOne(Book& book, const ChartDataSheet& data, Sheet& sheet, const Drawing& drawing,
                   bool is_alone, uint32_t row, uint16_t column) {
  lxw_chart* native = workbook_add_chart(book.handle(), TypeOf(drawing.chart.kind));
  const bool is_scatter = drawing.chart.kind == Chart::Kind::kScatter;
  if (is_scatter) AddDots(native, data, drawing);
  for (size_t place = 0; place < drawing.series.size() && !is_scatter; ++place) {
    AddSeries(native, data, drawing, drawing.series[place], place);
  }
  if (!IsPie(drawing)) StyleAxes(native, drawing, book.units());
  StyleFrame(book, native, drawing, is_alone);
  const int height = HeightOf(drawing);
  const std::string description = MakeCellText(drawing.chart.summary, 1000).text;
  lxw_chart_options options = {};
  options.x_scale = kChartPixels / 480.0;  // the library's size is 480 × 288
  options.y_scale = height / 288.0;
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  options.description = const_cast<char*>(description.c_str());  // the library copies it
  worksheet_insert_chart_opt(sheet.handle, row, column, native, &options);
  const auto rows = static_cast<uint32_t>((height + kRowPixels - 1) / kRowPixels);
  sheet.kept_whole.push_back({row, row + rows});
  return rows + 1;
}

/// Series that can share an axis, in the order of their first.
std::vector<std::vector<size_t>> GroupByFormat(const Chart& chart) {
  std::vector<std::vector<size_t>> groups;
  if (chart.kind == Chart::Kind::kScatter) return {{0, 1}};
  for (size_t s = 0; s < chart.series.size(); ++s) {
    const auto shares = [&](const auto& group) {
      return chart.series[group.front()].format == chart.series[s].format;
    };
    const auto group = std::find_if(groups.begin(), groups.end(), shares);
    if (group == groups.end()) {
      groups.push_back({s});
    } else {
      group->push_back(s);
    }
  }
  return groups;
}

size_t PointsDrawn(Book& book, const Chart& chart) {
  const size_t points = chart.categories.size();
  const bool is_of_points = chart.kind == Chart::Kind::kArea || chart.kind == Chart::Kind::kScatter;
  if (IsOfLines(chart.kind) || is_of_points || points <= kMaxBars) return points;
  book.Warn(book.texts().Fill("warning_chart_shortened", {{"chart", chart.title},
                                                          {"shown", std::to_string(kMaxBars)},
                                                          {"count", std::to_string(points)}}));
  return kMaxBars;
}

bool HasIncomplete(const Chart& chart) {
  return std::any_of(chart.series.begin(), chart.series.end(), [](const Series& series) {
    return std::any_of(series.incomplete.begin(), series.incomplete.end(),
                       [](bool is) { return is; });
  });
}

uint32_t WriteCaption(Book& book, const ChartDataSheet& data, const Sheet& sheet,
                      const Chart& chart, size_t drawn, uint32_t row, uint16_t column) {
  const StyleSpec style = {.size = 9, .color = theme::kMutedInk};
  uint32_t lines = 0;
  if (!chart.summary.empty()) WriteText(book, sheet, row + lines++, column, chart.summary, style);
  if (HasIncomplete(chart)) {
    WriteText(book, sheet, row + lines++, column, book.texts().Get("chart_incomplete"), style);
  }
  if (!IsKnown(chart.kind)) {
    WriteText(book, sheet, row + lines++, column, book.texts().Get("chart_as_bars"), style);
  }
  if (drawn < chart.categories.size()) {
    const std::string note =
        book.texts().Fill("chart_shortened", {{"shown", std::to_string(drawn)},
                                              {"count", std::to_string(chart.categories.size())},
                                              {"sheet", data.name()}});
    WriteText(book, sheet, row + lines++, column, note, style);
  }
  return lines;
}

}  // namespace

uint32_t InsertCharts(Book& book, ChartDataSheet& data, Sheet& sheet, const Chart& chart,
                      uint32_t row, uint16_t column) {
  const StyleSpec muted = {.color = theme::kMutedInk, .italic = true};
  if (chart.categories.empty() || chart.series.empty()) {
    WriteText(book, sheet, row, column, chart.title,
              {.size = 12, .color = theme::kInk, .bold = true});
    WriteText(book, sheet, row + 1, column, book.texts().Get("no_data"), muted);
    return 3;
  }
  if (!IsKnown(chart.kind))
    book.Warn(book.texts().Fill("warning_chart_as_bars", {{"chart", chart.title}}));
  const uint32_t header_row = data.Reserve(chart);
  const auto groups = GroupByFormat(chart);
  const size_t points = PointsDrawn(book, chart);
  uint32_t next = row;
  for (const auto& group : groups) {
    next += InsertOne(book, data, sheet, {chart, group, points, header_row}, groups.size() == 1,
                      next, column);
  }
  next += WriteCaption(book, data, sheet, chart, points, next - 1, column);
  return next - row;
}

}  // namespace kebao::render::xlsx
