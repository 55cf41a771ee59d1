#include "analysis/risk/share_line.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "analysis/trend/series.h"

namespace kebao::analysis::risk {

ShareLine LineOfShare(std::span<const double> counts, std::span<const double> totals) {
  double cases = 0, all = 0, middle = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    cases += counts[i];
    all += totals[i];
    middle += totals[i] * static_cast<double>(i);
  }
  middle /= all;
  double across = 0, squares = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    const double at = static_cast<double>(i) - middle;
    across += counts[i] * at;
    squares += totals[i] * at * at;
  }
  ShareLine line{cases / all, across / squares, 0, 0};
  const double variance = line.share * (1 - line.share);
  line.deviation = std::sqrt(variance / squares);
  for (size_t i = 0; i < counts.size() && variance > 0; ++i) {
    const double at = static_cast<double>(i) - middle;
    const double miss = counts[i] - totals[i] * (line.share + line.slope * at);
    line.scatter += miss * miss / (totals[i] * variance);
  }
  return line;
}

double DispersionOfShares(std::span<const ShareLine> lines, size_t periods) {
  constexpr size_t kFewestLines = 5;
  if (lines.size() < kFewestLines || periods < 3) return 1;
  std::vector<double> scatters;
  for (const ShareLine& line : lines) scatters.push_back(line.scatter);
  const boost::math::chi_squared chance(static_cast<double>(periods - 2));
  return std::max(1.0, MedianOf(std::move(scatters)) / boost::math::median(chance));
}

double DegreesOfDispersion(size_t lines, size_t periods) {
  const double degrees = static_cast<double>(lines) * (static_cast<double>(periods) - 2) / 2;
  return std::max(1.0, degrees);
}

}  // namespace kebao::analysis::risk
