#include "metrics/rows/rows_behind.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "metrics/catalog/columns_read.h"
#include "metrics/fold/stock_fold.h"
#include "metrics/plan/planner.h"
#include "metrics/plan/row_rule.h"
#include "metrics/plan/statements.h"

namespace kebao::metrics {
namespace {

using domain::ColumnType;
using domain::FactColumn;
using Role = RowColumn::Role;

/// What a row puts into one part of the figure.
struct Part {
  RowColumn column;
  std::string value;  // SQL; null: the row is not in this part
  std::string shown;  // SQL of what the reader sees of it
};

/// Rows of one table that count, and what they put in.
struct Counted {
  std::string table;
  std::string condition;
  std::string clock;  // SQL
};

bool IsDimension(const FactColumn& column) {
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

/// Keys tell a reader nothing, and a customer's is personal.
bool IsShown(const FactColumn& column) {
  return !column.name.ends_with("_key") && column.name != "recorded_kinds";
}

std::string And(const std::string& a, const std::string& b) {
  if (a.empty() || a == "TRUE") return b.empty() ? "TRUE" : b;
  return b.empty() || b == "TRUE" ? a : fmt::format("({}) AND ({})", a, b);
}

/// Writes the statement for one planned metric.
class RowsStatement {
 public:
  RowsStatement(const RunInputs& inputs, const Plan& plan)
      : dialect_(inputs.engine.dialect()),
        facts_(inputs.catalog.facts()),
        spec_(*plan.queries.front().metrics.front()),
        scan_(plan.scans.front()),
        period_(plan.periods.front()),
        source_(plan.queries.front().sources.front()) {
    AddColumns();
    AddParts();
  }

  std::vector<RowColumn> Columns() const {
    std::vector<RowColumn> all = {{"id", Role::kId, ColumnType::kText}};
    all.insert(all.end(), columns_.begin(), columns_.end());
    for (const Part& part : parts_) all.push_back(part.column);
    return all;
  }

  /// Names of the inner statement begin with "kebao_", which no column does, so that nothing is
  /// ambiguous beside the table of ids.
  std::string Text() const {
    std::vector<std::string> selects;
    for (const Counted& counted : CountedRows()) selects.push_back(Select(counted));
    return fmt::format(
        "SELECT kebao_id, {} FROM ({}) AS kebao_rows LEFT JOIN (SELECT record_key AS "
        "kebao_record, id AS kebao_id FROM {}) AS kebao_ids ON kebao_key = kebao_record "
        "ORDER BY {}, kebao_id",
        fmt::join(Outputs(), ", "), fmt::join(selects, " UNION ALL "), IdTable(),
        Output(clock_output_));
  }

 private:
  const Measure& measure(int index) const {
    return scan_.measures[static_cast<size_t>(source_.measures[index])];
  }

  void Add(const FactColumn& column, Role role) {
    columns_.push_back({column.name, role, column.type});
    sql_.push_back(dialect_.Identifier(column.name));
  }

  void AddColumns() {
    if (scan_.is_stock()) {
      columns_.push_back({"entered", Role::kClock, ColumnType::kInstant});
      sql_.push_back("");  // another one in each table
    } else {
      Add(*scan_.fact->Find(scan_.clock), Role::kClock);
    }
    for (const FactColumn& column : scan_.fact->columns) {
      if (IsDimension(column) && !column.name.contains("__") && IsInEveryTable(column.name))
        Add(column, Role::kDimension);
    }
    if (scan_.is_stock()) return;
    for (const std::string& name : ColumnsRead(spec_)) {
      const FactColumn* column = scan_.fact->Find(name);
      const bool is_there =
          std::ranges::any_of(columns_, [&](const RowColumn& known) { return known.name == name; });
      if (column != nullptr && IsShown(*column) && !is_there) Add(*column, Role::kRead);
    }
  }

  bool IsInEveryTable(const std::string& column) const {
    return !spec_.again || facts_.SchemaOf(spec_.again->fact).Find(column) != nullptr;
  }

  /// Of different values the reader sees numbers from 1 on, since they may be keys of persons.
  void AddPart(const char* name, Role role, const Measure& measure, const std::string& value) {
    const bool is_distinct = measure.kind == MeasureKind::kDistinct;
    const std::string number =
        fmt::format("CASE WHEN {0} IS NOT NULL THEN dense_rank() OVER (ORDER BY {0}) END", value);
    parts_.push_back({{name, role, ColumnType::kReal},
                      value,
                      dialect_.CastToReal(is_distinct ? number : value)});
  }

  void AddParts() {
    const Measure& first = measure(0);
    if (spec_.kind == MetricKind::kRatio && first.kind == MeasureKind::kPair) {
      AddPart("numerator", Role::kNumerator, first, first.value);
      AddPart("denominator", Role::kDenominator, first, first.other);
    } else if (spec_.is_share) {
      AddPart("numerator", Role::kNumerator, first,
              fmt::format("CASE WHEN {} THEN 1 ELSE 0 END", And(first.condition, "")));
    } else if (spec_.kind == MetricKind::kRatio) {
      AddPart("numerator", Role::kNumerator, first, ValueOf(first));
      AddPart("denominator", Role::kDenominator, measure(1), ValueOf(measure(1)));
    } else if (!first.value.empty()) {
      AddPart("value", Role::kValue, first, first.value);
    }
  }

  static std::string ValueOf(const Measure& measure) {
    return fmt::format("CASE WHEN {} THEN {} END", And(measure.condition, ""),
                       measure.value.empty() ? "1" : measure.value);
  }

  /// What holds of a row that counts.
  std::string CountedCondition() const {
    const Measure& first = measure(0);
    if (spec_.is_share) return And(measure(1).condition, "");
    if (spec_.kind == MetricKind::kRatio)
      return fmt::format("({} IS NOT NULL OR {} IS NOT NULL)", parts_[0].value, parts_[1].value);
    if (first.value.empty()) return And(first.condition, "");
    return And(first.condition, fmt::format("{} IS NOT NULL", first.value));
  }

  std::vector<Counted> CountedRows() const {
    const std::string condition = And(CountedCondition(), scan_.where);
    const std::string table(scan_.fact->name);
    if (!scan_.is_stock())
      return {{table, And(PeriodCondition(scan_, period_, dialect_), condition),
               dialect_.Identifier(scan_.clock)}};
    std::vector<Counted> rows = {
        {table, And(InStock(scan_.entered, scan_.left), condition), scan_.entered}};
    const ScanPlan::Again& again = scan_.again;
    if (!again.table.empty())
      rows.push_back({again.table,
                      And(InStock(again.entered, again.left), And(again.condition, condition)),
                      again.entered});
    return rows;
  }

  std::string InStock(const std::string& entered, const std::string& left) const {
    const std::vector<Instant> instants = StockInstants(period_, Grain::kNone);
    if (instants.empty()) return "FALSE";
    return fmt::format("({0} < {2} AND ({1} IS NULL OR {1} >= {2}))", entered, left,
                       dialect_.InstantLiteral(instants.back()));
  }

  static std::string Output(size_t index) { return fmt::format("kebao_{}", index); }

  std::vector<std::string> Outputs() const {
    std::vector<std::string> names;
    for (size_t index = 0; index < columns_.size() + parts_.size(); ++index)
      names.push_back(Output(index));
    return names;
  }

  std::string Select(const Counted& counted) const {
    std::vector<std::string> outputs;
    const auto add = [&](const std::string& sql) {
      outputs.push_back(fmt::format("{} AS {}", sql, Output(outputs.size())));
    };
    for (const std::string& sql : sql_) add(sql.empty() ? counted.clock : sql);
    for (const Part& part : parts_) add(part.shown);
    return fmt::format("SELECT {}, {} AS kebao_key FROM {} WHERE {}", fmt::join(outputs, ", "),
                       dialect_.Identifier(KeyColumn()), dialect_.Identifier(counted.table),
                       counted.condition);
  }

  bool IsOfConversation() const { return domain::FollowsFromEvents(scan_.fact->fact); }
  std::string KeyColumn() const { return IsOfConversation() ? "conversation_key" : "record_key"; }
  std::string IdTable() const {
    return dialect_.Identifier(fmt::format(
        "key_{}", IsOfConversation() ? "conversation" : domain::NameOf(scan_.fact->fact)));
  }

  static constexpr size_t clock_output_ = 0;
  const engine::Dialect& dialect_;
  const domain::FactCatalog& facts_;
  const MetricSpec& spec_;
  const ScanPlan& scan_;
  const ScanPeriod& period_;
  const MetricSource& source_;
  std::vector<RowColumn> columns_;
  std::vector<std::string> sql_;  // of columns_
  std::vector<Part> parts_;
};

}  // namespace

Result<RowsBehind> FindRowsBehind(const RunInputs& inputs, const std::string& metric) {
  RunInputs facts = inputs;
  facts.rollups = nullptr;
  const Query query{{metric}, {}, Grain::kNone, false};
  KEBAO_TRY(const Plan plan, MakePlan(facts, std::span(&query, 1)));
  const MetricSpec& spec = *plan.queries.front().metrics.front();
  if (spec.kind == MetricKind::kDerived) {
    return MakeProblem(
        "query.rows_derived", metric,
        {{"metric", metric}, {"parts", fmt::format("{}", fmt::join(spec.derived_from, ", "))}});
  }
  KEBAO_ASSERT(plan.queries.front().sources.front().scan == 0);
  const RowsStatement statement(facts, plan);
  std::string text = statement.Text();
  return RowsBehind{&spec, statement.Columns(), inputs.engine.Query(text), std::move(text)};
}

}  // namespace kebao::metrics
