#include "render/chart_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "render/block_tables.h"

namespace kebao::render {
namespace {

using document::Figure;

void GiveText(document::Cell& cell) {
  auto* figure = std::get_if<Figure>(&cell);
  if (figure == nullptr || !figure->text.empty()) return;
  figure->text = figure->raw ? fmt::format("{:.6g}", *figure->raw) : "–";
}

}  // namespace

document::Table ReadableTableOf(const document::Chart& chart) {
  document::Table table = TableOf(chart);
  for (auto& row : table.rows)
    for (document::Cell& cell : row) GiveText(cell);
  return table;
}

bool HasValues(const document::Chart& chart) {
  const auto is_finite = [](const std::optional<double>& v) { return v && std::isfinite(*v); };
  return std::any_of(chart.series.begin(), chart.series.end(), [&](const auto& series) {
    return std::any_of(series.values.begin(), series.values.end(), is_finite);
  });
}

}  // namespace kebao::render
