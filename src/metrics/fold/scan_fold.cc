#include "metrics/fold/scan_fold.h"

#include <algorithm>

#include "base/problem.h"
#include "metrics/fold/grouping_fold.h"
#include "metrics/fold/row_machine.h"

namespace kebao::metrics {
namespace {

constexpr size_t kChunksBetweenMemoryChecks = 256;

/// One period: its rows, their codes, and the states of every grouping.
class PeriodFold {
 public:
  PeriodFold(const ScanPlan& plan, const ScanPeriod& period)
      : plan_(plan), clock_(plan, period), block_(plan), codes_(plan.dimensions.size()) {
    folds_.reserve(plan.groupings.size());
    for (const Grouping& grouping : plan.groupings)
      folds_.emplace_back(plan, grouping, block_, clock_);
  }

  void Add(const engine::ChunkView& chunk, const engine::ChunkView& inputs) {
    if (!clock_.Select(chunk.columns[0], chunk.rows)) return;
    ReadCodes(chunk);
    if (block_.stride() > 0) block_.Fill(inputs, clock_.rows());
    for (GroupingFold& fold : folds_) fold.Add(inputs, clock_, codes_);
  }

  size_t bytes() const {
    size_t total = 0;
    for (const GroupingFold& fold : folds_) total += fold.bytes();
    return total;
  }

  CellTable Finish(size_t grouping) { return folds_[grouping].Finish(); }

 private:
  /// Codes shifted by one (0 = not stated).
  void ReadCodes(const engine::ChunkView& chunk) {
    size_t column = 1;
    for (size_t index = 0; index < plan_.dimensions.size(); ++index) {
      const DimensionSpec& spec = *plan_.dimensions[index].spec;
      std::vector<uint64_t>& codes = codes_[index];
      codes.assign(clock_.rows().size(), 0);
      if (spec.kind == DimensionKind::kWeekday) {
        for (size_t row = 0; row < codes.size(); ++row)
          codes[row] = static_cast<uint64_t>(clock_.WeekdayOf(row)) + 1;
      } else if (spec.kind == DimensionKind::kHourOfDay) {
        for (size_t row = 0; row < codes.size(); ++row)
          codes[row] = static_cast<uint64_t>(clock_.HourOf(row)) + 1;
      } else {
        const auto limit = static_cast<uint64_t>(plan_.dimensions[index].known_codes);
        VisitNumbers(chunk.columns[column++], clock_.rows(), [&](size_t row, auto value) {
          const auto code = static_cast<uint64_t>(value);
          if (code >= limit) throw WorldFailure("query.directory_outdated", spec.id);
          codes[row] = code + 1;
        });
      }
    }
  }

  const ScanPlan& plan_;
  RowClock clock_;
  AdditiveBlock block_;
  std::vector<GroupingFold> folds_;
  std::vector<std::vector<uint64_t>> codes_;
};

/// Column of the first projected one: after the clock and the dimensions that are columns.
size_t FirstProjected(const ScanPlan& plan) {
  return 1 + static_cast<size_t>(std::count_if(
                 plan.dimensions.begin(), plan.dimensions.end(),
                 [](const ScanDimension& dimension) { return !dimension.sql.empty(); }));
}

size_t BytesOf(const std::vector<std::unique_ptr<PeriodFold>>& folds) {
  size_t total = 0;
  for (const auto& fold : folds) total += fold->bytes();
  return total;
}

}  // namespace

std::optional<ScanResult> FoldScan(const ScanPlan& plan, std::span<const ScanPeriod> periods,
                                   const engine::Engine& engine,
                                   std::span<const std::string> statements, size_t memory_budget) {
  std::vector<std::unique_ptr<PeriodFold>> folds;
  for (const ScanPeriod& period : periods)
    folds.push_back(std::make_unique<PeriodFold>(plan, period));
  RowMachine machine(plan.program);
  const size_t first_projected = FirstProjected(plan);
  ScanResult result;
  size_t chunks = 0;
  for (const std::string& statement : statements) {
    const auto stream = engine.Query(statement);
    for (engine::ChunkView chunk; stream->Next(&chunk);) {
      result.rows += static_cast<int64_t>(chunk.rows);
      const engine::ChunkView& inputs = machine.Run(chunk, first_projected);
      for (const auto& fold : folds) fold->Add(chunk, inputs);
      const bool is_time_to_check = ++chunks % kChunksBetweenMemoryChecks == 0;
      if (is_time_to_check && BytesOf(folds) > memory_budget) return std::nullopt;
    }
  }
  for (size_t grouping = 0; grouping < plan.groupings.size(); ++grouping) {
    auto& tables = result.tables.emplace_back();
    for (const auto& fold : folds) tables.push_back(fold->Finish(grouping));
  }
  return result;
}

}  // namespace kebao::metrics
