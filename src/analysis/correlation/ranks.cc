#include "analysis/correlation/ranks.h"

#include <algorithm>
#include <numeric>

namespace kebao::analysis {

std::vector<double> RanksOf(std::span<const double> values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::sort(order, {}, [&](size_t i) { return values[i]; });
  std::vector<double> ranks(values.size());
  for (size_t first = 0; first < order.size();) {
    size_t limit = first + 1;
    while (limit < order.size() && values[order[limit]] == values[order[first]]) ++limit;
    const double shared = static_cast<double>(first + 1 + limit) / 2;
    for (size_t i = first; i < limit; ++i) ranks[order[i]] = shared;
    first = limit;
  }
  return ranks;
}

}  // namespace kebao::analysis
