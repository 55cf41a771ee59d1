#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "analysis/people/comparison.h"
#include "analysis/people/workforce.h"

namespace kebao::analysis::people {

/// For tests: people whose cases are drawn one by one. Everybody does some of each stratum, in
/// parts that differ between them.
struct MadeUp {
  Scale scale = Scale::kShare;
  size_t people = 20;
  size_t strata = 6;
  double cases = 200;  // a person, on average
  /// Of a person and a stratum: a share, the mean of exponential times, or events a unit.
  std::function<double(size_t person, size_t stratum)> rate;
};

inline Work DrawShare(double rate, double n, std::mt19937_64* random) {
  return {0, n,
          static_cast<double>(std::binomial_distribution<int>(static_cast<int>(n), rate)(*random)),
          0};
}

inline Work DrawMean(double rate, double n, std::mt19937_64* random) {
  std::vector<double> values(static_cast<size_t>(n));
  std::exponential_distribution<double> value(1 / rate);
  Work work{0, n, 0, 0};
  for (double& one : values) work.amount += one = value(*random);
  for (const double one : values) work.squares += std::pow(one - work.amount / n, 2);
  return work;
}

inline Work DrawWork(Scale scale, double rate, double n, std::mt19937_64* random) {
  if (scale == Scale::kShare) return DrawShare(rate, n, random);
  if (scale == Scale::kMean) return DrawMean(rate, n, random);
  return {0, n, static_cast<double>(std::poisson_distribution<int>(rate * n)(*random)), 0};
}

inline Workforce Draw(const MadeUp& desk, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::lognormal_distribution<double> uneven(0, 0.7);
  Workforce workforce{desk.scale, desk.strata, {}};
  for (size_t person = 0; person < desk.people; ++person) {
    Person one{"P" + std::to_string(person), {}};
    for (size_t stratum = 0; stratum < desk.strata; ++stratum) {
      const double n =
          std::round(desk.cases / static_cast<double>(desk.strata) * uneven(random) / 1.28);
      if (n < 1) continue;
      one.work.push_back(DrawWork(desk.scale, desk.rate(person, stratum), n, &random));
      one.work.back().stratum = stratum;
    }
    workforce.people.push_back(std::move(one));
  }
  return workforce;
}

/// Rates differ between kinds of work and not between people.
inline MadeUp Alike(Scale scale, double cases, double level) {
  return {scale, 20, 6, cases, [=](size_t, size_t stratum) {
            return scale == Scale::kShare ? level * (0.4 + 0.12 * static_cast<double>(stratum))
                                          : level * (1 + static_cast<double>(stratum));
          }};
}

inline Person One(std::string key, std::vector<Work> work) {
  return {std::move(key), std::move(work)};
}

inline bool IsNamed(Standing standing) {
  return standing == Standing::kAbove || standing == Standing::kBelow;
}

}  // namespace kebao::analysis::people
