#include "metrics/rows/shared_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "metrics/plan/measures.h"
#include "metrics/plan/planner.h"
#include "metrics/plan/row_rule.h"
#include "metrics/plan/statements.h"
#include "metrics/rows/row_parts.h"

namespace kebao::metrics {
namespace {

using domain::FactColumn;
using Role = RowColumn::Role;

const Measure& MeasureOf(const ScanPlan& scan, const MetricSource& source, int index) {
  return scan.measures[static_cast<size_t>(source.measures[index])];
}

const Measure* SecondOf(const ScanPlan& scan, const MetricSource& source) {
  return source.measures[1] < 0 ? nullptr : &MeasureOf(scan, source, 1);
}

/// Whether rows with a value each make the figure.
bool IsOfRows(const ScanPlan& scan, const MetricSource& source) {
  if (source.spec->kind == MetricKind::kStock || source.spec->kind == MetricKind::kDistinct)
    return false;
  const Measure* second = SecondOf(scan, source);
  return MeasureOf(scan, source, 0).kind != MeasureKind::kDistinct &&
         (second == nullptr || second->kind != MeasureKind::kDistinct);
}

/// What a part's column is called: as the fact's column whose values it holds, else as the metric.
std::string NameOfValue(const MetricSpec& spec) {
  const ExpressionPtr& value = spec.main.value;
  return value && value->kind == ExpressionKind::kIdentifier ? value->text : spec.id;
}

/// The figures that one scan's rows make; the scan of the first that rows make at all.
struct Choice {
  int scan = -1;
  std::vector<const MetricSource*> sources;
  std::vector<std::string> left_out;
};

Choice Choose(const Plan& plan) {
  Choice choice;
  const PlannedQuery& query = plan.queries.front();
  for (const MetricSpec* metric : query.metrics) {
    const auto source = std::ranges::find_if(
        query.sources, [&](const MetricSource& known) { return known.spec == metric; });
    const bool is_of_rows = metric->kind != MetricKind::kDerived && source != query.sources.end() &&
                            source->scan >= 0 &&
                            IsOfRows(plan.scans[static_cast<size_t>(source->scan)], *source);
    if (is_of_rows && choice.scan < 0) choice.scan = source->scan;
    if (is_of_rows && source->scan == choice.scan) {
      choice.sources.push_back(&*source);
    } else {
      choice.left_out.push_back(metric->id);
    }
  }
  return choice;
}

/// Writes the statement for the chosen figures.
class SharedStatement {
 public:
  SharedStatement(const RunInputs& inputs, const Plan& plan, const ScanPlan& scan)
      : dialect_(inputs.engine.dialect()), pack_(inputs.context.pack), plan_(plan), scan_(scan) {
    columns_.push_back({"id", Role::kId, domain::ColumnType::kText});
    const FactColumn& clock = *scan_.fact->Find(scan_.clock);
    Add({clock.name, Role::kClock, clock.type}, dialect_.Identifier(clock.name));
    for (const FactColumn& column : scan_.fact->columns) {
      if (IsDimensionColumn(column) && !column.name.contains("__")) AddDimension(column);
    }
  }

  PartsOfMetric AddMetric(const MetricSource& source) {
    const MetricSpec& spec = *source.spec;
    const Measure& first = MeasureOf(scan_, source, 0);
    const Measure* second = SecondOf(scan_, source);
    const std::string counted = CountedCondition(spec, first, second);
    const std::vector<RowPart> parts = PartsOfRow(spec, first, second, dialect_);
    PartsOfMetric made{&spec, 0, std::nullopt};
    if (parts.empty()) {
      made.value =
          AddPart(spec.id, Role::kValue, dialect_.CastToReal(ConditionedSql("1", counted)));
      return made;
    }
    const bool has_denominator = parts.size() > 1;
    made.value = AddPart(NameOfValue(spec), has_denominator ? Role::kNumerator : Role::kValue,
                         ConditionedSql(parts[0].shown, counted));
    if (has_denominator)
      made.denominator =
          AddPart(spec.id, Role::kDenominator, ConditionedSql(parts[1].shown, counted));
    return made;
  }

  std::string Text() const {
    std::vector<std::string> outputs;
    for (const std::string& sql : sql_)
      outputs.push_back(fmt::format("{} AS {}", sql, RowOutputName(outputs.size())));
    const std::string inner = fmt::format(
        "SELECT {}, {} AS kebao_key FROM {} WHERE {}", fmt::join(outputs, ", "),
        dialect_.Identifier(RowKeyColumn(*scan_.fact)), dialect_.Identifier(scan_.fact->name),
        And(PeriodCondition(scan_, plan_.periods.front(), dialect_), scan_.where));
    return WithIds(inner, *scan_.fact, sql_.size(), dialect_);
  }

  const std::vector<RowColumn>& columns() const { return columns_; }

 private:
  void Add(RowColumn column, std::string sql) {
    columns_.push_back(std::move(column));
    sql_.push_back(std::move(sql));
  }

  /// Mean, median and quantiles of one thing share its column.
  size_t AddPart(const std::string& name, Role role, const std::string& sql) {
    for (size_t index = 0; index < sql_.size(); ++index) {
      const RowColumn& known = columns_[index + 1];
      if (sql_[index] == sql && known.role == role) return index + 1;
    }
    Add({name, role, domain::ColumnType::kReal}, sql);
    return columns_.size() - 1;
  }

  /// A pack's own column stands in for the fact's, as when figures are grouped by it (ColumnOf).
  void AddDimension(const FactColumn& column) {
    const FactColumn* own = scan_.fact->Find(column.name + "__" + pack_);
    const FactColumn& read = own != nullptr && IsDimensionColumn(*own) ? *own : column;
    Add({column.name, Role::kDimension, column.type}, dialect_.Identifier(read.name));
  }

  const engine::Dialect& dialect_;
  const std::string& pack_;
  const Plan& plan_;
  const ScanPlan& scan_;
  std::vector<RowColumn> columns_;
  std::vector<std::string> sql_;  // of columns_ after the id
};

}  // namespace

std::optional<size_t> SharedRows::ColumnOfDimension(const std::string& column) const {
  for (size_t index = 0; index < columns.size(); ++index) {
    if (columns[index].role == Role::kDimension && columns[index].name == column) return index;
  }
  return std::nullopt;
}

Result<SharedRows> FindRowsOf(const RunInputs& inputs, std::span<const std::string> metrics) {
  RunInputs facts = inputs;
  facts.rollups = nullptr;
  const Query query{{metrics.begin(), metrics.end()}, {}, Grain::kNone, false};
  KEBAO_TRY(const Plan plan, MakePlan(facts, std::span(&query, 1)));
  Choice choice = Choose(plan);
  if (choice.sources.empty())
    return MakeProblem("query.rows_none", metrics.front(),
                       {{"metrics", fmt::format("{}", fmt::join(metrics, ", "))}});
  const ScanPlan& scan = plan.scans[static_cast<size_t>(choice.scan)];
  SharedStatement statement(facts, plan, scan);
  SharedRows shared;
  for (const MetricSource* source : choice.sources)
    shared.metrics.push_back(statement.AddMetric(*source));
  shared.left_out = std::move(choice.left_out);
  shared.columns = statement.columns();
  shared.statement = statement.Text();
  shared.rows = inputs.engine.Query(shared.statement);
  return shared;
}

}  // namespace kebao::metrics
