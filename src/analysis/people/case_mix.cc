#include "analysis/people/case_mix.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "metrics/answer/statistics.h"

namespace kebao::analysis::people {
namespace {

/// As many cases of everybody's scatter are mixed into a person's own: variances of few skewed
/// values are too often too small, and then somebody is named for nothing.
constexpr double kPriorCases = 30;
/// Strata with fewer cases have everybody's scatter.
constexpr double kLeastOfStratum = 10;
/// Less than half a case that others do as well is nothing to compare by.
constexpr double kLeastComparable = 0.5;

struct Stratum {
  double n = 0;
  double amount = 0;
  double squares = 0;  // Σ(value − mean of the stratum)²
  double variance = 0;
  double Rate() const { return n > 0 ? amount / n : 0; }
};

/// One person, and whether he is part of the reference.
struct Compared {
  const Person& person;
  bool is_within = true;

  /// Of the reference without him; nothing left: n = 0.
  Stratum OthersIn(const Stratum& stratum, const Work& work) const {
    Stratum others = stratum;
    if (!is_within) return others;
    others.n = stratum.n - work.n;
    others.amount = stratum.amount - work.amount;
    if (others.n <= stratum.n * 1e-12) others.n = 0;
    return others;
  }
};

class Standard {
 public:
  Standard(const Workforce& workforce, const std::vector<bool>& outside)
      : strata_(workforce.strata) {
    const auto is_within = [&](size_t i) {
      return IsSound(workforce.scale, workforce.people[i]) && (outside.empty() || !outside[i]);
    };
    for (size_t i = 0; i < workforce.people.size(); ++i)
      if (is_within(i)) Add(workforce.people[i]);
    for (size_t i = 0; i < workforce.people.size(); ++i)
      if (is_within(i)) AddScatter(workforce.people[i]);
    PoolVariances();
  }
  const Stratum& operator[](size_t stratum) const { return strata_[stratum]; }
  std::optional<double> Whole() const {
    double n = 0;
    double amount = 0;
    for (const Stratum& stratum : strata_) {
      n += stratum.n;
      amount += stratum.amount;
    }
    return n > 0 ? std::optional(amount / n) : std::nullopt;
  }

 private:
  void Add(const Person& person) {
    for (const Work& work : person.work) {
      strata_[work.stratum].n += work.n;
      strata_[work.stratum].amount += work.amount;
    }
  }
  void AddScatter(const Person& person) {
    for (const Work& work : person.work) {
      Stratum& stratum = strata_[work.stratum];
      const double distance = work.amount / work.n - stratum.Rate();
      stratum.squares += work.squares + work.n * distance * distance;
    }
  }
  void PoolVariances() {
    double squares = 0;
    double freedom = 0;
    for (const Stratum& stratum : strata_) {
      squares += stratum.squares;
      if (stratum.n > 1) freedom += stratum.n - 1;
    }
    const double pooled = freedom > 0 ? squares / freedom : 0;
    for (Stratum& stratum : strata_)
      stratum.variance = stratum.n >= kLeastOfStratum ? stratum.squares / (stratum.n - 1) : pooled;
  }
  std::vector<Stratum> strata_;
};

/// Weighted sums over one person's strata.
struct Sums {
  double weight = 0;           // Σ n(1 − w)
  double own = 0;              // Σ n(1 − w)·own rate
  double rest = 0;             // Σ n(1 − w)·rate of the others
  double own_squares = 0;      // Σ of squared weights by cases: n(1 − w)²
  double rest_squares = 0;     // Σ (n(1 − w))² ÷ cases of the others
  double pooled_variance = 0;  // Σ n(1 − w)²·everybody's variance
  double rest_variance = 0;
};

Sums SumsOf(const Compared& compared, const Standard& standard) {
  Sums sums;
  for (const Work& work : compared.person.work) {
    const Stratum others = compared.OthersIn(standard[work.stratum], work);
    if (others.n <= 0) continue;
    const double kept = others.n / (others.n + work.n);  // 1 − w
    const double weight = work.n * kept;
    sums.weight += weight;
    sums.own += kept * work.amount;
    sums.rest += weight * others.Rate();
    sums.own_squares += work.n * kept * kept;
    sums.rest_squares += weight * weight / others.n;
    sums.pooled_variance += work.n * kept * kept * others.variance;
    sums.rest_variance += weight * weight / others.n * others.variance;
  }
  return sums;
}

/// Σ (1 − w)²·(squared residuals of the own cases), of a person who is `difference` off.
double ResidualSquares(const Compared& compared, const Standard& standard, double difference) {
  double squares = 0;
  for (const Work& work : compared.person.work) {
    const Stratum others = compared.OthersIn(standard[work.stratum], work);
    const double kept = others.n / (others.n + work.n);
    const double residual = work.amount / work.n - others.Rate() - difference;
    squares += kept * kept * (work.squares + work.n * residual * residual);
  }
  return squares;
}

double OwnVariance(const Compared& compared, const Standard& standard, const Sums& sums, double n,
                   double difference) {
  const double squared_weight = sums.weight * sums.weight;
  const double pooled = sums.pooled_variance / squared_weight;
  if (n <= 1) return pooled;
  const double own = ResidualSquares(compared, standard, difference) / squared_weight * n / (n - 1);
  return (n * own + kPriorCases * pooled) / (n + kPriorCases);
}

Estimate StudentEstimate(double value, double variance, double freedom) {
  const double half = metrics::StudentT975(std::max(1.0, freedom)) * std::sqrt(variance);
  return {value, value - half, value + half};
}

Estimate RateEstimate(Scale scale, double rate, double n) {
  if (scale == Scale::kShare) return ShareEstimate(rate * n, n);
  const Estimate counted = PoissonEstimate(rate * n);
  return {rate, *counted.low / n, *counted.high / n};
}

/// Chance of at least `events` where `rate` is what is to be expected; events may be a fraction.
double ChanceOfAtLeast(Scale scale, double events, double n, double rate) {
  if (events <= 0) return 1;
  if (rate <= 0) return 0;
  if (scale == Scale::kCount) return boost::math::gamma_p(events, rate * n);
  if (rate >= 1) return 1;
  return events >= n + 1 ? 0 : boost::math::ibeta(events, n - events + 1, rate);
}

/// Two-sided p of the own events by the binomial or Poisson distribution: the tails of small counts
/// are not normal, and it is the tails that name people.
double CountP(Scale scale, double own, double rest, double n) {
  const double events = own * n;
  const double above = ChanceOfAtLeast(scale, events, n, rest);
  const double below = 1 - ChanceOfAtLeast(scale, events + 1, n, rest);
  return std::min(1.0, 2 * std::min(above, below));
}

/// As if he scattered like everybody: quick people scatter little, and by that alone would look
/// surer than they are.
double MeanP(double difference, double variance) {
  if (variance <= 0) return difference == 0 ? 1 : 0;
  return TwoSidedP(difference / std::sqrt(variance));
}

double Within(Scale scale, double value) {
  if (scale == Scale::kMean) return value;
  return scale == Scale::kShare ? std::clamp(value, 0.0, 1.0) : std::max(0.0, value);
}

Adjusted Totals(const Person& person, const Standard& standard) {
  Adjusted adjusted;
  for (const Work& work : person.work) {
    adjusted.n += work.n;
    adjusted.observed += work.amount;
    adjusted.expected += work.n * standard[work.stratum].Rate();
  }
  if (adjusted.n > 0) adjusted.raw = adjusted.observed / adjusted.n;
  return adjusted;
}

void Compare(Scale scale, const Compared& compared, const Standard& standard, const Sums& sums,
             Adjusted* adjusted) {
  const double own = sums.own / sums.weight;
  const double rest = sums.rest / sums.weight;
  adjusted->effective_n = sums.weight * sums.weight / sums.own_squares;
  const double squared_weight = sums.weight * sums.weight;
  if (scale == Scale::kMean) {
    adjusted->variance = OwnVariance(compared, standard, sums, adjusted->n, own - rest);
    const double freedom = adjusted->n - 1 + kPriorCases;
    adjusted->difference =
        Subtract(StudentEstimate(own, adjusted->variance, freedom),
                 StudentEstimate(rest, sums.rest_variance / squared_weight, freedom));
    adjusted->p = MeanP(own - rest, (sums.pooled_variance + sums.rest_variance) / squared_weight);
  } else {
    const double others_n = squared_weight / sums.rest_squares;
    adjusted->difference = Subtract(RateEstimate(scale, own, adjusted->effective_n),
                                    RateEstimate(scale, rest, others_n));
    adjusted->p = CountP(scale, own, rest, adjusted->effective_n);
  }
  adjusted->p = std::max(adjusted->p, TwoSidedP(adjusted->difference.z));
}

Adjusted AdjustOne(Scale scale, const Compared& compared, const Standard& standard,
                   const std::optional<double>& whole) {
  Adjusted adjusted = Totals(compared.person, standard);
  const Sums sums = SumsOf(compared, standard);
  adjusted.comparable_n = sums.weight;
  if (sums.weight < kLeastComparable || !whole) return adjusted;
  Compare(scale, compared, standard, sums, &adjusted);
  const Difference& difference = adjusted.difference;
  adjusted.figure =
      Estimate{Within(scale, *whole + difference.size), Within(scale, *whole + *difference.low),
               Within(scale, *whole + *difference.high)};
  if (adjusted.expected > 0) {
    const double ratio = adjusted.observed / adjusted.expected;
    const double unit = sums.weight / adjusted.expected;
    adjusted.ratio =
        Estimate{ratio, std::max(0.0, ratio + (*difference.low - difference.size) * unit),
                 ratio + (*difference.high - difference.size) * unit};
  }
  return adjusted;
}

CaseMix AdjustAll(const Workforce& workforce, const std::vector<bool>& outside) {
  const Standard standard(workforce, outside);
  CaseMix mix{standard.Whole(), {}};
  mix.people.reserve(workforce.people.size());
  for (size_t i = 0; i < workforce.people.size(); ++i) {
    const Person& person = workforce.people[i];
    if (!IsSound(workforce.scale, person)) {
      mix.people.push_back({.is_sound = false});
      continue;
    }
    const bool is_within = outside.empty() || !outside[i];
    mix.people.push_back(AdjustOne(workforce.scale, {person, is_within}, standard, mix.whole));
  }
  return mix;
}

/// Every kind of work as if its mean were that of the whole.
Workforce Levelled(Workforce workforce, const Standard& standard, double whole) {
  for (Person& person : workforce.people) {
    std::erase_if(person.work,
                  [&](const Work& work) { return !(standard[work.stratum].Rate() > 0); });
    for (Work& work : person.work) {
      const double factor = whole / standard[work.stratum].Rate();
      work.amount *= factor;
      work.squares *= factor * factor;
    }
  }
  return workforce;
}

CaseMix AdjustLevelled(const Workforce& workforce, const Standard& standard,
                       const std::vector<bool>& outside) {
  CaseMix mix = AdjustAll(Levelled(workforce, standard, *standard.Whole()), outside);
  for (size_t i = 0; i < mix.people.size(); ++i) {
    if (!IsSound(workforce.scale, workforce.people[i])) {
      mix.people[i] = {.is_sound = false};
      continue;
    }
    const Adjusted as_it_was = Totals(workforce.people[i], standard);
    mix.people[i].is_sound = true;
    mix.people[i].n = as_it_was.n;
    mix.people[i].raw = as_it_was.raw;
    mix.people[i].observed = as_it_was.observed;
    mix.people[i].expected = as_it_was.expected;
    if (auto& figure = mix.people[i].figure) figure->low = std::max(0.0, *figure->low);
  }
  return mix;
}

}  // namespace

CaseMix AdjustForCaseMix(const Workforce& workforce, const std::vector<bool>& outside) {
  if (!workforce.is_relative) return AdjustAll(workforce, outside);
  const Standard standard(workforce, outside);
  const std::optional<double> whole = standard.Whole();
  if (!whole || !(*whole > 0)) return AdjustAll(workforce, outside);
  return AdjustLevelled(workforce, standard, outside);
}

}  // namespace kebao::analysis::people
