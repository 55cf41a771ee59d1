#include "metrics/plan/measures.h"

#include <fmt/format.h>

#include <algorithm>

namespace kebao::metrics {
namespace {

using Function = AggregateSpec::Function;

std::string SqlOf(const ExpressionPtr& expression, const SqlScope& scope) {
  return expression ? ToSql(*expression, scope) : "";
}

Measure Make(MeasureKind kind, const AggregateSpec& part, const SqlScope& scope) {
  Measure measure;
  measure.kind = kind;
  measure.value = SqlOf(part.value, scope);
  measure.condition = SqlOf(part.where, scope);
  return measure;
}

Measure MakeQuantile(const MetricSpec& spec, const SqlScope& scope) {
  Measure measure = Make(MeasureKind::kMultiset, spec.main, scope);
  measure.quantiles = {spec.q};
  return measure;
}

/// A part of a pair as a value per row: the summed value, or 1 for a counted row.
std::string PartSql(const AggregateSpec& part, const SqlScope& scope) {
  const std::string value = part.value ? SqlOf(part.value, scope) : "1";
  return ConditionedSql(value, SqlOf(part.where, scope));
}

std::vector<Measure> RatioMeasures(const MetricSpec& spec, const SqlScope& scope) {
  if (spec.is_share) {
    return {Make(MeasureKind::kCount, spec.numerator, scope),
            Make(MeasureKind::kCount, spec.denominator, scope)};
  }
  const bool has_distinct = spec.numerator.function == Function::kDistinct ||
                            spec.denominator.function == Function::kDistinct;
  if (!has_distinct) {
    Measure pair;
    pair.kind = MeasureKind::kPair;
    pair.value = PartSql(spec.numerator, scope);
    pair.other = PartSql(spec.denominator, scope);
    return {pair};
  }
  std::vector<Measure> parts;
  for (const AggregateSpec* part : {&spec.numerator, &spec.denominator}) {
    const MeasureKind kind = part->function == Function::kDistinct ? MeasureKind::kDistinct
                             : part->function == Function::kSum    ? MeasureKind::kSum
                                                                   : MeasureKind::kCount;
    parts.push_back(Make(kind, *part, scope));
  }
  return parts;
}

int AddInput(const std::string& sql, ScanPlan* scan) {
  const auto found = std::find(scan->inputs.begin(), scan->inputs.end(), sql);
  if (found != scan->inputs.end()) return static_cast<int>(found - scan->inputs.begin());
  scan->inputs.push_back(sql);
  return static_cast<int>(scan->inputs.size()) - 1;
}

}  // namespace

std::string ConditionedSql(const std::string& value, const std::string& condition) {
  return condition.empty() ? value : fmt::format("CASE WHEN {} THEN {} END", condition, value);
}

std::vector<Measure> MeasuresOf(const MetricSpec& spec, const SqlScope& scope) {
  switch (spec.kind) {
    case MetricKind::kCount:
    case MetricKind::kStock:
      return {Make(MeasureKind::kCount, spec.main, scope)};
    case MetricKind::kSum:
      return {Make(MeasureKind::kSum, spec.main, scope)};
    case MetricKind::kMean:
      return {Make(MeasureKind::kMoments, spec.main, scope)};
    case MetricKind::kDistinct:
      return {Make(MeasureKind::kDistinct, spec.main, scope)};
    case MetricKind::kMin:
    case MetricKind::kMax:
      return {Make(MeasureKind::kExtremes, spec.main, scope)};
    case MetricKind::kRatio:
      return RatioMeasures(spec, scope);
    case MetricKind::kQuantile:
      return {MakeQuantile(spec, scope)};
    case MetricKind::kDerived:
      break;
  }
  return {};
}

int AddMeasure(const Measure& measure, ScanPlan* scan) {
  for (size_t index = 0; index < scan->measures.size(); ++index) {
    Measure& known = scan->measures[index];
    const bool is_same = known.kind == measure.kind && known.value == measure.value &&
                         known.other == measure.other && known.condition == measure.condition;
    if (!is_same) continue;
    for (const double q : measure.quantiles) {
      if (std::find(known.quantiles.begin(), known.quantiles.end(), q) == known.quantiles.end()) {
        known.quantiles.push_back(q);
      }
    }
    return static_cast<int>(index);
  }
  scan->measures.push_back(measure);
  return static_cast<int>(scan->measures.size()) - 1;
}

void LayOut(ScanPlan* scan) {
  for (Measure& measure : scan->measures) {
    measure.offset = scan->result_width;
    scan->result_width += measure.width();
    if (measure.kind == MeasureKind::kCount) {
      if (!measure.condition.empty()) measure.condition_input = AddInput(measure.condition, scan);
      continue;
    }
    measure.value_input = AddInput(ConditionedSql(measure.value, measure.condition), scan);
    if (measure.kind == MeasureKind::kPair) measure.other_input = AddInput(measure.other, scan);
  }
  for (Grouping& grouping : scan->groupings) {
    std::sort(grouping.measures.begin(), grouping.measures.end());
    grouping.measures.erase(std::unique(grouping.measures.begin(), grouping.measures.end()),
                            grouping.measures.end());
  }
}

}  // namespace kebao::metrics
