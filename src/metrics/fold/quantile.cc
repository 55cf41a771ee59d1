#include "metrics/fold/quantile.h"

#include <cmath>

namespace kebao::metrics {
namespace {

constexpr double kNormal975 = 1.959963984540054;

}  // namespace

QuantileRanks RanksOf(double q, size_t n) {
  QuantileRanks ranks;
  const double count = static_cast<double>(n);
  const double position = (count - 1) * q;
  ranks.below = static_cast<size_t>(std::floor(position));
  ranks.above = std::min(ranks.below + 1, n - 1);
  ranks.weight = position - std::floor(position);

  // 1-based: P(x_(l) ≤ quantile ≤ x_(u)) ≈ 95 % with l, u around n·q.
  const double margin = kNormal975 * std::sqrt(count * q * (1 - q));
  const double low = std::floor(count * q - margin);
  const double high = std::ceil(count * q + margin) + 1;
  ranks.has_low = low >= 1;
  ranks.has_high = high <= count;
  ranks.low = ranks.has_low ? static_cast<size_t>(low) - 1 : ranks.below;
  ranks.high = ranks.has_high ? static_cast<size_t>(high) - 1 : ranks.above;
  return ranks;
}

}  // namespace kebao::metrics
