#include "metrics/rows/rows_behind.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "metrics/catalog/columns_read.h"
#include "metrics/fold/stock_fold.h"
#include "metrics/plan/planner.h"
#include "metrics/plan/row_rule.h"
#include "metrics/plan/statements.h"
#include "metrics/rows/row_parts.h"

namespace kebao::metrics {
namespace {

using domain::ColumnType;
using domain::FactColumn;
using Role = RowColumn::Role;

/// Rows of one table that count, and what they put in.
struct Counted {
  std::string table;
  std::string condition;
  std::string clock;  // SQL
};

/// Keys tell a reader nothing, and a customer's is personal.
bool IsShown(const FactColumn& column) {
  return !column.name.ends_with("_key") && column.name != "recorded_kinds";
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
    parts_ = PartsOfRow(spec_, measure(0), SecondOf(), dialect_);
  }

  std::vector<RowColumn> Columns() const {
    std::vector<RowColumn> all = {{"id", Role::kId, ColumnType::kText}};
    all.insert(all.end(), columns_.begin(), columns_.end());
    for (const RowPart& part : parts_) all.push_back(part.column);
    return all;
  }

  std::string Text() const {
    std::vector<std::string> selects;
    for (const Counted& counted : CountedRows()) selects.push_back(Select(counted));
    return WithIds(fmt::format("{}", fmt::join(selects, " UNION ALL ")), *scan_.fact,
                   columns_.size() + parts_.size(), dialect_);
  }

 private:
  const Measure& measure(int index) const {
    return scan_.measures[static_cast<size_t>(source_.measures[index])];
  }
  const Measure* SecondOf() const { return source_.measures[1] < 0 ? nullptr : &measure(1); }

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
      if (IsDimensionColumn(column) && !column.name.contains("__") && IsInEveryTable(column.name))
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

  std::vector<Counted> CountedRows() const {
    const std::string condition = And(CountedCondition(spec_, measure(0), SecondOf()), scan_.where);
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

  std::string Select(const Counted& counted) const {
    std::vector<std::string> outputs;
    const auto add = [&](const std::string& sql) {
      outputs.push_back(fmt::format("{} AS {}", sql, RowOutputName(outputs.size())));
    };
    for (const std::string& sql : sql_) add(sql.empty() ? counted.clock : sql);
    for (const RowPart& part : parts_) add(part.shown);
    return fmt::format("SELECT {}, {} AS kebao_key FROM {} WHERE {}", fmt::join(outputs, ", "),
                       dialect_.Identifier(RowKeyColumn(*scan_.fact)),
                       dialect_.Identifier(counted.table), counted.condition);
  }

  const engine::Dialect& dialect_;
  const domain::FactCatalog& facts_;
  const MetricSpec& spec_;
  const ScanPlan& scan_;
  const ScanPeriod& period_;
  const MetricSource& source_;
  std::vector<RowColumn> columns_;
  std::vector<std::string> sql_;  // of columns_
  std::vector<RowPart> parts_;
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
