#include "metrics/plan/measures.h"

#include <fmt/format.h>

#include <algorithm>

#include "metrics/rollup/rollup_definition.h"

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
  measure.row = {part.value, part.where};
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
    pair.row = {spec.numerator.value, spec.numerator.where};
    pair.other_row = {spec.denominator.value, spec.denominator.where};
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

/// A stock is counted row by row and reads its conditions as they are projected.
int AddInput(const RowInput& row, const std::string& sql, const SqlScope& scope, ScanPlan* scan) {
  return scan->is_stock() ? scan->program.AddProjected(sql) : scan->program.Add(row, sql, scope);
}

/// A roll-up's states lie in neighbouring columns.
void AddStates(Measure* measure, ScanPlan* scan) {
  for (const std::string& column :
       ColumnsOf(static_cast<size_t>(measure->state), measure->width())) {
    const int input = scan->program.AddProjected(column);
    if (measure->state_input < 0) measure->state_input = input;
  }
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

void Restrict(const std::string& condition, Measure* measure) {
  if (condition.empty()) return;
  measure->is_sql_only = true;
  if (measure->kind == MeasureKind::kPair) {
    measure->value = ConditionedSql(measure->value, condition);
    measure->other = ConditionedSql(measure->other, condition);
    return;
  }
  measure->condition = measure->condition.empty()
                           ? condition
                           : fmt::format("({} AND {})", measure->condition, condition);
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

void LayOut(const SqlScope& scope, ScanPlan* scan) {
  for (Measure& measure : scan->measures) {
    const auto input = [&](const RowInput& row, const std::string& sql) {
      return measure.is_sql_only ? scan->program.AddProjected(sql)
                                 : AddInput(row, sql, scope, scan);
    };
    measure.offset = scan->result_width;
    scan->result_width += measure.width();
    if (scan->rollup != nullptr) {
      AddStates(&measure, scan);
    } else if (measure.kind == MeasureKind::kCount) {
      if (!measure.condition.empty())
        measure.condition_input = input(measure.row, measure.condition);
    } else {
      const std::string value = ConditionedSql(measure.value, measure.condition);
      measure.value_input = input(measure.row, value);
      if (measure.kind == MeasureKind::kPair)
        measure.other_input = input(measure.other_row, measure.other);
    }
  }
  for (Grouping& grouping : scan->groupings) {
    std::sort(grouping.measures.begin(), grouping.measures.end());
    grouping.measures.erase(std::unique(grouping.measures.begin(), grouping.measures.end()),
                            grouping.measures.end());
  }
}

}  // namespace kebao::metrics
