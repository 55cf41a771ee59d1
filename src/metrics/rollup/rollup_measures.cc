#include "metrics/rollup/rollup_measures.h"

#include <fmt/format.h>

#include <algorithm>

#include "metrics/plan/measures.h"

namespace kebao::metrics {
namespace {

bool IsNamed(const Expression& node, std::string_view name) {
  return node.kind == ExpressionKind::kIdentifier && node.text == name;
}

/// `column <op> report_time`, either way round; the column's name.
const std::string* ComparedColumn(const Expression& node) {
  if (node.kind != ExpressionKind::kCompare) return nullptr;
  for (const size_t side : {0u, 1u}) {
    const Expression& column = *node.children[side];
    const bool is_column =
        column.kind == ExpressionKind::kIdentifier && column.text != "report_time";
    if (is_column && IsNamed(*node.children[1 - side], "report_time")) return &column.text;
  }
  return nullptr;
}

/// Whether a row's value is the same in every zone and at every report time after the instants of
/// `compared`.
bool IsSettled(const Expression& node, std::set<std::string>* compared) {
  if (const std::string* column = ComparedColumn(node)) {
    compared->insert(*column);
    return true;
  }
  for (const char* name : {"report_time", "local_day", "agent_day"}) {
    if (IsNamed(node, name)) return false;
  }
  return std::all_of(node.children.begin(), node.children.end(),
                     [&](const auto& child) { return IsSettled(*child, compared); });
}

bool IsSettled(const MetricSpec& metric, std::set<std::string>* compared) {
  for (const AggregateSpec* part : {&metric.main, &metric.numerator, &metric.denominator}) {
    if (part->value && !IsSettled(*part->value, compared)) return false;
    if (part->where && !IsSettled(*part->where, compared)) return false;
  }
  return true;
}

bool AddsUp(const Measure& measure) {
  return measure.kind != MeasureKind::kMultiset && measure.kind != MeasureKind::kDistinct;
}

}  // namespace

RollupMeasures RollupMeasuresOf(const MetricSpec& metric, const engine::Dialect& dialect,
                                const engine::Directory& directory) {
  RollupMeasures needed;
  if (metric.kind == MetricKind::kStock || metric.kind == MetricKind::kDerived) {
    needed.reason = "rollup.kind";
    return needed;
  }
  if (!IsSettled(metric, &needed.compared_with)) {
    needed.reason = "rollup.report_time";
    return needed;
  }
  needed.measures = MeasuresOf(metric, {dialect, directory, kEndOfTime, "NULL"});
  if (!std::all_of(needed.measures.begin(), needed.measures.end(), AddsUp)) {
    needed.measures.clear();
    needed.reason = "rollup.kind";
  }
  return needed;
}

std::string IdentityOf(const Measure& measure) {
  std::string text = fmt::format("{} {} | {} | {}", static_cast<int>(measure.kind), measure.value,
                                 measure.other, measure.condition);
  std::replace(text.begin(), text.end(), '\n', ' ');  // only inside a text literal
  return text;
}

int WidthOf(const std::string& identity) {
  Measure measure;
  measure.kind = static_cast<MeasureKind>(identity.front() - '0');
  return measure.width();
}

}  // namespace kebao::metrics
