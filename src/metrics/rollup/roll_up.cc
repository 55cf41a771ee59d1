#include "metrics/rollup/roll_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/problem.h"
#include "engine/stored_type.h"
#include "metrics/fold/scan_fold.h"
#include "metrics/plan/known_codes.h"
#include "metrics/plan/measures.h"
#include "metrics/plan/statements.h"
#include "metrics/rollup/rollup_measures.h"
#include "metrics/rollup/rollup_table.h"

namespace kebao::metrics {
namespace {

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;
constexpr size_t kMostRuns = 16;
constexpr int32_t kDaysPerSlice = 200;

/// The engine as the transaction sees it.
class TransactionReader final : public engine::Engine {
 public:
  explicit TransactionReader(engine::WriteTransaction& transaction) : transaction_(transaction) {}
  const engine::Dialect& dialect() const override { return transaction_.dialect(); }
  std::unique_ptr<engine::ChunkStream> Query(const std::string& sql) const override {
    return transaction_.Query(sql);
  }

 private:
  engine::WriteTransaction& transaction_;
};

/// A dimension for every key, whether or not the catalogue offers it as one.
DimensionSpec DimensionOf(const domain::FactColumn& key) {
  DimensionSpec dimension;
  dimension.id = dimension.column = key.name;
  if (key.type == domain::ColumnType::kAgent) dimension.kind = DimensionKind::kAgent;
  if (key.type == domain::ColumnType::kTeam) dimension.kind = DimensionKind::kTeam;
  if (key.type == domain::ColumnType::kSource) dimension.kind = DimensionKind::kSource;
  return dimension;
}

/// A plan with one grouping per roll-up over all of their keys and measures.
class RollUpPlan {
 public:
  RollUpPlan(const RollUpInputs& inputs, std::span<const RollupDefinition* const> rollups)
      : inputs_(inputs) {
    const RollupSpec& spec = *rollups.front()->spec;
    scan.fact = &inputs.catalog.facts().SchemaOf(spec.fact);
    scan.clock = spec.clock;
    scan.where = "TRUE";
    for (const RollupDefinition* rollup : rollups) AddKeys(*rollup->spec);
    for (const RollupDefinition* rollup : rollups) AddGrouping(*rollup);
    LayOut({inputs.transaction.dialect(), inputs.directory, kEndOfTime, "NULL"}, &scan);
  }

  ScanPlan scan;
  std::vector<std::vector<int>> measures;  // by roll-up, in the order of its definition

 private:
  void AddKeys(const RollupSpec& spec) {
    for (const domain::FactColumn* key : spec.keys) {
      if (DimensionNamed(key->name) < 0) dimensions_.push_back(DimensionOf(*key));
    }
  }

  int DimensionNamed(const std::string& column) const {
    for (size_t index = 0; index < dimensions_.size(); ++index) {
      if (dimensions_[index].column == column) return static_cast<int>(index);
    }
    return -1;
  }

  void AddGrouping(const RollupDefinition& rollup) {
    while (scan.dimensions.size() < dimensions_.size()) {
      const DimensionSpec& dimension = dimensions_[scan.dimensions.size()];
      scan.dimensions.push_back({&dimension,
                                 inputs_.transaction.dialect().Identifier(dimension.column),
                                 KnownCodes(dimension, inputs_.directory)});
    }
    Grouping grouping;
    grouping.grain = rollup.spec->grain;
    for (const domain::FactColumn* key : rollup.spec->keys)
      grouping.dimensions.push_back(DimensionNamed(key->name));
    auto& own = measures.emplace_back();
    for (const Measure& measure : rollup.measures) own.push_back(AddMeasure(measure, &scan));
    grouping.measures = own;
    scan.groupings.push_back(std::move(grouping));
  }

  const RollUpInputs& inputs_;
  std::vector<DimensionSpec> dimensions_;
};

bool IsCounter(int part) { return part == 0; }

void AppendCell(const ScanPlan& scan, const std::vector<int>& measures, const Bucket& bucket,
                const CellKey& key, const double* values, engine::ColumnBatch* batch) {
  auto column = batch->columns.begin();
  column->type() == engine::ValueType::kDay ? column->AppendInt32(bucket.day.days)
                                            : column->AppendInt64(bucket.start.micros);
  for (size_t part = 1; part < key.size(); ++part) {
    ++column;
    key[part] < 0 ? column->AppendNull() : column->AppendInt32(static_cast<int32_t>(key[part]));
  }
  for (const int index : measures) {
    const Measure& measure = scan.measures[static_cast<size_t>(index)];
    for (int part = 0; part < measure.width(); ++part) {
      const double value = values[measure.offset + part];
      ++column;
      if (IsCounter(part)) {
        column->AppendInt32(static_cast<int32_t>(value));
      } else {
        value == value ? column->AppendReal(value) : column->AppendNull();
      }
    }
  }
}

engine::ColumnBatch CellsOf(const RollupDefinition& rollup, const RollUpPlan& plan, size_t index,
                            const CellTable& table, const PeriodClock& clock) {
  engine::ColumnBatch batch;
  for (const domain::FactColumn& column : ColumnsOf(rollup))
    batch.columns.emplace_back(engine::StoredType(column.type));
  const std::vector<Bucket> buckets = clock.Buckets(rollup.spec->grain);
  std::vector<size_t> order(table.keys.size());
  for (size_t cell = 0; cell < order.size(); ++cell) order[cell] = cell;
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return table.keys[a] < table.keys[b]; });
  for (const size_t cell : order) {
    const CellKey& key = table.keys[cell];
    AppendCell(plan.scan, plan.measures[index], buckets[static_cast<size_t>(key[0])], key,
               table.Cell(cell), &batch);
  }
  return batch;
}

/// Joins the runs that lie nearest until there are few.
void JoinNearest(std::vector<DayRun>* runs) {
  while (runs->size() > kMostRuns) {
    size_t nearest = 1;
    const auto gap = [&](size_t next) {
      return (*runs)[next].first.days - (*runs)[next - 1].limit.days;
    };
    for (size_t next = 2; next < runs->size(); ++next) {
      if (gap(next) < gap(nearest)) nearest = next;
    }
    (*runs)[nearest - 1].limit = (*runs)[nearest].limit;
    runs->erase(runs->begin() + static_cast<ptrdiff_t>(nearest));
  }
}

}  // namespace

std::vector<DayRun> RunsOf(std::span<const Instant> hours, const TimeZone& zone) {
  std::set<LocalDay> days;
  for (const Instant hour : hours) {
    // An hour of UTC lies in two local days where the offset is not of whole hours.
    days.insert(zone.DayOf(hour));
    days.insert(zone.DayOf(Instant{hour.micros + kMicrosPerHour - 1}));
  }
  std::vector<DayRun> runs;
  for (const LocalDay day : days) {
    if (runs.empty() || runs.back().limit < day) runs.push_back({day, day});
    runs.back().limit = LocalDay{day.days + 1};
  }
  JoinNearest(&runs);
  return runs;
}

std::vector<DayRun> Slices(const DayRun& run) {
  std::vector<DayRun> slices;
  for (LocalDay first = run.first; first < run.limit; first.days += kDaysPerSlice)
    slices.push_back({first, std::min(run.limit, LocalDay{first.days + kDaysPerSlice})});
  return slices;
}

std::vector<domain::FactColumn> ColumnsOf(const RollupDefinition& rollup) {
  using domain::ColumnType;
  const bool is_daily = rollup.spec->grain == Grain::kDay;
  std::vector<domain::FactColumn> columns = {
      {kSlotColumn, is_daily ? ColumnType::kDay : ColumnType::kInstant}};
  for (const domain::FactColumn* key : rollup.spec->keys) columns.push_back(*key);
  for (size_t index = 0; index < rollup.measures.size(); ++index) {
    int part = 0;
    for (std::string& name : ColumnsOf(index, rollup.measures[index].width())) {
      columns.push_back(
          {std::move(name), IsCounter(part) ? ColumnType::kInteger : ColumnType::kReal});
      ++part;
    }
  }
  return columns;
}

std::string SlotCondition(const RollupDefinition& rollup, const DayRun& run,
                          const engine::Dialect& dialect) {
  const auto literal = [&](LocalDay day) {
    return rollup.spec->grain == Grain::kDay
               ? dialect.DayLiteral(day)
               : dialect.InstantLiteral(Instant{int64_t{day.days} * kMicrosPerDay});
  };
  return fmt::format("{0} >= {1} AND {0} < {2}", kSlotColumn, literal(run.first),
                     literal(run.limit));
}

std::vector<engine::ColumnBatch> RollUpDays(const RollUpInputs& inputs,
                                            std::span<const RollupDefinition* const> rollups,
                                            const DayRun& run) {
  const RollUpPlan plan(inputs, rollups);
  PeriodClock clock({"", run.first, run.limit, Grain::kNone}, inputs.zone, 1);
  const InstantRange rows = clock.range();
  const ScanPeriod period{std::move(clock), rows};
  const TransactionReader reader(inputs.transaction);
  const auto statements = FoldStatements(plan.scan, std::span(&period, 1), reader.dialect());
  const auto result = FoldScan(plan.scan, std::span(&period, 1), reader, statements, SIZE_MAX);
  std::vector<engine::ColumnBatch> cells;
  for (size_t index = 0; index < rollups.size(); ++index)
    cells.push_back(
        CellsOf(*rollups[index], plan, index, result->tables[index].front(), period.clock));
  return cells;
}

}  // namespace kebao::metrics
