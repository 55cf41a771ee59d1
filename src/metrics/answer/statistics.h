#pragma once

#include <optional>
#include <utility>

namespace kebao::metrics {

struct Interval {
  double low = 0;
  double high = 0;
};

/// Wilson score interval of a share, 95 %. 0 ≤ successes ≤ trials, trials ≥ 1.
Interval WilsonInterval(double successes, double trials);
/// Student's t interval of a mean, 95 %; m2 = Σ(v − mean)². Nullopt below two values.
std::optional<Interval> MeanInterval(double n, double mean, double m2);
/// 97.5 % quantile of Student's t.
double StudentT975(double degrees_of_freedom);

/// Sums over rows of a ratio Σy / Σx.
struct RatioSums {
  double n = 0, y = 0, x = 0, yy = 0, xy = 0, xx = 0;
};
/// Delta method, 95 %; rows are the units. Nullopt below two rows or with Σx = 0.
std::optional<Interval> RatioInterval(const RatioSums& sums);

}  // namespace kebao::metrics
