#include "analysis/false_discovery.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kebao::analysis {

std::vector<double> FalseDiscoveryRates(std::span<const double> ps) {
  const auto p = [&](size_t i) { return std::isnan(ps[i]) ? 1.0 : ps[i]; };
  std::vector<size_t> order(ps.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::sort(order, {}, p);
  std::vector<double> rates(ps.size());
  double smallest = 1;
  for (size_t rank = order.size(); rank > 0; --rank) {
    const size_t i = order[rank - 1];
    const double scaled = p(i) * static_cast<double>(ps.size()) / static_cast<double>(rank);
    smallest = std::min(smallest, scaled);
    rates[i] = smallest;
  }
  return rates;
}

}  // namespace kebao::analysis
