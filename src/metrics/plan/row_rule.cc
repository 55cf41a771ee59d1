#include "metrics/plan/row_rule.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "metrics/expression/to_sql.h"
#include "metrics/plan/customer_filter.h"

namespace kebao::metrics {
namespace {

using domain::Fact;

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;

std::string DimensionNameOf(const DimensionSpec& dimension) {
  switch (dimension.kind) {
    case DimensionKind::kAgent:
      return "agent";
    case DimensionKind::kTeam:
      return "team";
    case DimensionKind::kSource:
      return "source";
    default:
      return dimension.column;
  }
}

/// "expression IN (codes)", with '' standing for "not stated".
std::string CodeCondition(const std::string& sql, const DimensionSpec& dimension,
                          const Filter& filter, const engine::Directory& directory) {
  std::vector<int64_t> codes = {-1};  // an unknown text matches nothing
  std::string or_unstated;
  for (const std::string& value : filter.values) {
    if (value.empty()) or_unstated = fmt::format(" OR {} IS NULL", sql);
    const auto found = CodesOf(directory, DimensionNameOf(dimension), value);
    codes.insert(codes.end(), found.begin(), found.end());
  }
  return fmt::format("({} IN ({}){})", sql, fmt::join(codes, ", "), or_unstated);
}

std::string NumberCondition(const std::string& sql, const Filter& filter) {
  std::vector<int64_t> numbers = {-1};
  for (const std::string& value : filter.values) {
    int64_t number = -1;
    std::from_chars(value.data(), value.data() + value.size(), number);
    numbers.push_back(number);
  }
  return fmt::format("({} IN ({}))", sql, fmt::join(numbers, ", "));
}

std::optional<std::string> FilterCondition(const RunInputs& inputs, const domain::FactSchema& fact,
                                           const Filter& filter, const std::string& local_micros) {
  if (filter.dimension == kCustomerFilter) {
    if (fact.Find(kCustomerColumn) == nullptr) return std::nullopt;
    return NumberCondition(inputs.engine.dialect().Identifier(kCustomerColumn), filter);
  }
  const auto dimension = inputs.catalog.FindDimension(filter.dimension);
  if (!dimension) return std::nullopt;
  const engine::Dialect& dialect = inputs.engine.dialect();
  if ((*dimension)->is_computed()) {
    if (local_micros.empty()) return std::nullopt;
    const bool is_weekday = (*dimension)->kind == DimensionKind::kWeekday;
    return NumberCondition(
        is_weekday ? WeekdaySql(dialect, local_micros) : HourOfDaySql(dialect, local_micros),
        filter);
  }
  const domain::FactColumn* column = ColumnOf(**dimension, fact, inputs.context.pack);
  if (column == nullptr) return std::nullopt;
  return CodeCondition(dialect.Identifier(column->name), **dimension, filter, inputs.directory);
}

std::string SourceCondition(const RunInputs& inputs) {
  std::vector<int64_t> keys = {-1};
  for (const std::string& source : inputs.context.sources) {
    const auto found = CodesOf(inputs.directory, "source", source);
    keys.insert(keys.end(), found.begin(), found.end());
  }
  return fmt::format("({} IN ({}))", inputs.engine.dialect().Identifier("source"),
                     fmt::join(keys, ", "));
}

/// Conversations of which their source states the figure itself.
std::optional<std::string> StatedFigureCondition(const RunInputs& inputs,
                                                 const domain::FactSchema& fact) {
  if (fact.Find("conversation_key") == nullptr) return std::nullopt;
  const engine::Dialect& dialect = inputs.engine.dialect();
  return fmt::format("({} IN (SELECT {} FROM {} WHERE {} = {} AND {} IS NOT NULL))",
                     dialect.Identifier("conversation_key"), dialect.Identifier("conversation"),
                     dialect.Identifier("current_source_figure"), dialect.Identifier("metric"),
                     dialect.TextLiteral(inputs.context.stated_figure),
                     dialect.Identifier("value"));
}

std::string MemberCondition(const RunInputs& inputs) {
  const Scope& scope = inputs.context.scope;
  const engine::Dialect& dialect = inputs.engine.dialect();
  std::vector<std::string> parts;
  if (!scope.agents().empty()) {
    parts.push_back(
        fmt::format("{} IN ({})", dialect.Identifier("agent"), fmt::join(scope.agents(), ", ")));
  }
  if (!scope.teams().empty()) {
    parts.push_back(
        fmt::format("{} IN ({})", dialect.Identifier("team"), fmt::join(scope.teams(), ", ")));
  }
  return parts.empty() ? "FALSE" : fmt::format("({})", fmt::join(parts, " OR "));
}

/// A reader with a scope sees the conversations in which one of theirs took part; rows of people
/// (parts, states, shifts, reviews …) only where they are about one of theirs.
std::string ScopeCondition(const RunInputs& inputs, const domain::FactSchema& fact) {
  const engine::Dialect& dialect = inputs.engine.dialect();
  const bool is_by_conversation =
      domain::FollowsFromEvents(fact.fact) && fact.fact != Fact::kParticipation;
  if (is_by_conversation) {
    return fmt::format("({0} IN (SELECT {0} FROM {1} WHERE {2}))",
                       dialect.Identifier("conversation_key"),
                       dialect.Identifier("fact_participation"), MemberCondition(inputs));
  }
  if (fact.Find("agent") == nullptr) return "FALSE";
  return MemberCondition(inputs);
}

}  // namespace

const domain::FactColumn* ColumnOf(const DimensionSpec& dimension, const domain::FactSchema& fact,
                                   const std::string& pack) {
  if (dimension.is_computed()) return nullptr;
  const domain::FactColumn* column = fact.Find(dimension.column + "__" + pack);
  if (column == nullptr) column = fact.Find(dimension.column);
  if (column == nullptr) return nullptr;
  using domain::ColumnType;
  const bool is_groupable =
      column->type == ColumnType::kCode || column->type == ColumnType::kAgent ||
      column->type == ColumnType::kTeam || column->type == ColumnType::kSource;
  return is_groupable ? column : nullptr;
}

std::string LocalDaySql(const engine::Dialect& dialect, const std::string& local_micros) {
  return dialect.FloorDivide(local_micros, kMicrosPerDay);
}

std::string WeekdaySql(const engine::Dialect& dialect, const std::string& local_micros) {
  const std::string from_monday = fmt::format("({} + 3)", LocalDaySql(dialect, local_micros));
  return fmt::format("({0} - 7 * {1} + 1)", from_monday, dialect.FloorDivide(from_monday, 7));
}

std::string HourOfDaySql(const engine::Dialect& dialect, const std::string& local_micros) {
  return fmt::format("({} - 24 * {})", dialect.FloorDivide(local_micros, kMicrosPerHour),
                     LocalDaySql(dialect, local_micros));
}

std::optional<std::string> RowRule(const RunInputs& inputs, const domain::FactSchema& fact,
                                   const std::string& local_micros) {
  std::vector<std::string> conditions;
  for (const Filter& filter : inputs.context.filters) {
    auto condition = FilterCondition(inputs, fact, filter, local_micros);
    if (!condition) return std::nullopt;
    conditions.push_back(*std::move(condition));
  }
  if (!inputs.context.stated_figure.empty()) {
    auto condition = StatedFigureCondition(inputs, fact);
    if (!condition) return std::nullopt;
    conditions.push_back(*std::move(condition));
  }
  if (!inputs.context.sources.empty()) conditions.push_back(SourceCondition(inputs));
  if (!inputs.context.scope.is_all()) conditions.push_back(ScopeCondition(inputs, fact));
  return conditions.empty() ? "TRUE" : fmt::format("{}", fmt::join(conditions, " AND "));
}

}  // namespace kebao::metrics
