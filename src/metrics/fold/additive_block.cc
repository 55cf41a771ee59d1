#include "metrics/fold/additive_block.h"

#include <algorithm>
#include <cmath>

#include "base/problem.h"

namespace kebao::metrics {
namespace {

constexpr size_t kLanes = 4;
typedef double Lanes __attribute__((vector_size(kLanes * sizeof(double)), aligned(8), may_alias));

/// Moments of a roll-up's cells are merged, not added (see GroupingFold): their squares would have
/// to be taken around a middle that no cell's mean is exactly.
int SlotWidth(const ScanPlan& plan, MeasureKind kind) {
  if (plan.rollup != nullptr && kind == MeasureKind::kMoments) return 0;
  switch (kind) {
    case MeasureKind::kCount:
      return 1;
    case MeasureKind::kSum:
      return 2;
    case MeasureKind::kMoments:
      return 3;
    case MeasureKind::kPair:
      return 6;
    default:
      return 0;
  }
}

/// The hot loop of a report: one addition of a short vector per row and grouping.
__attribute__((target_clones("avx2", "default"))) void AddRows(const double* rows, size_t stride,
                                                               const uint32_t* cells, size_t count,
                                                               double* accumulators) {
  for (size_t row = 0; row < count; ++row) {
    const double* from = rows + row * stride;
    double* to = accumulators + size_t{cells[row]} * stride;
    for (size_t lane = 0; lane < stride; lane += kLanes) {
      *reinterpret_cast<Lanes*>(to + lane) += *reinterpret_cast<const Lanes*>(from + lane);
    }
  }
}

}  // namespace

AdditiveBlock::AdditiveBlock(const ScanPlan& plan)
    : plan_(plan), shifts_(plan.measures.size(), 0), has_shift_(plan.measures.size(), false) {
  int offset = 0;
  for (size_t index = 0; index < plan.measures.size(); ++index) {
    const int width = SlotWidth(plan, plan.measures[index].kind);
    if (width == 0) continue;
    slots_.push_back({static_cast<int>(index), offset});
    offset += width;
  }
  stride_ = (static_cast<size_t>(offset) + kLanes - 1) / kLanes * kLanes;
}

void AdditiveBlock::ChooseShift(const engine::ColumnView& column, std::span<const uint32_t> rows,
                                size_t measure) {
  if (has_shift_[measure]) return;
  std::vector<double> values;
  VisitNumbers(column, rows,
               [&](size_t, auto value) { values.push_back(static_cast<double>(value)); });
  if (values.empty()) return;
  const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  shifts_[measure] = std::trunc(*middle);
  has_shift_[measure] = true;
}

void AdditiveBlock::Fill(const engine::ChunkView& inputs, std::span<const uint32_t> rows) {
  rows_.assign(rows.size() * stride_, 0);
  const auto input = [&](int index) -> const engine::ColumnView& {
    return inputs.columns[static_cast<size_t>(index)];
  };
  if (plan_.rollup != nullptr) return FillStates(inputs, rows);
  for (const AdditiveSlot& slot : slots_) {
    const Measure& measure = plan_.measures[static_cast<size_t>(slot.measure)];
    double* to = rows_.data() + slot.offset;
    const size_t stride = stride_;
    switch (measure.kind) {
      case MeasureKind::kCount:
        if (measure.condition_input < 0) {
          for (size_t row = 0; row < rows.size(); ++row) to[row * stride] = 1;
          break;
        }
        VisitNumbers(input(measure.condition_input), rows, [&](size_t row, auto value) {
          to[row * stride] = static_cast<double>(value);
        });
        break;
      case MeasureKind::kSum:
        VisitNumbers(input(measure.value_input), rows, [&](size_t row, auto value) {
          to[row * stride] = 1;
          to[row * stride + 1] = static_cast<double>(value);
        });
        break;
      case MeasureKind::kMoments: {
        ChooseShift(input(measure.value_input), rows, static_cast<size_t>(slot.measure));
        const double shift = shifts_[static_cast<size_t>(slot.measure)];
        VisitNumbers(input(measure.value_input), rows, [&](size_t row, auto value) {
          const auto number = static_cast<double>(value);
          to[row * stride] = 1;
          to[row * stride + 1] = number;
          to[row * stride + 2] = (number - shift) * (number - shift);
        });
        break;
      }
      case MeasureKind::kPair:
        VisitNumbers(input(measure.value_input), rows, [&](size_t row, auto value) {
          to[row * stride + 1] = static_cast<double>(value);
        });
        VisitNumbers(input(measure.other_input), rows, [&](size_t row, auto value) {
          to[row * stride] = 1;
          to[row * stride + 2] = static_cast<double>(value);
        });
        for (size_t row = 0; row < rows.size(); ++row) {
          double* pair = to + row * stride;
          pair[3] = pair[1] * pair[1];
          pair[4] = pair[1] * pair[2];
          pair[5] = pair[2] * pair[2];
        }
        break;
      default:
        break;
    }
  }
}

/// A cell of a roll-up stands for many rows: its columns are a measure's sums themselves.
void AdditiveBlock::FillStates(const engine::ChunkView& inputs, std::span<const uint32_t> rows) {
  for (const AdditiveSlot& slot : slots_) {
    const Measure& measure = plan_.measures[static_cast<size_t>(slot.measure)];
    const size_t first = static_cast<size_t>(measure.state_input);
    double* to = rows_.data() + slot.offset;
    for (int part = 0; part < measure.width(); ++part) {
      VisitNumbers(inputs.columns[first + static_cast<size_t>(part)], rows,
                   [&](size_t row, auto value) {
                     to[row * stride_ + static_cast<size_t>(part)] = static_cast<double>(value);
                   });
    }
  }
}

void AdditiveBlock::AddTo(std::span<const uint32_t> cells, double* accumulators) const {
  AddRows(rows_.data(), stride_, cells.data(), cells.size(), accumulators);
}

}  // namespace kebao::metrics
