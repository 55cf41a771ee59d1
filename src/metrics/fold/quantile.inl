// Part of quantile.h.
#include <algorithm>
#include <limits>

namespace kebao::metrics {

template <class Multiset>
void WriteQuantiles(Multiset* values, std::span<const double> quantiles, double* to) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::fill(to, to + 3 * quantiles.size(), kNone);
  if (values->size() == 0) return;
  std::vector<size_t> ranks;
  std::vector<QuantileRanks> wanted;
  for (const double q : quantiles) {
    const QuantileRanks rank = RanksOf(q, values->size());
    wanted.push_back(rank);
    ranks.insert(ranks.end(), {rank.below, rank.above, rank.low, rank.high});
  }
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  const std::vector<double> found = values->AtRanks(ranks);
  const auto at = [&](size_t rank) {
    return found[static_cast<size_t>(std::lower_bound(ranks.begin(), ranks.end(), rank) - ranks.begin())];
  };
  for (const QuantileRanks& rank : wanted) {
    *to++ = at(rank.below) + rank.weight * (at(rank.above) - at(rank.below));
    *to++ = rank.has_low ? at(rank.low) : kNone;
    *to++ = rank.has_high ? at(rank.high) : kNone;
  }
}

}  // namespace kebao::metrics
