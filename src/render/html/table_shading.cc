#include "render/html/table_shading.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "render/html/figure_text.h"

namespace kebao::render::html {
namespace {

using document::ConditionalFormat;
using document::Figure;
using document::Table;

constexpr int kScaleMiddle = 4;

std::vector<double> ValuesOf(const Table& table, size_t column) {
  std::vector<double> values;
  for (const auto& row : table.rows) {
    if (column >= row.size()) continue;
    const auto* figure = std::get_if<Figure>(&row[column]);
    if (figure && figure->raw && std::isfinite(*figure->raw)) values.push_back(*figure->raw);
  }
  return values;
}

/// From -1 at the least over 0 at the median to 1 at the most.
double Position(double value, double least, double median, double most) {
  if (value < median) return (value - median) / (median - least);
  return value > median ? (value - median) / (most - median) : 0;
}

}  // namespace

TableShading::TableShading(const Table& table) {
  for (const ConditionalFormat& format : table.formats)
    for (size_t column = 0; column < table.columns.size(); ++column)
      if (table.columns[column].id == format.column)
        rules_.push_back({column, format, RangeOf(table, column)});
}

TableShading::Range TableShading::RangeOf(const Table& table, size_t column) {
  std::vector<double> values = ValuesOf(table, column);
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  return {values.front(), values[values.size() / 2], values.back()};
}

std::string TableShading::ClassOf(size_t column, const Figure& figure) const {
  if (!figure.raw || !std::isfinite(*figure.raw)) return {};
  if (figure.tone == document::Tone::kMuted) return {};  // too few samples to be judged
  std::string classes;
  for (const Rule& rule : rules_)
    if (rule.column == column) classes = Classes({classes, ClassOf(rule, *figure.raw)});
  return classes;
}

std::string TableShading::ClassOf(const Rule& rule, double value) {
  switch (rule.format.kind) {
    case ConditionalFormat::Kind::kColorScale:
      return ScaleClass(rule, value);
    case ConditionalFormat::Kind::kDataBar:
      return BarClass(rule, value);
    case ConditionalFormat::Kind::kThreshold:
      if (!rule.format.threshold) return {};
      return rule.format.up_is_good == (value >= *rule.format.threshold) ||
                     value == *rule.format.threshold
                 ? "tone-good"
                 : "tone-bad";
  }
  return {};
}

std::string TableShading::ScaleClass(const Rule& rule, double value) {
  const double position = Position(value, rule.range.least, rule.range.median, rule.range.most);
  const double good = rule.format.up_is_good ? position : -position;
  const auto step = static_cast<int>(std::lround(std::clamp(good, -1.0, 1.0) * kScaleMiddle));
  return step == 0 ? std::string() : fmt::format("s{}", kScaleMiddle + step);
}

std::string TableShading::BarClass(const Rule& rule, double value) {
  const double longest = std::max(std::abs(rule.range.least), std::abs(rule.range.most));
  const double share = longest > 0 ? std::abs(value) / longest : 0;
  const auto hundredths = static_cast<int>(std::lround(std::min(share, 1.0) * 100));
  return fmt::format("bar b{}{}", hundredths, value < 0 ? " neg" : "");
}

}  // namespace kebao::render::html
