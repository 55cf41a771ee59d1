#pragma once

#include <span>
#include <variant>
#include <vector>

#include "metrics/fold/additive_block.h"
#include "metrics/fold/cell_index.h"
#include "metrics/fold/multiset.h"
#include "metrics/fold/row_clock.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// The states of one grouping in one period.
class GroupingFold {
 public:
  GroupingFold(const ScanPlan& plan, const Grouping& grouping, const AdditiveBlock& block,
               const RowClock& clock);

  /// `codes`: for each of the plan's dimensions, code + 1 of every selected row.
  void Add(const engine::ChunkView& inputs, const RowClock& clock,
           std::span<const std::vector<uint64_t>> codes);
  size_t bytes() const;
  CellTable Finish();

 private:
  struct Extremes {
    std::vector<double> low, high;
    std::vector<int64_t> n;
  };
  /// n, Σv, Σ(v − mean)² of a roll-up's cells put together.
  struct MomentState {
    double n = 0;
    double sum = 0;
    double m2 = 0;
    void Merge(const MomentState& other);
  };
  using Moments = std::vector<MomentState>;
  /// The states of one measure that is not a plain sum; entry i belongs to cell i.
  struct Special {
    int measure;
    std::variant<Extremes, Moments, std::vector<IntegerMultiset>, std::vector<RealMultiset>,
                 std::vector<DistinctSet>>
        states;
  };
  void Mix(const RowClock& clock, std::span<const std::vector<uint64_t>> codes);
  void GrowStates();
  void AddSpecial(const engine::ColumnView& column, std::span<const uint32_t> rows,
                  Special* special);
  void AddStates(const engine::ChunkView& inputs, std::span<const uint32_t> rows, Special* special);
  void FinishCell(size_t cell, double* to);
  void FinishAdditive(size_t cell, double* to) const;
  void FinishSpecial(size_t cell, Special* special, double* to);

  const ScanPlan& plan_;
  const Grouping& grouping_;
  const AdditiveBlock& block_;
  CellIndex index_;
  std::vector<double> sums_;
  std::vector<Special> specials_;
  std::vector<uint64_t> mixed_;
  std::vector<uint32_t> cells_;
};

}  // namespace kebao::metrics
