#include "metrics/rows/row_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kebao::metrics {
namespace {

using domain::ColumnType;
using Role = RowColumn::Role;

std::string ValueOf(const Measure& measure) {
  return fmt::format("CASE WHEN {} THEN {} END", And(measure.condition, ""),
                     measure.value.empty() ? "1" : measure.value);
}

/// Of different values the reader sees numbers from 1 on, since they may be keys of persons.
RowPart MakePart(const char* name, Role role, const Measure& measure, const std::string& value,
                 const engine::Dialect& dialect) {
  const bool is_distinct = measure.kind == MeasureKind::kDistinct;
  const std::string number =
      fmt::format("CASE WHEN {0} IS NOT NULL THEN dense_rank() OVER (ORDER BY {0}) END", value);
  return {{name, role, ColumnType::kReal}, value, dialect.CastToReal(is_distinct ? number : value)};
}

bool IsPair(const MetricSpec& spec, const Measure& first) {
  return spec.kind == MetricKind::kRatio && first.kind == MeasureKind::kPair;
}

}  // namespace

std::vector<RowPart> PartsOfRow(const MetricSpec& spec, const Measure& first, const Measure* second,
                                const engine::Dialect& dialect) {
  const auto part = [&](const char* name, Role role, const Measure& measure,
                        const std::string& value) {
    return MakePart(name, role, measure, value, dialect);
  };
  if (IsPair(spec, first))
    return {part("numerator", Role::kNumerator, first, first.value),
            part("denominator", Role::kDenominator, first, first.other)};
  if (spec.is_share)
    return {part("numerator", Role::kNumerator, first,
                 fmt::format("CASE WHEN {} THEN 1 ELSE 0 END", And(first.condition, "")))};
  if (spec.kind == MetricKind::kRatio)
    return {part("numerator", Role::kNumerator, first, ValueOf(first)),
            part("denominator", Role::kDenominator, *second, ValueOf(*second))};
  if (!first.value.empty()) return {part("value", Role::kValue, first, first.value)};
  return {};
}

std::string CountedCondition(const MetricSpec& spec, const Measure& first, const Measure* second) {
  if (IsPair(spec, first))
    return fmt::format("({} IS NOT NULL OR {} IS NOT NULL)", first.value, first.other);
  if (spec.is_share) return And(second->condition, "");
  if (spec.kind == MetricKind::kRatio)
    return fmt::format("({} IS NOT NULL OR {} IS NOT NULL)", ValueOf(first), ValueOf(*second));
  if (first.value.empty()) return And(first.condition, "");
  return And(first.condition, fmt::format("{} IS NOT NULL", first.value));
}

std::string And(const std::string& a, const std::string& b) {
  if (a.empty() || a == "TRUE") return b.empty() ? "TRUE" : b;
  return b.empty() || b == "TRUE" ? a : fmt::format("({}) AND ({})", a, b);
}

bool IsDimensionColumn(const domain::FactColumn& column) {
  switch (column.type) {
    case ColumnType::kCode:
    case ColumnType::kAgent:
    case ColumnType::kTeam:
    case ColumnType::kSource:
      return true;
    default:
      return false;
  }
}

std::string RowKeyColumn(const domain::FactSchema& fact) {
  return domain::FollowsFromEvents(fact.fact) ? "conversation_key" : "record_key";
}

std::string RowOutputName(size_t index) { return fmt::format("kebao_{}", index); }

std::string WithIds(const std::string& inner, const domain::FactSchema& fact, size_t outputs,
                    const engine::Dialect& dialect) {
  std::vector<std::string> names;
  for (size_t index = 0; index < outputs; ++index) names.push_back(RowOutputName(index));
  const bool is_of_conversation = domain::FollowsFromEvents(fact.fact);
  const std::string ids = dialect.Identifier(
      fmt::format("key_{}", is_of_conversation ? "conversation" : domain::NameOf(fact.fact)));
  return fmt::format(
      "SELECT kebao_id, {} FROM ({}) AS kebao_rows LEFT JOIN (SELECT record_key AS "
      "kebao_record, id AS kebao_id FROM {}) AS kebao_ids ON kebao_key = kebao_record "
      "ORDER BY {}, kebao_id",
      fmt::join(names, ", "), inner, ids, RowOutputName(0));
}

}  // namespace kebao::metrics
