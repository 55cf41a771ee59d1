#include "analysis/process/delay.h"

#include <cmath>

#include "analysis/attribution/change_parts.h"
#include "analysis/attribution/dispersion.h"
#include "analysis/attribution/wide_number.h"
#include "analysis/difference.h"
#include "analysis/false_discovery.h"

namespace kebao::analysis::process {
namespace {

constexpr double kNormal975 = 1.959963984540054;

/// Variances, or that nothing is known of them.
struct Scattering {
  double variance = 0;
  bool is_known = true;

  void Add(const Sums& sums, double weight) {
    if (sums.base <= 0) return;
    if (!sums.variance) is_known = false;
    variance += weight * weight * sums.variance.value_or(0) / (sums.base * sums.base);
  }
};

PartOfDelay PartWith(double size, double deviation, bool is_known) {
  if (!is_known) return {size, {}, {}};
  return {size, size - kNormal975 * deviation, size + kNormal975 * deviation};
}

double DeviationOf(const PartOfDelay& part) {
  return part.high ? (*part.high - part.size) / kNormal975 : 0;
}

double RateOf(const Sums& sums, double otherwise) {
  return sums.base > 0 ? sums.amount / sums.base : otherwise;
}

/// One stage, or all of them, over the kinds of cases.
class StageSplit {
 public:
  StageSplit(std::span<const Change> cells, const Dispersion& dispersion)
      : cells_(cells), dispersion_(dispersion) {
    for (const Change& cell : cells) {
      before_.base += cell.before.base;
      before_.amount += cell.before.amount;
      now_.base += cell.now.base;
      now_.amount += cell.now.amount;
    }
  }

  const Sums& before() const { return before_; }
  const Sums& now() const { return now_; }

  PartOfDelay Within(double size) const {
    Scattering scattering;
    for (const Change& cell : cells_) {
      if (cell.before.base <= 0 || cell.now.base <= 0) continue;
      const double weight = (ShareBefore(cell) + ShareNow(cell)) / 2;
      scattering.Add(cell.before, weight);
      scattering.Add(cell.now, weight);
    }
    return PartWith(size, std::sqrt(scattering.variance * dispersion_.rate), scattering.is_known);
  }

  /// Two draws of cases from among the kinds, and what their own figures are not sure of.
  PartOfDelay Mix(double size) const {
    Scattering scattering;
    for (const Change& cell : cells_) {
      const double moved = (ShareNow(cell) - ShareBefore(cell)) / 2;
      scattering.Add(cell.before, moved);
      scattering.Add(cell.now, moved);
    }
    const double drawn =
        DrawnVariance(&Change::before, before_.base) + DrawnVariance(&Change::now, now_.base);
    const double variance = drawn * dispersion_.volume + scattering.variance * dispersion_.rate;
    return PartWith(size, std::sqrt(variance), scattering.is_known);
  }

  /// Of both periods' means, whatever it comes from.
  PartOfDelay Whole(double size) const {
    Scattering scattering;
    for (const Change& cell : cells_) {
      scattering.Add(cell.before, ShareBefore(cell));
      scattering.Add(cell.now, ShareNow(cell));
    }
    const double drawn =
        DrawnVariance(&Change::before, before_.base) + DrawnVariance(&Change::now, now_.base);
    const double variance = drawn * dispersion_.volume + scattering.variance * dispersion_.rate;
    return PartWith(size, std::sqrt(variance), scattering.is_known);
  }

  double ShareBefore(const Change& cell) const { return cell.before.base / before_.base; }
  double ShareNow(const Change& cell) const { return cell.now.base / now_.base; }

 private:
  /// Of the mean, by which kinds were drawn.
  double DrawnVariance(Sums Change::*period, double n) const {
    double mean = 0;
    double squares = 0;
    for (const Change& cell : cells_) {
      const double share = (cell.*period).base / n;
      const double level =
          (RateOf(cell.before, RateOf(cell.now, 0)) + RateOf(cell.now, RateOf(cell.before, 0))) / 2;
      mean += share * level;
      squares += share * level * level;
    }
    return std::max(0.0, squares - mean * mean) / n;
  }

  std::span<const Change> cells_;
  const Dispersion& dispersion_;
  Sums before_;
  Sums now_;
};

/// The scatter is that of the sum, and known of it alone; the amounts are those of the stages to
/// the last digit.
std::vector<Change> WholeOf(std::span<const Change> given, std::span<const StageCells> stages) {
  std::vector<Change> whole(given.begin(), given.end());
  for (size_t cell = 0; cell < whole.size(); ++cell) {
    for (Sums Change::*period : {&Change::before, &Change::now}) {
      Wide amount = 0;
      for (const StageCells& stage : stages) amount += (stage.cells[cell].*period).amount;
      (whole[cell].*period).amount = static_cast<double>(amount);
    }
  }
  return whole;
}

Dispersion DispersionIn(const std::vector<Change>& cells) {
  Breakdown breakdown;
  for (const Change& cell : cells) breakdown.segments.push_back({{}, cell});
  return DispersionOf(ScatterOf(Measure::kMean, breakdown));
}

bool AreAlike(std::span<const Change> whole, std::span<const StageCells> stages) {
  for (const StageCells& stage : stages)
    if (stage.cells.size() != whole.size()) return false;
  return !stages.empty() && !whole.empty();
}

/// Sizes in wide numbers, deviations as if all moved together.
class SideSum {
 public:
  void Add(const PartOfDelay& part) {
    size_ += part.size;
    deviation_ += DeviationOf(part);
    is_known_ = is_known_ && part.high.has_value();
  }
  void AddSize(double size) { size_ += size; }
  PartOfDelay Take(double other_deviation) const {
    return PartWith(static_cast<double>(size_), std::hypot(deviation_, other_deviation), is_known_);
  }

 private:
  Wide size_ = 0;
  double deviation_ = 0;
  bool is_known_ = true;
};

double ChanceOf(const PartOfDelay& part) {
  const double deviation = DeviationOf(part);
  return deviation > 0 ? TwoSidedP(part.size / deviation) : 1;
}

/// A stage may have moved where the whole, which scatters more, has not.
void TellChances(Delay* delay) {
  std::vector<double> ps;
  for (const StageOfDelay& stage : delay->stages) {
    ps.push_back(ChanceOf(stage.within));
    ps.push_back(ChanceOf(stage.mix));
  }
  const std::vector<double> qs = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < delay->stages.size(); ++i) {
    delay->stages[i].within_q = qs[2 * i];
    delay->stages[i].mix_q = qs[2 * i + 1];
  }
}

void AddKinds(const RateChange& found, const StageSplit& whole, std::span<const Change> cells,
              Delay* delay) {
  for (size_t i = 0; i < cells.size(); ++i)
    delay->kinds.push_back({whole.ShareBefore(cells[i]), whole.ShareNow(cells[i]),
                            found.parts[i].mix_effect, found.parts[i].rate_effect});
}

}  // namespace

std::optional<Delay> SplitDelay(std::span<const Change> given, std::span<const StageCells> stages) {
  if (!AreAlike(given, stages)) return std::nullopt;
  const std::vector<Change> cells = WholeOf(given, stages);
  const auto all = DecomposeRate(cells);
  if (!all) return std::nullopt;
  const Dispersion dispersion = DispersionIn(cells);
  const StageSplit whole(cells, dispersion);
  Delay delay{all->before, all->now, whole.before().base, whole.now().base};
  SideSum sides[3];
  SideSum mix;
  for (const StageCells& stage : stages) {
    const auto found = DecomposeRate(stage.cells);
    if (!found) return std::nullopt;
    const StageSplit split(stage.cells, dispersion);
    StageOfDelay part{stage.stage,
                      stage.side,
                      found->before,
                      found->now,
                      split.Within(found->rate_effect),
                      split.Mix(found->mix_effect)};
    sides[static_cast<size_t>(stage.side)].Add(part.within);
    mix.AddSize(found->mix_effect);
    delay.stages.push_back(std::move(part));
  }
  delay.change = whole.Whole(all->change);
  delay.mix = whole.Mix(mix.Take(0).size);
  sides[static_cast<size_t>(Side::kComplexity)].AddSize(delay.mix.size);
  delay.complexity = sides[static_cast<size_t>(Side::kComplexity)].Take(DeviationOf(delay.mix));
  delay.load = sides[static_cast<size_t>(Side::kLoad)].Take(0);
  delay.neither = sides[static_cast<size_t>(Side::kNeither)].Take(0);
  AddKinds(*all, whole, cells, &delay);
  TellChances(&delay);
  return delay;
}

}  // namespace kebao::analysis::process
