#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/fact_schema.h"
#include "metrics/catalog/metric_spec.h"
#include "metrics/plan/row_program.h"
#include "metrics/query.h"
#include "metrics/time/buckets.h"

namespace kebao::metrics {

struct RollupTable;

/// What is accumulated per cell. Every kind has a state that merges, so that the order of rows does
/// not matter.
enum class MeasureKind : uint8_t {
  kCount,     // rows where `condition`
  kSum,       // n, Σv
  kMoments,   // n, Σv, Σ(v − mean)²
  kPair,      // n, Σy, Σx, Σy², Σxy, Σx²: a ratio of sums and its variance
  kExtremes,  // n, min, max
  kMultiset,  // the values themselves: any quantile, exactly
  kDistinct,  // how many different values
};

/// One accumulation of a scan. The texts are SQL over the fact's columns and hold no aggregate.
struct Measure {
  MeasureKind kind = MeasureKind::kCount;
  std::string value;      // empty for kCount
  std::string other;      // x of a pair
  std::string condition;  // empty = every row; of a pair: parts are conditioned by themselves
  std::vector<double> quantiles;  // kMultiset: those asked for
  RowInput row;                   // the same as value and condition
  RowInput other_row;             // the same as x
  bool is_sql_only = false;       // the SQL says more than the rows: some sources are left out

  // Set by the planner:
  int value_input = -1;  // of the row program (null where the condition does not hold)
  int other_input = -1;
  int condition_input = -1;  // kCount with a condition
  int state = -1;            // in a scan of a roll-up: the number of this measure there …
  int state_input = -1;      // … and the first column of its states (in the order of its results)
  int offset = 0;            // first number of this measure in a cell's results
  /// kCount [n]; kSum [n, sum]; kMoments [n, sum, m2]; kPair [n, y, x, yy, xy, xx]; kExtremes [n,
  /// min, max]; kMultiset [n, then value, low, high per quantile]; kDistinct [n].
  int width() const;
};

/// A dimension as a scan projects it.
struct ScanDimension {
  const DimensionSpec* spec = nullptr;
  std::string sql;          // empty for computed ones
  int64_t known_codes = 0;  // codes lie in [-1, known_codes) as far as the directory knows
};

/// One way of grouping the scanned rows.
struct Grouping {
  std::vector<int> dimensions;  // indices into ScanPlan::dimensions
  Grain grain = Grain::kNone;
  std::vector<int> measures;  // those that somebody asked for under this grouping; ascending
  bool operator==(const Grouping& other) const {
    return dimensions == other.dimensions && grain == other.grain;
  }
};

/// One statement's worth of work: all questions about one fact by one clock, in both periods.
struct ScanPlan {
  const domain::FactSchema* fact = nullptr;
  std::string clock;  // column; empty for a stock
  bool is_day_clock = false;
  std::string where;   // filters, sources and scope; empty = all rows
  RowProgram program;  // what is projected, and the measures' inputs made of it
  std::vector<Measure> measures;
  std::vector<ScanDimension> dimensions;
  std::vector<Grouping> groupings;
  int result_width = 0;  // numbers per cell

  /// The rows are a roll-up's cells: `fact` is the roll-up's schema, inputs are its states.
  const RollupTable* rollup = nullptr;

  // Stock only: SQL of the instants between which a row is in stock.
  std::string entered;
  std::string left;
  /// Stock only: another fact whose rows came in again; empty table: none. It has the columns of
  /// dimensions, conditions and `where` by the same names.
  struct Again {
    std::string table;
    std::string entered;
    std::string left;
    std::string condition;
    bool operator==(const Again&) const = default;
  };
  Again again;
  bool is_stock() const { return clock.empty(); }
};

/// A period of the run with its calendar; rows from `limit` (report time) on are not seen.
struct ScanPeriod {
  PeriodClock clock;
  InstantRange rows;  // clock.range() cut at the report time
};

/// A cell's key: bucket (0 for Grain::kNone), then one code per dimension (−1 = not stated).
using CellKey = std::vector<int64_t>;

/// What a scan found for one grouping in one period. Cell i's numbers are values[i × width, …).
struct CellTable {
  int width = 0;
  std::vector<CellKey> keys;
  std::vector<double> values;  // NaN: no value
  const double* Cell(size_t index) const {
    return values.data() + index * static_cast<size_t>(width);
  }
};

/// tables[grouping][period].
struct ScanResult {
  std::vector<std::vector<CellTable>> tables;
  int64_t rows = 0;
};

}  // namespace kebao::metrics
