#include "analysis/anomaly/tails.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace kebao::analysis {
namespace {

using boost::math::complement;

/// Below this share above the independent case, the mixture is the independent case.
constexpr double kNoMoreThan = 1 + 1e-6;

template <class Distribution>
Tails TailsOf(const Distribution& distribution, double count) {
  const double below = count > 0 ? cdf(complement(distribution, count - 1)) : 1;
  return {cdf(distribution, count), below};
}

boost::math::negative_binomial NegativeBinomial(double mean, double variance) {
  return {mean * mean / (variance - mean), mean / variance};
}

/// Hits of n whose chance itself varies.
class BetaBinomial {
 public:
  BetaBinomial(double n, double share, double variance) : n_(n) {
    const double independent = n * share * (1 - share);
    const double rho = std::min(0.999, (variance / independent - 1) / (n - 1));
    a_ = share * (1 / rho - 1);
    b_ = (1 - share) * (1 / rho - 1);
  }
  double Density(double k) const {
    return std::exp(LogChoose(n_, k) + LogBeta(k + a_, n_ - k + b_) - LogBeta(a_, b_));
  }
  /// Σ of the density from k on, in the direction of `step`, until nothing is added any more.
  double SumFrom(double k, int step) const {
    double density = Density(k);
    double sum = 0;
    const double mean = n_ * a_ / (a_ + b_);
    while (k >= 0 && k <= n_) {
      sum += density;
      const bool is_past_mean = step > 0 ? k > mean : k < mean;
      if (is_past_mean && density < 1e-17 * sum) break;
      density *= step > 0 ? Ratio(k) : 1 / Ratio(k - 1);
      k += step;
    }
    return std::min(1.0, sum);
  }

 private:
  static double LogChoose(double n, double k) {
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
  }
  static double LogBeta(double a, double b) {
    return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
  }
  /// Density at k + 1 over that at k.
  double Ratio(double k) const { return (n_ - k) / (k + 1) * (k + a_) / (n_ - k - 1 + b_); }
  double n_;
  double a_ = 1;
  double b_ = 1;
};

bool IsIndependent(double n, double share, double variance) {
  return n <= 1 || variance <= n * share * (1 - share) * kNoMoreThan;
}

/// Smallest whole number in [0, limit] for which `reaches` holds.
template <class Reaches>
double FirstThat(double limit, Reaches reaches) {
  double low = 0;
  double high = limit;
  while (low < high) {
    const double middle = std::floor((low + high) / 2);
    if (reaches(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

}  // namespace

Tails CountTails(double count, double mean, double variance) {
  if (variance <= mean * kNoMoreThan) return TailsOf(boost::math::poisson(mean), count);
  return TailsOf(NegativeBinomial(mean, variance), count);
}

Tails ShareTails(double hits, double n, double share, double variance) {
  if (IsIndependent(n, share, variance)) return TailsOf(boost::math::binomial(n, share), hits);
  const BetaBinomial distribution(n, share, variance);
  const double mean = n * share;
  if (hits > mean) {
    const double high = distribution.SumFrom(hits, 1);
    return {std::min(1.0, 1 - high + distribution.Density(hits)), high};
  }
  const double low = distribution.SumFrom(hits, -1);
  return {low, std::min(1.0, 1 - low + distribution.Density(hits))};
}

Tails StudentTails(double deviate, double degrees_of_freedom) {
  const boost::math::students_t distribution(degrees_of_freedom);
  return {cdf(distribution, deviate), cdf(complement(distribution, deviate))};
}

Range CountRange(double mean, double variance) {
  const double limit = std::ceil(mean + 20 * std::sqrt(variance) + 20);
  const auto until = [&](double chance) {
    return FirstThat(limit,
                     [&](double count) { return CountTails(count, mean, variance).low >= chance; });
  };
  return {until(0.025), until(0.975)};
}

Range ShareRange(double n, double share, double variance) {
  const auto until = [&](double chance) {
    return FirstThat(
        n, [&](double hits) { return ShareTails(hits, n, share, variance).low >= chance; });
  };
  return {until(0.025), until(0.975)};
}

double StudentQuantile975(double degrees_of_freedom) {
  return quantile(boost::math::students_t(degrees_of_freedom), 0.975);
}

}  // namespace kebao::analysis
