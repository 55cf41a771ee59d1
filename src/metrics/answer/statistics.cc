#include "metrics/answer/statistics.h"

#include <algorithm>
#include <cmath>

namespace kebao::metrics {
namespace {

constexpr double kNormal975 = 1.959963984540054;

/// Regularised incomplete beta function by Lentz's continued fraction; x < (a + 1) / (a + b + 2).
double BetaFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  double c = 1;
  double d = 1 / std::max(kTiny, 1 - (a + b) * x / (a + 1));
  double result = d;
  for (int m = 1; m < 500; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    result *= d * c;
    if (std::abs(d * c - 1) < 1e-16) break;
  }
  return result;
}

double IncompleteBeta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * BetaFraction(a, b, x) / a;
  return 1 - front * BetaFraction(b, a, 1 - x) / b;
}

/// P(T > t).
double StudentTail(double t, double degrees) {
  return 0.5 * IncompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
}

double StudentDensity(double t, double degrees) {
  constexpr double kPi = 3.141592653589793;
  return std::exp(std::lgamma((degrees + 1) / 2) - std::lgamma(degrees / 2) -
                  (degrees + 1) / 2 * std::log1p(t * t / degrees)) /
         std::sqrt(degrees * kPi);
}

}  // namespace

Interval WilsonInterval(double successes, double trials) {
  const double z2 = kNormal975 * kNormal975;
  const double share = successes / trials;
  const double middle = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const double half = kNormal975 / (1 + z2 / trials) *
                      std::sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

double StudentT975(double degrees_of_freedom) {
  if (degrees_of_freedom > 1e6) return kNormal975;
  // Newton's steps from Cornish and Fisher's expansion around the normal quantile; below the root
  // the tail is convex, so that a start that is too low cannot leap far beyond it.
  const double z = kNormal975;
  const double v = degrees_of_freedom;
  double t = z + (z * z * z + z) / (4 * v);
  for (int step = 0; step < 50; ++step) {
    const double change = (StudentTail(t, v) - 0.025) / StudentDensity(t, v);
    t += change;
    if (std::abs(change) <= 1e-14 * t) break;
  }
  return t;
}

std::optional<Interval> MeanInterval(double n, double mean, double m2) {
  if (n < 2) return std::nullopt;
  const double half = StudentT975(n - 1) * std::sqrt(m2 / (n - 1) / n);
  return Interval{mean - half, mean + half};
}

std::optional<Interval> RatioInterval(const RatioSums& sums) {
  if (sums.n < 2 || sums.x == 0) return std::nullopt;
  const double ratio = sums.y / sums.x;
  const double residual = std::max(0.0, sums.yy - 2 * ratio * sums.xy + ratio * ratio * sums.xx);
  const double half = kNormal975 * std::sqrt(sums.n / (sums.n - 1) * residual) / std::abs(sums.x);
  return Interval{ratio - half, ratio + half};
}

}  // namespace kebao::metrics
