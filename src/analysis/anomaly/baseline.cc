#include "analysis/anomaly/baseline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "analysis/anomaly/variable.h"

namespace kebao::analysis {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr double kClip = 2.5;            // deviations
constexpr double kClippedPower = 0.977;  // variance of a normal variable that is clipped there
constexpr int kRounds = 5;
constexpr size_t kDaysOfLevel = 14;  // on each side
constexpr size_t kFewestDays = 28;
constexpr double kFewestInSlot = 3;
constexpr double kSmallestShare = 1e-9;

using Kind = WatchedSeries::Kind;

/// A series as the fit sees it: only the points that are looked at.
struct Work {
  Kind kind;
  size_t slot_count;
  size_t ordinary_slots;
  size_t reach;               // points on each side that make the level
  std::vector<size_t> place;  // in the series
  std::vector<size_t> slot;
  std::vector<double> seen;
  std::vector<double> exposure;  // n of shares, else 1
  std::vector<double> n;
  std::vector<double> clipped;  // seen, brought near to what is expected
  std::vector<double> expected;
  std::vector<double> variance;  // of a point, without the doubt of what is expected
  std::vector<double> doubt;     // share of the variance that the doubt adds
  size_t size() const { return seen.size(); }
  bool IsOrdinary(size_t i) const { return slot[i] < ordinary_slots; }
};

/// Sums of a window are differences of these.
std::vector<double> RunningSums(const std::vector<double>& values) {
  std::vector<double> sums(values.size() + 1, 0);
  for (size_t i = 0; i < values.size(); ++i) sums[i + 1] = sums[i] + values[i];
  return sums;
}

/// Of a window around i, without i itself.
double AroundOf(const std::vector<double>& sums, const std::vector<double>& values, size_t i,
                size_t reach) {
  const size_t first = i > reach ? i - reach : 0;
  const size_t limit = std::min(values.size(), i + reach + 1);
  return sums[limit] - sums[first] - values[i];
}

/// The mean level of the points around, as a factor (counts, shares) or a summand (amounts). Named
/// days do not take part.
struct Level {
  std::vector<double> value;
  std::vector<double> weight;  // points it is the mean of
};

Level LevelOf(const Work& work, const std::vector<double>& slots) {
  const bool is_factor = work.kind != Kind::kAmount;
  std::vector<double> amounts(work.size(), 0);
  std::vector<double> bases(work.size(), 0);
  std::vector<double> counts(work.size(), 0);
  for (size_t i = 0; i < work.size(); ++i) {
    if (!work.IsOrdinary(i)) continue;
    const double slot = slots[work.slot[i]];
    amounts[i] = is_factor ? work.clipped[i] : work.clipped[i] - slot;
    bases[i] = is_factor ? work.exposure[i] * slot : 1;
    counts[i] = 1;
  }
  const auto amount_sums = RunningSums(amounts);
  const auto base_sums = RunningSums(bases);
  const auto count_sums = RunningSums(counts);
  Level level;
  for (size_t i = 0; i < work.size(); ++i) {
    const double base = AroundOf(base_sums, bases, i, work.reach);
    const double amount = AroundOf(amount_sums, amounts, i, work.reach);
    level.value.push_back(base > 0 ? amount / base : is_factor ? 1 : 0);
    level.weight.push_back(AroundOf(count_sums, counts, i, work.reach));
  }
  return level;
}

/// What each slot adds to the level. `without`: subtracts the point itself, so that no point is
/// compared with what it made.
struct Slots {
  std::vector<double> amount;
  std::vector<double> base;
  std::vector<double> count;
};

Slots SlotsOf(const Work& work, const Level& level) {
  const bool is_factor = work.kind != Kind::kAmount;
  Slots slots{std::vector<double>(work.slot_count, 0), std::vector<double>(work.slot_count, 0),
              std::vector<double>(work.slot_count, 0)};
  for (size_t i = 0; i < work.size(); ++i) {
    const size_t slot = work.slot[i];
    slots.amount[slot] += is_factor ? work.clipped[i] : work.clipped[i] - level.value[i];
    slots.base[slot] += is_factor ? work.exposure[i] * level.value[i] : 1;
    slots.count[slot] += 1;
  }
  return slots;
}

std::vector<double> ValuesOf(const Slots& slots, bool is_factor) {
  std::vector<double> values(slots.amount.size(), is_factor ? 1 : 0);
  for (size_t slot = 0; slot < values.size(); ++slot)
    if (slots.base[slot] > 0) values[slot] = slots.amount[slot] / slots.base[slot];
  return values;
}

/// From the slot without the point, and the level around it.
void Expect(const Level& level, const Slots& slots, Work* work) {
  const bool is_factor = work->kind != Kind::kAmount;
  for (size_t i = 0; i < work->size(); ++i) {
    const size_t slot = work->slot[i];
    const double own_base = is_factor ? work->exposure[i] * level.value[i] : 1;
    const double own = is_factor ? work->clipped[i] : work->clipped[i] - level.value[i];
    const double base = slots.base[slot] - own_base;
    const double value = base > 1e-12 ? (slots.amount[slot] - own) / base : 0;
    // Nothing seen in so many points is no proof that nothing ever comes.
    const double least = 0.5 / std::max(1.0, level.weight[i]);
    work->expected[i] = is_factor ? std::max(least, work->exposure[i] * level.value[i] * value)
                                  : level.value[i] + value;
    work->doubt[i] = 1 / std::max(1.0, slots.count[slot] - 1) + 1 / std::max(1.0, level.weight[i]);
    if (slots.count[slot] <= kFewestInSlot) work->expected[i] = kNothing;
  }
}

/// Variance of independent cases.
double Independent(const Work& work, size_t i) {
  const double expected = std::max(work.expected[i], 0.0);
  if (work.kind == Kind::kCount) return expected;
  const double share = std::clamp(expected / work.exposure[i], kSmallestShare, 1 - kSmallestShare);
  return work.exposure[i] * share * (1 - share);
}

/// What the variance beyond independence is in proportion to: mean² of counts, (n − 1)·n·p·q of
/// shares.
double Excess(const Work& work, size_t i) {
  if (work.kind == Kind::kCount) return work.expected[i] * work.expected[i];
  return (work.exposure[i] - 1) * Independent(work, i);
}

/// One number for the whole series, by moments. The seen is clipped, which takes variance away, and
/// compared with a doubtful expectation, which adds some.
double ExcessFactor(const Work& work) {
  double beyond = 0;
  double scale = 0;
  for (size_t i = 0; i < work.size(); ++i) {
    if (std::isnan(work.expected[i]) || work.expected[i] <= 0) continue;
    const double error = work.clipped[i] - work.expected[i];
    const double independent = Independent(work, i);
    const double weight = 1 / std::max(independent, 1e-12);
    const double square = error * error / kClippedPower / (1 + work.doubt[i]);
    beyond += weight * (square - independent);
    scale += weight * Excess(work, i);
  }
  return scale > 0 ? std::max(0.0, beyond / scale) : 0;
}

/// a + b ÷ n for amounts with an n, else a, from the squares of clipped errors.
struct AmountVariance {
  double common = 0;
  double per_row = 0;
};

AmountVariance AmountVarianceOf(const Work& work) {
  double count = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (size_t i = 0; i < work.size(); ++i) {
    if (std::isnan(work.expected[i])) continue;
    const double error = work.clipped[i] - work.expected[i];
    const double square = error * error / kClippedPower / (1 + work.doubt[i]);
    const double inverse = work.n[i] > 0 ? 1 / work.n[i] : 0;
    count += 1;
    x += inverse;
    y += square;
    xx += inverse * inverse;
    xy += inverse * square;
  }
  if (count == 0) return {};
  const double spread = count * xx - x * x;
  const double slope = spread > 1e-12 * count * xx ? (count * xy - x * y) / spread : 0;
  const double level = (y - slope * x) / count;
  if (slope <= 0) return {y / count, 0};
  if (level <= 0) return {0, x > 0 ? y / x : 0};
  return {level, slope};
}

void FillVariances(Work* work) {
  if (work->kind == Kind::kAmount) {
    const AmountVariance variance = AmountVarianceOf(*work);
    for (size_t i = 0; i < work->size(); ++i)
      work->variance[i] = variance.common + (work->n[i] > 0 ? variance.per_row / work->n[i] : 0);
    return;
  }
  const double factor = ExcessFactor(*work);
  for (size_t i = 0; i < work->size(); ++i)
    work->variance[i] = Independent(*work, i) + factor * Excess(*work, i);
}

void Clip(Work* work) {
  for (size_t i = 0; i < work->size(); ++i) {
    if (std::isnan(work->expected[i])) continue;
    const double reach = kClip * std::sqrt(work->variance[i] * (1 + work->doubt[i]));
    work->clipped[i] = std::clamp(work->seen[i], work->expected[i] - reach,
                                  work->expected[i] + std::max(reach, 1e-300));
  }
}

/// Where the middle of a slot is, and how far from it a point may be to begin with.
struct Bounds {
  double middle = 0;
  double sigma = 0;
  bool is_known = false;
};

Bounds BoundsOf(std::vector<double> rates) {
  if (rates.size() < 3) return {};
  const double middle = MedianOf(rates);
  for (double& rate : rates) rate = std::abs(rate - middle);
  return {middle, 1.4826 * MedianOf(std::move(rates)), true};
}

std::vector<Bounds> BoundsOfSlots(const Work& work) {
  std::vector<std::vector<double>> rates(work.slot_count);
  for (size_t i = 0; i < work.size(); ++i)
    rates[work.slot[i]].push_back(work.seen[i] / work.exposure[i]);
  std::vector<Bounds> bounds;
  for (auto& of_slot : rates) bounds.push_back(BoundsOf(std::move(of_slot)));
  return bounds;
}

/// To begin with, nothing is further than four deviations from the median of its slot.
void ClipToSlots(Work* work) {
  const std::vector<Bounds> bounds = BoundsOfSlots(*work);
  for (size_t i = 0; i < work->size(); ++i) {
    const auto& [middle, spread, is_known] = bounds[work->slot[i]];
    const double exposure = work->exposure[i];
    double sigma = spread;
    if (work->kind != Kind::kAmount)
      sigma = std::max(sigma, std::sqrt((middle + 1 / exposure) / exposure));
    if (!is_known || sigma == 0) continue;
    const double rate = work->seen[i] / exposure;
    work->clipped[i] = std::clamp(rate, middle - 4 * sigma, middle + 4 * sigma) * exposure;
  }
}

void Fit(Work* work) {
  const bool is_factor = work->kind != Kind::kAmount;
  ClipToSlots(work);
  std::vector<double> slots(work->slot_count, is_factor ? 1 : 0);
  for (int round = 0; round < kRounds; ++round) {
    const Level level = LevelOf(*work, slots);
    const Slots fitted = SlotsOf(*work, level);
    slots = ValuesOf(fitted, is_factor);
    Expect(level, fitted, work);
    FillVariances(work);
    if (round + 1 < kRounds) Clip(work);
  }
}

Work WorkOf(const WatchedSeries& series, const SlotPlan& plan, Baseline* baseline) {
  const size_t per_day = series.is_hourly ? 24 : 1;
  Work work{.kind = series.kind,
            .slot_count = plan.slot_count,
            .ordinary_slots = plan.ordinary_slots,
            .reach = kDaysOfLevel * per_day};
  for (size_t i = 0; i < plan.slots.size(); ++i) {
    if (plan.slots[i] < 0) continue;
    work.place.push_back(i);
    work.slot.push_back(static_cast<size_t>(plan.slots[i]));
    work.n.push_back(series.points[i].n);
    work.exposure.push_back(series.kind == Kind::kShare ? series.points[i].n : 1);
  }
  Variable variable = VariableOf(series, work.place, work.slot);
  baseline->is_of_misses = variable.is_of_misses;
  baseline->is_log = variable.is_log;
  work.seen = std::move(variable.values);
  work.clipped = work.seen;
  work.expected.assign(work.size(), kNothing);
  work.variance.assign(work.size(), 0);
  work.doubt.assign(work.size(), 0);
  return work;
}

size_t DaysOf(const Work& work, const WatchedSeries& series) {
  size_t days = 0;
  for (size_t i = 0; i < work.size(); ++i) {
    const LocalDay day = series.points[work.place[i]].day;
    if (i == 0 || day != series.points[work.place[i - 1]].day) ++days;
  }
  return days;
}

}  // namespace

Baseline FitBaseline(const WatchedSeries& series, const SlotPlan& plan) {
  Baseline baseline;
  Work work = WorkOf(series, plan, &baseline);
  baseline.seen.assign(series.points.size(), kNothing);
  baseline.expected = baseline.seen;
  baseline.variance = baseline.seen;
  baseline.is_enough = DaysOf(work, series) >= kFewestDays;
  if (!baseline.is_enough) return baseline;
  Fit(&work);
  for (size_t i = 0; i < work.size(); ++i) {
    baseline.seen[work.place[i]] = work.seen[i];
    baseline.expected[work.place[i]] = work.expected[i];
    baseline.variance[work.place[i]] = work.variance[i] * (1 + work.doubt[i]);
  }
  baseline.degrees_of_freedom =
      std::max(3.0, static_cast<double>(work.size()) - static_cast<double>(plan.slot_count));
  return baseline;
}

}  // namespace kebao::analysis
