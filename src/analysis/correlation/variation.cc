#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <cmath>
#include <limits>

#include "analysis/correlation/cross_table.h"

namespace kebao::analysis {

std::optional<Variation> VariationOf(std::span<const GroupOfValues> groups) {
  long double n = 0;
  long double sum = 0;
  long double within = 0;
  double count = 0;
  for (const GroupOfValues& group : groups) {
    if (group.n <= 0) continue;
    n += group.n;
    sum += static_cast<long double>(group.n) * group.mean;
    within += group.squares;
    ++count;
  }
  if (count < 2 || n <= count || !std::isfinite(sum) || !std::isfinite(within)) return std::nullopt;
  long double between = 0;
  for (const GroupOfValues& group : groups)
    if (group.n > 0) between += group.n * std::pow(group.mean - sum / n, 2);
  if (!(between + within > 0)) return std::nullopt;
  Variation variation;
  variation.between_squares = static_cast<double>(between);
  variation.within_squares = static_cast<double>(within);
  variation.between_freedom = count - 1;
  variation.within_freedom = static_cast<double>(n) - count;
  const double unexplained = variation.within_squares / variation.within_freedom;
  variation.r_squared = static_cast<double>(between / (between + within));
  variation.omega_squared =
      std::max(0.0, (variation.between_squares - variation.between_freedom * unexplained) /
                        (variation.between_squares + variation.within_squares + unexplained));
  if (unexplained <= 0) {
    variation.f = std::numeric_limits<double>::infinity();
    variation.p = 0;
    return variation;
  }
  variation.f = variation.between_squares / variation.between_freedom / unexplained;
  variation.p = boost::math::cdf(boost::math::complement(
      boost::math::fisher_f_distribution<>(variation.between_freedom, variation.within_freedom),
      variation.f));
  return variation;
}

}  // namespace kebao::analysis
