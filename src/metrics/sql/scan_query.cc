#include "metrics/sql/scan_query.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

#include "metrics/fold/additive_block.h"
#include "metrics/fold/stock_fold.h"
#include "metrics/plan/row_rule.h"
#include "metrics/plan/statements.h"
#include "metrics/sql/aggregates.h"

namespace kebao::metrics {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;
constexpr size_t kInstantsPerStatement = 200;

/// Columns that TimedRows adds: wall clock and day are written once, not repeated in every
/// expression that needs them.
constexpr const char* kClockMicros = "clock_micros";
constexpr const char* kLocalMicros = "local_micros";
constexpr const char* kLocalDayNumber = "local_day_number";

/// The fact's rows that satisfy a condition, with the three columns above.
std::string TimedRows(const ScanPlan& plan, const ScanPeriod& period, const std::string& condition,
                      const engine::Dialect& dialect) {
  const std::string clock = dialect.Identifier(kClockMicros);
  const std::string local = plan.is_day_clock ? clock : LocalMicrosSql(clock, period.clock.steps());
  const std::string day = LocalDaySql(dialect, dialect.Identifier(kLocalMicros));
  return fmt::format(
      "(SELECT *, {} AS {} FROM (SELECT *, {} AS {} FROM (SELECT *, {} AS {} FROM {} WHERE {}) AS "
      "rows_in_period) "
      "AS with_wall_clock) AS with_day",
      day, dialect.Identifier(kLocalDayNumber), local, dialect.Identifier(kLocalMicros),
      dialect.MicrosOf(dialect.Identifier(plan.clock)), clock, dialect.Identifier(plan.fact->name),
      condition);
}

/// SQL of the grouping key in one period, and its way back to buckets.
class KeySql {
 public:
  KeySql(const ScanPlan& plan, const Grouping& grouping, const ScanPeriod& period,
         const engine::Dialect& dialect)
      : plan_(plan),
        grouping_(grouping),
        period_(period),
        dialect_(dialect),
        index_(period.clock, grouping.grain) {
    local_ = dialect.Identifier(kLocalMicros);
    micros_ = dialect.Identifier(kClockMicros);
  }

  std::vector<std::string> Columns() const {
    std::vector<std::string> columns;
    if (grouping_.grain != Grain::kNone) columns.push_back(Bucket());
    for (const int dimension : grouping_.dimensions) columns.push_back(Code(dimension));
    return columns;
  }

  /// `columns` as they came back, NaN for null.
  CellKey KeyOf(const double* columns) const {
    CellKey key = {0};
    if (grouping_.grain == Grain::kHour)
      key[0] = index_.OfHourStart(static_cast<int64_t>(columns[0]));
    if (grouping_.grain == Grain::kDay) key[0] = index_.OfDay(static_cast<int64_t>(columns[0]));
    if (grouping_.grain > Grain::kDay) key[0] = static_cast<int64_t>(columns[0]);
    const double* codes = columns + (grouping_.grain == Grain::kNone ? 0 : 1);
    for (size_t part = 0; part < grouping_.dimensions.size(); ++part) {
      key.push_back(codes[part] == codes[part] ? static_cast<int64_t>(codes[part]) : -1);
    }
    return key;
  }

 private:
  std::string Bucket() const {
    if (grouping_.grain == Grain::kHour) {
      return fmt::format("({} * {} - ({} - {}))", dialect_.FloorDivide(local_, kMicrosPerHour),
                         kMicrosPerHour, local_, micros_);
    }
    const std::string day = dialect_.Identifier(kLocalDayNumber);
    if (grouping_.grain == Grain::kDay) return day;
    return BucketOfDay(day);
  }

  /// Weeks, months …: the bucket's number, from the days on which buckets begin.
  std::string BucketOfDay(const std::string& day) const {
    const auto buckets = period_.clock.Buckets(grouping_.grain);
    if (buckets.size() == 1) return fmt::format("(0 * {})", day);
    std::string sql = "(CASE";
    for (size_t index = 1; index < buckets.size(); ++index) {
      sql += fmt::format(" WHEN {} < {} THEN {}", day, buckets[index].day.days, index - 1);
    }
    return sql + fmt::format(" ELSE {} END)", buckets.size() - 1);
  }

  std::string Code(int dimension) const {
    const ScanDimension& scan_dimension = plan_.dimensions[static_cast<size_t>(dimension)];
    switch (scan_dimension.spec->kind) {
      case DimensionKind::kWeekday:
        return WeekdaySql(dialect_, local_);
      case DimensionKind::kHourOfDay:
        return HourOfDaySql(dialect_, local_);
      default:
        return scan_dimension.sql;
    }
  }

  const ScanPlan& plan_;
  const Grouping& grouping_;
  const ScanPeriod& period_;
  const engine::Dialect& dialect_;
  BucketIndex index_;
  std::string local_;
  std::string micros_;
};

std::string Compose(const std::vector<std::string>& keys, std::vector<std::string> aggregates,
                    const std::string& rows) {
  std::vector<std::string> columns = keys;
  columns.insert(columns.end(), aggregates.begin(), aggregates.end());
  std::string sql = fmt::format("SELECT {} FROM {}", fmt::join(columns, ", "), rows);
  if (!keys.empty()) sql += fmt::format(" GROUP BY {}", fmt::join(keys, ", "));
  return sql;
}

/// Every row of a small result as numbers; null is NaN.
std::vector<std::vector<double>> ReadNumbers(const engine::Engine& engine, const std::string& sql) {
  std::vector<std::vector<double>> table;
  const auto stream = engine.Query(sql);
  for (engine::ChunkView chunk; stream->Next(&chunk);) {
    const size_t first = table.size();
    table.resize(first + chunk.rows, std::vector<double>(chunk.columns.size(), kNone));
    std::vector<uint32_t> rows(chunk.rows);
    for (uint32_t row = 0; row < chunk.rows; ++row) rows[row] = row;
    for (size_t column = 0; column < chunk.columns.size(); ++column) {
      VisitNumbers(chunk.columns[column], rows, [&](size_t row, auto value) {
        table[first + row][column] = static_cast<double>(value);
      });
    }
  }
  return table;
}

CellTable QueryGrouping(const ScanPlan& plan, const Grouping& grouping, const ScanPeriod& period,
                        const engine::Engine& engine, std::vector<std::string>* statements) {
  const engine::Dialect& dialect = engine.dialect();
  const KeySql key(plan, grouping, period, dialect);
  const std::vector<std::string> keys = key.Columns();
  std::vector<std::string> aggregates = {dialect.CountIf("TRUE")};
  for (const int index : grouping.measures) {
    for (std::string& sql : AggregateSql(plan.measures[static_cast<size_t>(index)], dialect)) {
      aggregates.push_back(std::move(sql));
    }
  }
  const std::string condition =
      fmt::format("{} AND {}", PeriodCondition(plan, period, dialect), plan.where);
  statements->push_back(Compose(keys, aggregates, TimedRows(plan, period, condition, dialect)));
  CellTable table;
  table.width = plan.result_width;
  for (const std::vector<double>& row : ReadNumbers(engine, statements->back())) {
    const double* columns = row.data() + keys.size();
    if (*columns++ == 0) continue;  // the one row of an ungrouped statement without rows
    table.keys.push_back(key.KeyOf(row.data()));
    table.values.resize(table.values.size() + static_cast<size_t>(table.width), kNone);
    double* cell = table.values.data() + table.values.size() - static_cast<size_t>(table.width);
    for (const int index : grouping.measures) {
      const Measure& measure = plan.measures[static_cast<size_t>(index)];
      FillMeasure(measure, columns, cell + measure.offset);
      columns += AggregateSql(measure, dialect).size();
    }
  }
  return table;
}

/// Counts by cell, that several statements add up.
using StockCells = std::map<CellKey, std::vector<double>>;

/// Rows of one table, and between which instants each was in stock.
struct StockRows {
  std::string table;
  std::string entered;
  std::string left;
  std::string condition;
};

std::vector<StockRows> RowsInStock(const ScanPlan& plan) {
  std::vector<StockRows> rows = {
      {std::string(plan.fact->name), plan.entered, plan.left, plan.where}};
  if (!plan.again.table.empty()) {
    rows.push_back({plan.again.table, plan.again.entered, plan.again.left,
                    fmt::format("{} AND {}", plan.again.condition, plan.where)});
  }
  return rows;
}

/// The stock at some instants: one count per instant and measure.
void QueryStockAt(const ScanPlan& plan, const StockRows& rows, const Grouping& grouping,
                  std::span<const Instant> instants, size_t first, const engine::Engine& engine,
                  std::vector<std::string>* statements, StockCells* cells) {
  const engine::Dialect& dialect = engine.dialect();
  std::vector<std::string> keys;
  for (const int dimension : grouping.dimensions)
    keys.push_back(plan.dimensions[static_cast<size_t>(dimension)].sql);
  std::vector<std::string> counts;
  for (const Instant at : instants) {
    const std::string when = dialect.InstantLiteral(at);
    const std::string in_stock =
        fmt::format("{0} < {2} AND ({1} IS NULL OR {1} >= {2})", rows.entered, rows.left, when);
    for (const Measure& measure : plan.measures) {
      const std::string condition = measure.condition.empty() ? "TRUE" : measure.condition;
      counts.push_back(dialect.CountIf(fmt::format("{} AND {}", in_stock, condition)));
    }
  }
  statements->push_back(Compose(
      keys, counts, fmt::format("{} WHERE {}", dialect.Identifier(rows.table), rows.condition)));
  for (const std::vector<double>& row : ReadNumbers(engine, statements->back())) {
    for (size_t at = 0; at < instants.size(); ++at) {
      const auto from =
          row.begin() + static_cast<ptrdiff_t>(keys.size() + at * plan.measures.size());
      const auto until = from + static_cast<ptrdiff_t>(plan.measures.size());
      if (std::all_of(from, until, [](double stock) { return stock == 0; })) continue;
      CellKey key = {static_cast<int64_t>(first + at)};
      for (size_t part = 0; part < keys.size(); ++part) {
        key.push_back(row[part] == row[part] ? static_cast<int64_t>(row[part]) : -1);
      }
      std::vector<double>& cell = (*cells)[key];
      cell.resize(plan.measures.size());
      std::transform(from, until, cell.begin(), cell.begin(), std::plus<>());
    }
  }
}

}  // namespace

ScanResult QueryScan(const ScanPlan& plan, std::span<const ScanPeriod> periods,
                     const engine::Engine& engine, std::vector<std::string>* statements) {
  ScanResult result;
  for (const Grouping& grouping : plan.groupings) {
    auto& tables = result.tables.emplace_back();
    for (const ScanPeriod& period : periods) {
      tables.push_back(QueryGrouping(plan, grouping, period, engine, statements));
    }
  }
  return result;
}

ScanResult QueryStock(const ScanPlan& plan, std::span<const ScanPeriod> periods,
                      const engine::Engine& engine, std::vector<std::string>* statements) {
  ScanResult result;
  for (const Grouping& grouping : plan.groupings) {
    auto& tables = result.tables.emplace_back();
    for (const ScanPeriod& period : periods) {
      StockCells cells;
      const std::vector<Instant> instants = StockInstants(period, grouping.grain);
      for (size_t first = 0; first < instants.size(); first += kInstantsPerStatement) {
        const size_t count = std::min(kInstantsPerStatement, instants.size() - first);
        for (const StockRows& rows : RowsInStock(plan))
          QueryStockAt(plan, rows, grouping, std::span(instants).subspan(first, count), first,
                       engine, statements, &cells);
      }
      CellTable& table = tables.emplace_back();
      table.width = plan.result_width;
      for (const auto& [key, counts] : cells) {
        table.keys.push_back(key);
        table.values.insert(table.values.end(), counts.begin(), counts.end());
      }
    }
  }
  return result;
}

}  // namespace kebao::metrics
