#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/chunk.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// Where the additive numbers of a measure lie in a cell's accumulators.
struct AdditiveSlot {
  int measure = 0;
  int offset = 0;
};

/// The contributions of a chunk's rows to all additive measures, row by row: made once, added to
/// the cell of every grouping. Counts, sums and squares are all sums, so one vector addition per
/// row and grouping does them all.
class AdditiveBlock {
 public:
  explicit AdditiveBlock(const ScanPlan& plan);

  size_t stride() const { return stride_; }
  const std::vector<AdditiveSlot>& slots() const { return slots_; }
  /// Squares are taken around a whole number in the middle of the first values, so that they do not
  /// cancel and squares of whole numbers stay exact; the shift of a measure.
  double ShiftOf(int measure) const { return shifts_[static_cast<size_t>(measure)]; }

  /// `inputs`: what the row program makes of a chunk.
  void Fill(const engine::ChunkView& inputs, std::span<const uint32_t> rows);
  /// accumulators[cell] += contributions of row, for every row.
  void AddTo(std::span<const uint32_t> cells, double* accumulators) const;

 private:
  void ChooseShift(const engine::ColumnView& column, std::span<const uint32_t> rows,
                   size_t measure);
  void FillStates(const engine::ChunkView& inputs, std::span<const uint32_t> rows);
  const ScanPlan& plan_;
  size_t stride_ = 0;
  std::vector<AdditiveSlot> slots_;
  std::vector<double> shifts_;
  std::vector<bool> has_shift_;
  std::vector<double> rows_;  // row-major, stride_ numbers each
};

/// Calls visit(position, value) for every row of `rows` where the column is not null; booleans as 0
/// and 1.
template <class Visit>
void VisitNumbers(const engine::ColumnView& column, std::span<const uint32_t> rows, Visit visit);

}  // namespace kebao::metrics

#include "metrics/fold/visit_numbers.inl"
