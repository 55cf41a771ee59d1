#include "render/table_shading.h"

#include <algorithm>
#include <cmath>

namespace kebao::render {
namespace {

using document::ConditionalFormat;
using document::Figure;
using document::Table;
using document::Tone;

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

Tone Judge(const ConditionalFormat& format, double value) {
  if (!format.threshold) return Tone::kNeutral;
  const bool is_beyond = format.up_is_good == (value >= *format.threshold);
  return is_beyond || value == *format.threshold ? Tone::kGood : Tone::kBad;
}

int HundredthsOf(double value, double longest) {
  const double share = longest > 0 ? std::abs(value) / longest : 0;
  return static_cast<int>(std::lround(std::min(share, 1.0) * 100));
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

Shade TableShading::Of(size_t column, const Figure& figure) const {
  Shade shade;
  if (!figure.raw || !std::isfinite(*figure.raw)) return shade;
  if (figure.tone == Tone::kMuted) return shade;  // too few samples to be judged
  for (const Rule& rule : rules_)
    if (rule.column == column) Apply(rule, *figure.raw, shade);
  return shade;
}

void TableShading::Apply(const Rule& rule, double value, Shade& shade) {
  switch (rule.format.kind) {
    case ConditionalFormat::Kind::kColorScale: {
      const double position = Position(value, rule.range.least, rule.range.median, rule.range.most);
      const double good = rule.format.up_is_good ? position : -position;
      shade.scale = static_cast<int>(std::lround(std::clamp(good, -1.0, 1.0) * kScaleSteps));
      break;
    }
    case ConditionalFormat::Kind::kDataBar:
      shade.bar_hundredths =
          HundredthsOf(value, std::max(std::abs(rule.range.least), std::abs(rule.range.most)));
      shade.is_bar_negative = value < 0;
      break;
    case ConditionalFormat::Kind::kThreshold:
      shade.tone = Judge(rule.format, value);
      break;
  }
}

}  // namespace kebao::render
