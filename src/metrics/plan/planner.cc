#include "metrics/plan/planner.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "metrics/answer/recorded_columns.h"
#include "metrics/plan/customer_filter.h"
#include "metrics/plan/known_codes.h"
#include "metrics/plan/measures.h"
#include "metrics/plan/metric_dimensions.h"
#include "metrics/rollup/rollup_choice.h"

namespace kebao::metrics {
namespace {

class Planner {
 public:
  explicit Planner(const RunInputs& inputs) : inputs_(inputs), dialect_(inputs.engine.dialect()) {}

  Result<Plan> Run(std::span<const Query> queries) {
    AddPeriod(inputs_.context.period);
    if (inputs_.context.comparison) AddPeriod(*inputs_.context.comparison);
    for (const Filter& filter : inputs_.context.filters) {
      if (filter.dimension == kCustomerFilter) continue;
      KEBAO_TRY_VOID(inputs_.catalog.FindDimension(filter.dimension));
    }
    for (const Query& query : queries) {
      KEBAO_TRY(plan_.queries.emplace_back(), PlanQuery(query));
    }
    for (ScanPlan& scan : plan_.scans) LayOut(ScopeFor(scan), &scan);
    return std::move(plan_);
  }

 private:
  void AddPeriod(const Period& period) {
    PeriodClock clock(period, inputs_.context.zone, inputs_.context.week_start);
    InstantRange rows = clock.range();
    rows.end = std::max(rows.start, std::min(rows.end, inputs_.context.report_time));
    plan_.periods.push_back({std::move(clock), rows});
  }

  Result<PlannedQuery> PlanQuery(const Query& query) {
    PlannedQuery planned;
    planned.query = &query;
    if (query.metrics.empty()) return MakeProblem("query.no_metric", "metrics");
    for (const std::string& id : query.dimensions) {
      KEBAO_TRY(planned.dimensions.emplace_back(), inputs_.catalog.FindDimension(id));
    }
    for (const std::string& id : query.metrics) {
      KEBAO_TRY(const MetricSpec* spec, inputs_.catalog.Find(id, inputs_.context.pack));
      planned.metrics.push_back(spec);
      KEBAO_TRY_VOID(AddMetric(*spec, query, &planned));
    }
    KEBAO_TRY_VOID(RefuseIfNothingIsAnswerable(query, planned));
    return planned;
  }

  Result<void> AddMetric(const MetricSpec& spec, const Query& query, PlannedQuery* planned) {
    if (spec.kind != MetricKind::kDerived) {
      AddSource(spec, query, false, planned);
      return {};
    }
    for (const std::vector<std::string>* parts : {&spec.derived_from, &spec.totals_from}) {
      for (const std::string& part : *parts) {
        KEBAO_TRY(const MetricSpec* base, inputs_.catalog.Find(part, inputs_.context.pack));
        AddSource(*base, query, NeedsTotals(spec), planned);
      }
    }
    return {};
  }

  void AddSource(const MetricSpec& spec, const Query& query, bool needs_total,
                 PlannedQuery* planned) {
    const auto known =
        std::find_if(planned->sources.begin(), planned->sources.end(),
                     [&](const MetricSource& source) { return source.spec == &spec; });
    const bool has_total = query.with_total || needs_total;
    const bool is_enough =
        known != planned->sources.end() && (known->total_grouping >= 0 || !has_total);
    if (is_enough) return;
    MetricSource source = MakeSource(spec, query, has_total, planned->dimensions);
    if (known != planned->sources.end()) {
      *known = source;
    } else {
      planned->sources.push_back(source);
    }
  }

  MetricSource MakeSource(const MetricSpec& spec, const Query& query, bool has_total,
                          const std::vector<const DimensionSpec*>& dimensions) {
    MetricSource source;
    source.spec = &spec;
    if (!HasDimensions(spec, query, dimensions)) return source;
    const RollupChoice rollup = RollupFor(spec, query, dimensions);
    source.scan = rollup.table == nullptr ? ScanFor(spec) : RollupScanFor(*rollup.table);
    if (source.scan < 0) return source;
    ScanPlan& scan = plan_.scans[static_cast<size_t>(source.scan)];
    std::vector<int> measures;
    const bool is_rolled_up = rollup.table != nullptr;
    for (Measure measure : is_rolled_up ? rollup.measures : MeasuresOf(spec, ScopeFor(scan))) {
      if (!is_rolled_up) Restrict(SourcesThatRecord(spec), &measure);
      measures.push_back(AddMeasure(measure, &scan));
    }
    std::copy(measures.begin(), measures.end(), source.measures);
    source.grouping = GroupingFor(dimensions, query.grain, measures, &scan);
    if (has_total) source.total_grouping = GroupingFor({}, Grain::kNone, measures, &scan);
    return source;
  }

  RollupChoice RollupFor(const MetricSpec& spec, const Query& query,
                         const std::vector<const DimensionSpec*>& dimensions) {
    if (inputs_.rollups == nullptr || !SourcesThatRecord(spec).empty()) return {};
    RollupChoice choice =
        ChooseRollup(inputs_, *inputs_.rollups, {&spec, query.grain, dimensions, plan_.periods});
    if (choice.refusal) AddRefusal(*choice.refusal);
    return choice;
  }

  void AddRefusal(const Problem& refusal) {
    const bool is_known =
        std::any_of(plan_.refusals.begin(), plan_.refusals.end(), [&](const Problem& known) {
          return known.code == refusal.code && known.place == refusal.place;
        });
    if (!is_known) plan_.refusals.push_back(refusal);
  }

  /// A roll-up is scanned like a fact whose rows are its cells.
  int RollupScanFor(const RollupTable& table) {
    for (size_t index = 0; index < plan_.scans.size(); ++index) {
      if (plan_.scans[index].rollup == &table) return static_cast<int>(index);
    }
    ScanPlan scan;
    scan.rollup = &table;
    scan.fact = &table.schema;
    scan.clock = kSlotColumn;
    scan.is_day_clock = table.zone.has_value();
    const auto rule = RowRule(inputs_, table.schema, LocalMicros(scan));
    KEBAO_ASSERT(rule.has_value());  // ChooseRollup saw to it that every filter fits
    scan.where = *rule;
    plan_.scans.push_back(std::move(scan));
    return static_cast<int>(plan_.scans.size()) - 1;
  }

  /// Condition for the sources that record what the metric needs; empty where all do, or none.
  std::string SourcesThatRecord(const MetricSpec& spec) const {
    const Recording recording =
        inputs_.recorded.Of(spec, SourcesInScope(inputs_), inputs_.context.data_version);
    if (!recording.is_partial()) return "";
    return fmt::format("({} IN ({}))", dialect_.Identifier("source"),
                       fmt::join(recording.sources, ", "));
  }

  bool HasDimensions(const MetricSpec& spec, const Query& query,
                     const std::vector<const DimensionSpec*>& dimensions) const {
    const domain::FactSchema& fact = inputs_.catalog.facts().SchemaOf(spec.fact);
    if (query.grain == Grain::kHour && !HasHours(spec, fact)) return false;
    return std::ranges::all_of(dimensions, [&](const DimensionSpec* dimension) {
      return HasDimension(spec, fact, *dimension, inputs_.context.pack);
    });
  }

  /// The scan of this fact and clock; −1 if the filters do not fit the fact.
  int ScanFor(const MetricSpec& spec) {
    const domain::FactSchema& fact = inputs_.catalog.facts().SchemaOf(spec.fact);
    ScanPlan scan;
    scan.fact = &fact;
    scan.clock = spec.clock;
    scan.is_day_clock = IsDayClock(spec, fact);
    if (spec.kind == MetricKind::kStock) {
      const SqlScope scope = ScopeFor(scan);
      scan.entered = ToSql(*spec.entered, scope);
      scan.left = ToSql(*spec.left, scope);
      if (spec.again) AddAgain(*spec.again, scope, &scan);
    }
    for (size_t index = 0; index < plan_.scans.size(); ++index) {
      const ScanPlan& known = plan_.scans[index];
      const bool is_same = known.rollup == nullptr && known.fact == scan.fact &&
                           known.clock == scan.clock && known.entered == scan.entered &&
                           known.left == scan.left && known.again == scan.again;
      if (is_same) return static_cast<int>(index);
    }
    const auto rule = RowRule(inputs_, fact, LocalMicros(scan));
    if (!rule) return -1;
    scan.where = *rule;
    plan_.scans.push_back(std::move(scan));
    return static_cast<int>(plan_.scans.size()) - 1;
  }

  void AddAgain(const AgainSpec& spec, const SqlScope& scope, ScanPlan* scan) const {
    scan->again.table = inputs_.catalog.facts().SchemaOf(spec.fact).name;
    scan->again.entered = ToSql(*spec.entered, scope);
    scan->again.left = ToSql(*spec.left, scope);
    scan->again.condition = ToSql(*spec.where, scope);
  }

  /// SQL of the clock's wall time, valid in both periods; empty for a stock, which has no clock.
  std::string LocalMicros(const ScanPlan& scan) const {
    if (scan.is_stock()) return "";
    const std::string micros = dialect_.MicrosOf(dialect_.Identifier(scan.clock));
    if (scan.is_day_clock) return micros;
    return LocalMicrosSql(micros, AllSteps());
  }

  std::vector<ZoneStep> AllSteps() const {
    InstantRange all = plan_.periods.front().clock.range();
    for (const ScanPeriod& period : plan_.periods) {
      all.start = std::min(all.start, period.clock.range().start);
      all.end = std::max(all.end, period.clock.range().end);
    }
    return inputs_.context.zone.StepsIn(all);
  }

  SqlScope ScopeFor(const ScanPlan& scan) const {
    const std::string local = LocalMicros(scan);
    return {dialect_, inputs_.directory, inputs_.context.report_time,
            local.empty() ? "NULL" : LocalDaySql(dialect_, local), inputs_.resolved_between};
  }

  int GroupingFor(const std::vector<const DimensionSpec*>& dimensions, Grain grain,
                  const std::vector<int>& measures, ScanPlan* scan) {
    Grouping grouping;
    grouping.grain = grain;
    for (const DimensionSpec* dimension : dimensions)
      grouping.dimensions.push_back(DimensionFor(*dimension, scan));
    auto found = std::find(scan->groupings.begin(), scan->groupings.end(), grouping);
    if (found == scan->groupings.end()) found = scan->groupings.insert(found, std::move(grouping));
    found->measures.insert(found->measures.end(), measures.begin(), measures.end());
    return static_cast<int>(found - scan->groupings.begin());
  }

  int DimensionFor(const DimensionSpec& dimension, ScanPlan* scan) const {
    for (size_t index = 0; index < scan->dimensions.size(); ++index) {
      if (scan->dimensions[index].spec == &dimension) return static_cast<int>(index);
    }
    ScanDimension added;
    added.spec = &dimension;
    added.known_codes = KnownCodes(dimension, inputs_.directory);
    if (const domain::FactColumn* column = ColumnOf(dimension, *scan->fact, inputs_.context.pack)) {
      added.sql = dialect_.Identifier(column->name);
    }
    scan->dimensions.push_back(std::move(added));
    return static_cast<int>(scan->dimensions.size()) - 1;
  }

  Result<void> RefuseIfNothingIsAnswerable(const Query& query, const PlannedQuery& planned) const {
    const bool is_any = std::any_of(planned.sources.begin(), planned.sources.end(),
                                    [](const MetricSource& source) { return source.scan >= 0; });
    if (is_any) return {};
    const std::string& metric = query.metrics.front();
    const domain::FactSchema& fact =
        inputs_.catalog.facts().SchemaOf(planned.sources.front().spec->fact);
    for (const DimensionSpec* dimension : planned.dimensions) {
      if (ColumnOf(*dimension, fact, inputs_.context.pack) == nullptr) {
        return MakeProblem("query.dimension_unsupported", metric,
                           {{"metric", metric}, {"dimension", dimension->id}});
      }
    }
    const std::string filter =
        inputs_.context.filters.empty() ? "" : inputs_.context.filters.front().dimension;
    if (filter.empty()) {
      return MakeProblem("query.grain_unsupported", metric, {{"metric", metric}});
    }
    if (filter == kCustomerFilter)
      return MakeProblem("query.customer_unsupported", metric, {{"metric", metric}});
    return MakeProblem("query.filter_unsupported", metric,
                       {{"metric", metric}, {"dimension", filter}});
  }

  const RunInputs& inputs_;
  const engine::Dialect& dialect_;
  Plan plan_;
};

}  // namespace

Result<Plan> MakePlan(const RunInputs& inputs, std::span<const Query> queries) {
  return Planner(inputs).Run(queries);
}

}  // namespace kebao::metrics
