#include "metrics/fold/grouping_fold.h"

#include <bit>
#include <limits>

#include "base/problem.h"
#include "metrics/fold/quantile.h"

namespace kebao::metrics {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::vector<int64_t> SizesOf(const ScanPlan& plan, const Grouping& grouping,
                             const RowClock& clock) {
  std::vector<int64_t> sizes = {clock.BucketCount(grouping.grain)};
  for (const int dimension : grouping.dimensions) {
    sizes.push_back(plan.dimensions[static_cast<size_t>(dimension)].known_codes + 1);
  }
  return sizes;
}

/// Any number as 64 bits such that equal numbers and only they are equal.
int64_t KeyOf(double value) { return std::bit_cast<int64_t>(value == 0 ? 0.0 : value); }
int64_t KeyOf(int64_t value) { return value; }
int64_t KeyOf(int32_t value) { return value; }
int64_t KeyOf(bool value) { return value ? 1 : 0; }

template <class T>
double Real(T value) {
  return static_cast<double>(value);
}

}  // namespace

/// Chan, Golub, LeVeque (1979): the squares of two parts and of the distance between their means.
/// Nothing is subtracted from anything large.
void GroupingFold::MomentState::Merge(const MomentState& other) {
  if (other.n == 0) return;
  if (n > 0) {
    const double distance = other.sum / other.n - sum / n;
    m2 += distance * distance * n * other.n / (n + other.n);
  }
  m2 += other.m2;
  n += other.n;
  sum += other.sum;
}

GroupingFold::GroupingFold(const ScanPlan& plan, const Grouping& grouping,
                           const AdditiveBlock& block, const RowClock& clock)
    : plan_(plan), grouping_(grouping), block_(block), index_(SizesOf(plan, grouping, clock)) {
  for (const int measure : grouping.measures) {
    switch (plan.measures[static_cast<size_t>(measure)].kind) {
      case MeasureKind::kMoments:
        if (plan.rollup != nullptr) specials_.push_back({measure, Moments{}});
        break;
      case MeasureKind::kExtremes:
        specials_.push_back({measure, Extremes{}});
        break;
      case MeasureKind::kMultiset:
        specials_.push_back({measure, std::vector<IntegerMultiset>{}});
        break;
      case MeasureKind::kDistinct:
        specials_.push_back({measure, std::vector<DistinctSet>{}});
        break;
      default:
        break;
    }
  }
}

void GroupingFold::Mix(const RowClock& clock, std::span<const std::vector<uint64_t>> codes) {
  clock.Buckets(grouping_.grain, &mixed_);
  for (size_t part = 0; part < grouping_.dimensions.size(); ++part) {
    const std::vector<uint64_t>& shifted = codes[static_cast<size_t>(grouping_.dimensions[part])];
    const auto size = static_cast<uint64_t>(index_.sizes()[part + 1]);
    for (size_t row = 0; row < mixed_.size(); ++row)
      mixed_[row] = mixed_[row] * size + shifted[row];
  }
}

void GroupingFold::GrowStates() {
  sums_.resize(index_.size() * block_.stride());
  for (Special& special : specials_) {
    if (auto* moments = std::get_if<Moments>(&special.states)) {
      moments->resize(index_.size());
    } else if (auto* extremes = std::get_if<Extremes>(&special.states)) {
      extremes->low.resize(index_.size(), std::numeric_limits<double>::infinity());
      extremes->high.resize(index_.size(), -std::numeric_limits<double>::infinity());
      extremes->n.resize(index_.size());
    } else if (auto* integers = std::get_if<std::vector<IntegerMultiset>>(&special.states)) {
      integers->resize(index_.size());
    } else if (auto* reals = std::get_if<std::vector<RealMultiset>>(&special.states)) {
      reals->resize(index_.size());
    } else {
      std::get<std::vector<DistinctSet>>(special.states).resize(index_.size());
    }
  }
}

void GroupingFold::Add(const engine::ChunkView& inputs, const RowClock& clock,
                       std::span<const std::vector<uint64_t>> codes) {
  Mix(clock, codes);
  const size_t known = index_.size();
  index_.Locate(mixed_, &cells_);
  if (index_.size() > known || known == 0) GrowStates();
  if (block_.stride() > 0) block_.AddTo(cells_, sums_.data());
  for (Special& special : specials_) {
    if (plan_.rollup != nullptr) {
      AddStates(inputs, clock.rows(), &special);
      continue;
    }
    const int input = plan_.measures[static_cast<size_t>(special.measure)].value_input;
    AddSpecial(inputs.columns[static_cast<size_t>(input)], clock.rows(), &special);
  }
}

void GroupingFold::AddSpecial(const engine::ColumnView& column, std::span<const uint32_t> rows,
                              Special* special) {
  if (auto* extremes = std::get_if<Extremes>(&special->states)) {
    VisitNumbers(column, rows, [&](size_t row, auto value) {
      const auto number = static_cast<double>(value);
      const uint32_t cell = cells_[row];
      extremes->low[cell] = std::min(extremes->low[cell], number);
      extremes->high[cell] = std::max(extremes->high[cell], number);
      ++extremes->n[cell];
    });
    return;
  }
  if (auto* sets = std::get_if<std::vector<DistinctSet>>(&special->states)) {
    VisitNumbers(column, rows,
                 [&](size_t row, auto value) { (*sets)[cells_[row]].Add(KeyOf(value)); });
    return;
  }
  const bool is_small_integer = column.type == engine::ValueType::kInt32;
  if (!is_small_integer && std::holds_alternative<std::vector<IntegerMultiset>>(special->states)) {
    special->states = std::vector<RealMultiset>(index_.size());  // the first chunk shows the type
  }
  if (auto* integers = std::get_if<std::vector<IntegerMultiset>>(&special->states)) {
    VisitNumbers(column, rows, [&](size_t row, auto value) {
      (*integers)[cells_[row]].Add(static_cast<int32_t>(value));
    });
    return;
  }
  auto& reals = std::get<std::vector<RealMultiset>>(special->states);
  VisitNumbers(column, rows,
               [&](size_t row, auto value) { reals[cells_[row]].Add(static_cast<double>(value)); });
}

/// A roll-up's cells: each stands for many rows.
void GroupingFold::AddStates(const engine::ChunkView& inputs, std::span<const uint32_t> rows,
                             Special* special) {
  const Measure& measure = plan_.measures[static_cast<size_t>(special->measure)];
  const engine::ColumnView* columns = &inputs.columns[static_cast<size_t>(measure.state_input)];
  if (auto* moments = std::get_if<Moments>(&special->states)) {
    std::vector<MomentState> cells(rows.size());
    VisitNumbers(columns[0], rows, [&](size_t row, auto n) { cells[row].n = Real(n); });
    VisitNumbers(columns[1], rows, [&](size_t row, auto sum) { cells[row].sum = Real(sum); });
    VisitNumbers(columns[2], rows, [&](size_t row, auto m2) { cells[row].m2 = Real(m2); });
    for (size_t row = 0; row < rows.size(); ++row) (*moments)[cells_[row]].Merge(cells[row]);
    return;
  }
  auto& extremes = std::get<Extremes>(special->states);
  VisitNumbers(columns[0], rows,
               [&](size_t row, auto n) { extremes.n[cells_[row]] += static_cast<int64_t>(n); });
  VisitNumbers(columns[1], rows, [&](size_t row, auto low) {
    double& known = extremes.low[cells_[row]];
    known = std::min(known, Real(low));
  });
  VisitNumbers(columns[2], rows, [&](size_t row, auto high) {
    double& known = extremes.high[cells_[row]];
    known = std::max(known, Real(high));
  });
}

size_t GroupingFold::bytes() const {
  size_t total = index_.bytes() + sums_.capacity() * sizeof(double);
  for (const Special& special : specials_) {
    std::visit(
        [&](const auto& states) {
          if constexpr (std::is_same_v<std::decay_t<decltype(states)>, Extremes>) {
            total += states.low.capacity() * 3 * sizeof(double);
          } else if constexpr (std::is_same_v<std::decay_t<decltype(states)>, Moments>) {
            total += states.capacity() * sizeof(MomentState);
          } else {
            for (const auto& state : states) total += sizeof(state) + state.bytes();
          }
        },
        special.states);
  }
  return total;
}

CellTable GroupingFold::Finish() {
  CellTable table;
  table.width = plan_.result_width;
  table.values.assign(index_.size() * static_cast<size_t>(table.width), kNone);
  for (size_t cell = 0; cell < index_.size(); ++cell) {
    table.keys.push_back(index_.KeyOf(cell));
    FinishCell(cell, table.values.data() + cell * static_cast<size_t>(table.width));
  }
  return table;
}

void GroupingFold::FinishCell(size_t cell, double* to) {
  FinishAdditive(cell, to);
  for (Special& special : specials_) {
    FinishSpecial(cell, &special, to + plan_.measures[static_cast<size_t>(special.measure)].offset);
  }
}

void GroupingFold::FinishAdditive(size_t cell, double* to) const {
  const double* sums = sums_.data() + cell * block_.stride();
  for (const AdditiveSlot& slot : block_.slots()) {
    const Measure& measure = plan_.measures[static_cast<size_t>(slot.measure)];
    const double* from = sums + slot.offset;
    double* into = to + measure.offset;
    std::copy(from, from + measure.width(), into);
    if (measure.kind == MeasureKind::kMoments && from[0] > 0) {
      // Σ(v − mean)² = (n·Σd² − (Σd)²) / n with d = v − shift: differences of exact integers for
      // whole numbers.
      const long double n = from[0];
      const long double sum = from[1] - n * block_.ShiftOf(slot.measure);
      into[2] = static_cast<double>(std::max<long double>(0, (n * from[2] - sum * sum) / n));
    }
  }
}

void GroupingFold::FinishSpecial(size_t cell, Special* special, double* to) {
  const Measure& measure = plan_.measures[static_cast<size_t>(special->measure)];
  if (auto* extremes = std::get_if<Extremes>(&special->states)) {
    const bool is_any = extremes->n[cell] > 0;
    to[0] = static_cast<double>(extremes->n[cell]);
    to[1] = is_any ? extremes->low[cell] : kNone;
    to[2] = is_any ? extremes->high[cell] : kNone;
  } else if (auto* moments = std::get_if<Moments>(&special->states)) {
    const MomentState& state = (*moments)[cell];
    to[0] = state.n;
    to[1] = state.sum;
    to[2] = state.m2;
  } else if (auto* integers = std::get_if<std::vector<IntegerMultiset>>(&special->states)) {
    to[0] = static_cast<double>((*integers)[cell].size());
    WriteQuantiles(&(*integers)[cell], measure.quantiles, to + 1);
  } else if (auto* reals = std::get_if<std::vector<RealMultiset>>(&special->states)) {
    to[0] = static_cast<double>((*reals)[cell].size());
    WriteQuantiles(&(*reals)[cell], measure.quantiles, to + 1);
  } else {
    to[0] = static_cast<double>(std::get<std::vector<DistinctSet>>(special->states)[cell].Count());
  }
}

}  // namespace kebao::metrics
