#include "metrics/fold/stock_fold.h"

#include <algorithm>
#include <map>
#include <set>

#include "metrics/fold/additive_block.h"

namespace kebao::metrics {
namespace {

/// Counts of one grouping in one period: first the changes between successive instants, at last
/// their running sums.
class StockGrouping {
 public:
  StockGrouping(const ScanPlan& plan, const Grouping& grouping, const ScanPeriod& period)
      : plan_(plan), grouping_(grouping) {
    for (const Instant at : StockInstants(period, grouping.grain)) instants_.push_back(at.micros);
  }

  /// In stock at every instant t with entered < t and (still in or t ≤ left).
  void Add(int64_t entered, std::optional<int64_t> left, const CellKey& codes,
           std::span<const double> counted) {
    const size_t from = FirstAfter(entered);
    const size_t until = left ? FirstAfter(*left) : instants_.size();
    if (from >= until) return;
    CellKey key;
    for (const int dimension : grouping_.dimensions)
      key.push_back(codes[static_cast<size_t>(dimension)]);
    std::vector<double>& changes = changes_[key];
    changes.resize(instants_.size() * counted.size());
    for (size_t measure = 0; measure < counted.size(); ++measure) {
      changes[from * counted.size() + measure] += counted[measure];
      if (until < instants_.size()) changes[until * counted.size() + measure] -= counted[measure];
    }
  }

  CellTable Finish() const {
    CellTable table;
    table.width = plan_.result_width;
    const size_t width = plan_.measures.size();
    for (const auto& [key, changes] : changes_) {
      std::vector<double> running(width, 0);
      for (size_t bucket = 0; bucket < instants_.size(); ++bucket) {
        for (size_t measure = 0; measure < width; ++measure)
          running[measure] += changes[bucket * width + measure];
        if (std::all_of(running.begin(), running.end(), [](double stock) { return stock == 0; }))
          continue;
        CellKey& cell = table.keys.emplace_back(CellKey{static_cast<int64_t>(bucket)});
        cell.insert(cell.end(), key.begin(), key.end());
        table.values.insert(table.values.end(), running.begin(), running.end());
      }
    }
    return table;
  }

 private:
  size_t FirstAfter(int64_t micros) const {
    return static_cast<size_t>(std::upper_bound(instants_.begin(), instants_.end(), micros) -
                               instants_.begin());
  }
  const ScanPlan& plan_;
  const Grouping& grouping_;
  std::vector<int64_t> instants_;
  std::map<CellKey, std::vector<double>> changes_;
};

/// One row of the stream at a time: stocks are asked for seldom, and few rows are ever in stock.
class StockRows {
 public:
  StockRows(const ScanPlan& plan, const engine::ChunkView& chunk) : plan_(plan), chunk_(chunk) {}

  CellKey Codes(size_t row) const {
    CellKey codes;
    for (size_t index = 0; index < plan_.dimensions.size(); ++index) {
      const engine::ColumnView& column = chunk_.columns[2 + index];
      codes.push_back(column.IsNull(row) ? -1 : column.Int32(row));
    }
    return codes;
  }

  std::vector<double> Counted(size_t row) const {
    std::vector<double> counted;
    for (const Measure& measure : plan_.measures) {
      if (measure.condition_input < 0) {
        counted.push_back(1);
        continue;
      }
      const size_t column =
          2 + plan_.dimensions.size() + static_cast<size_t>(measure.condition_input);
      const engine::ColumnView& condition = chunk_.columns[column];
      counted.push_back(!condition.IsNull(row) && condition.Boolean(row) ? 1 : 0);
    }
    return counted;
  }

  std::optional<int64_t> InstantAt(size_t column, size_t row) const {
    const engine::ColumnView& view = chunk_.columns[column];
    return view.IsNull(row) ? std::nullopt : std::optional(view.Int64(row));
  }

 private:
  const ScanPlan& plan_;
  const engine::ChunkView& chunk_;
};

}  // namespace

std::vector<Instant> StockInstants(const ScanPeriod& period, Grain grain) {
  std::vector<Instant> instants;
  for (const Bucket& bucket : period.clock.Buckets(grain)) {
    if (!(bucket.start < period.rows.end)) break;
    instants.push_back(std::min({bucket.end, period.clock.range().end, period.rows.end}));
  }
  return instants;
}

ScanResult FoldStock(const ScanPlan& plan, std::span<const ScanPeriod> periods,
                     const engine::Engine& engine, const std::string& statement) {
  std::vector<std::vector<StockGrouping>> groupings;
  for (const Grouping& grouping : plan.groupings) {
    auto& by_period = groupings.emplace_back();
    for (const ScanPeriod& period : periods) by_period.emplace_back(plan, grouping, period);
  }
  ScanResult result;
  const auto stream = engine.Query(statement);
  for (engine::ChunkView chunk; stream->Next(&chunk);) {
    result.rows += static_cast<int64_t>(chunk.rows);
    const StockRows rows(plan, chunk);
    for (size_t row = 0; row < chunk.rows; ++row) {
      const CellKey codes = rows.Codes(row);
      const std::vector<double> counted = rows.Counted(row);
      const int64_t entered = *rows.InstantAt(0, row);
      const std::optional<int64_t> left = rows.InstantAt(1, row);
      for (auto& by_period : groupings) {
        for (StockGrouping& grouping : by_period) grouping.Add(entered, left, codes, counted);
      }
    }
  }
  for (const auto& by_period : groupings) {
    auto& tables = result.tables.emplace_back();
    for (const StockGrouping& grouping : by_period) tables.push_back(grouping.Finish());
  }
  return result;
}

}  // namespace kebao::metrics
