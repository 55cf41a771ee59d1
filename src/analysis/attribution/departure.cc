#include "analysis/attribution/departure.h"

#include <algorithm>
#include <cmath>

#include "analysis/difference.h"
#include "metrics/answer/statistics.h"

namespace kebao::analysis {
namespace {

constexpr double kNormal975 = 1.959963984540054;

Estimate AsEstimate(const Difference& difference) {
  return {difference.size, difference.low, difference.high};
}

Estimate Scale(const Estimate& estimate, double factor) {
  Estimate scaled{estimate.value * factor, {}, {}};
  if (!estimate.has_interval()) return scaled;
  scaled.low = std::min(*estimate.low * factor, *estimate.high * factor);
  scaled.high = std::max(*estimate.low * factor, *estimate.high * factor);
  return scaled;
}

Estimate AddEstimates(const Estimate& first, const Estimate& second) {
  return AsEstimate(Subtract(first, Scale(second, -1)));
}

/// Only the doubt of an estimate.
Estimate Centred(const Estimate& estimate) {
  if (!estimate.has_interval()) return {0, {}, {}};
  return {0, *estimate.low - estimate.value, *estimate.high - estimate.value};
}

/// `factor` times the variance.
Estimate Widen(const Estimate& estimate, double factor) {
  const Estimate doubt = Scale(Centred(estimate), std::sqrt(factor));
  if (!doubt.has_interval()) return estimate;
  return {estimate.value, estimate.value + *doubt.low, estimate.value + *doubt.high};
}

Departure Finish(const Estimate& explained) {
  const Difference tested = Subtract(explained, Estimate{0, 0, 0});
  return {explained.value, tested.low, tested.high, 0, 0, tested.z, tested.z * tested.z};
}

double LogTerm(double observed, double expected) {
  return observed > 0 ? observed * std::log(observed / expected) : 0;
}

/// G² of the table part and rest × before and now; four times Adtributor's surprise, times the
/// rows.
double LikelihoodRatio(const Change& part, const Change& rest) {
  const double before = part.before.amount + rest.before.amount;
  const double now = part.now.amount + rest.now.amount;
  const double of_part = (part.before.amount + part.now.amount) / (before + now);
  return 2 *
         (LogTerm(part.before.amount, before * of_part) + LogTerm(part.now.amount, now * of_part) +
          LogTerm(rest.before.amount, before * (1 - of_part)) +
          LogTerm(rest.now.amount, now * (1 - of_part)));
}

Departure CountDeparture(const Change& part, const Change& rest, double dispersion) {
  const double before = part.before.amount + rest.before.amount;
  const double now = part.now.amount + rest.now.amount;
  const Difference shares = Subtract(Widen(ShareEstimate(part.now.amount, now), dispersion),
                                     Widen(ShareEstimate(part.before.amount, before), dispersion));
  // x₁ − x₀·(rest₁ ÷ rest₀), written with the shares.
  Departure departure = Finish(Scale(AsEstimate(shares), now * before / rest.before.amount));
  departure.evidence = LikelihoodRatio(part, rest) / dispersion;
  return departure;
}

bool HasVariances(const Change& change) { return change.before.variance && change.now.variance; }

Departure SumDeparture(const Change& part, const Change& rest, double dispersion) {
  const double growth = rest.now.amount / rest.before.amount;
  Departure departure;
  departure.explained = part.now.amount - part.before.amount * growth;
  if (!HasVariances(part) || !HasVariances(rest)) return departure;
  const double of_growth = (*rest.now.variance + growth * growth * *rest.before.variance) /
                           (rest.before.amount * rest.before.amount);
  const double variance = *part.now.variance + growth * growth * *part.before.variance +
                          part.before.amount * part.before.amount * of_growth;
  const double half = kNormal975 * std::sqrt(variance * dispersion);
  return Finish({departure.explained, departure.explained - half, departure.explained + half});
}

/// Part and rest of a quotient, with what makes their estimates.
class Quotient {
 public:
  Quotient(Measure measure, const Change& part, const Change& rest, const Dispersion& dispersion)
      : measure_(measure), part_(part), rest_(rest), dispersion_(dispersion) {}

  /// The rate's move, the part's less the rest's. A part that is new or gone is taken to have moved
  /// as the rest.
  Estimate MoveApart() const {
    if (!IsInBoth()) return {0, 0, 0};
    return AsEstimate(Subtract(MoveOf(part_), MoveOf(rest_)));
  }
  /// How far the part's rate is from the rest's, mean of the periods that have both.
  Estimate Gap() const {
    if (!IsInBoth())
      return part_.now.base > 0 ? GapOf(part_.now, rest_.now) : GapOf(part_.before, rest_.before);
    return Scale(AddEstimates(GapOf(part_.before, rest_.before), GapOf(part_.now, rest_.now)), 0.5);
  }
  Estimate WeightBefore() const { return WeightOf(part_.before, rest_.before); }
  Estimate WeightNow() const { return WeightOf(part_.now, rest_.now); }

 private:
  bool IsInBoth() const { return part_.before.base > 0 && part_.now.base > 0; }
  Estimate RateOf(const Sums& sums) const {
    if (measure_ == Measure::kShare)
      return Widen(ShareEstimate(sums.amount, sums.base), dispersion_.rate);
    const double rate = sums.amount / sums.base;
    if (!sums.variance || sums.n < 2) return {rate, {}, {}};
    const double half =
        metrics::StudentT975(sums.n - 1) * std::sqrt(*sums.variance) / std::abs(sums.base);
    return Widen({rate, rate - half, rate + half}, dispersion_.rate);
  }
  Estimate MoveOf(const Change& change) const {
    return AsEstimate(Subtract(RateOf(change.now), RateOf(change.before)));
  }
  Estimate GapOf(const Sums& part, const Sums& rest) const {
    return AsEstimate(Subtract(RateOf(part), RateOf(rest)));
  }
  /// Of the bases, as sure as a share of as many rows.
  Estimate WeightOf(const Sums& part, const Sums& rest) const {
    const double weight = part.base / (part.base + rest.base);
    const Estimate counted = Widen(ShareEstimate(part.n, part.n + rest.n), dispersion_.volume);
    return AddEstimates({weight, weight, weight}, Centred(counted));
  }

  Measure measure_;
  const Change& part_;
  const Change& rest_;
  const Dispersion& dispersion_;
};

Departure QuotientDeparture(const Quotient& quotient) {
  const Estimate before = quotient.WeightBefore();
  const Estimate now = quotient.WeightNow();
  const Estimate shift = AsEstimate(Subtract(now, before));
  const Estimate gap = quotient.Gap();
  const Estimate by_rate = Scale(quotient.MoveApart(), (before.value + now.value) / 2);
  const Estimate by_mix = Scale(shift, gap.value);
  const Estimate doubt_of_gap = Centred(Scale(gap, shift.value));
  Departure departure = Finish(AddEstimates(AddEstimates(by_rate, by_mix), doubt_of_gap));
  departure.rate_effect = by_rate.value;
  departure.mix_effect = by_mix.value;
  return departure;
}

}  // namespace

std::optional<Departure> DepartureOf(Measure measure, const Change& part, const Change& rest,
                                     const Dispersion& dispersion) {
  if (part.before.n + part.now.n <= 0 || rest.before.n <= 0 || rest.now.n <= 0) return std::nullopt;
  if (IsQuotient(measure)) {
    if (rest.before.base <= 0 || rest.now.base <= 0) return std::nullopt;
    if (part.before.base <= 0 && part.now.base <= 0) return std::nullopt;
    return QuotientDeparture({measure, part, rest, dispersion});
  }
  if (rest.before.amount <= 0) return std::nullopt;
  return measure == Measure::kCount ? CountDeparture(part, rest, dispersion.volume)
                                    : SumDeparture(part, rest, dispersion.volume);
}

}  // namespace kebao::analysis
