#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// values = trend + Σ seasonal + remainder, all of the same length.
struct Decomposition {
  Values trend;
  std::vector<Values> seasonal;  // one per season, as asked
  Values remainder;
};

struct StlOptions {
  int seasonal_width = 11;   // odd; points of one cycle-subseries that count
  bool is_periodic = false;  // the season never changes; seasonal_width is not used
  bool is_robust = false;    // outliers count less; dearer
};

/// Seasonal-trend decomposition by loess: Cleveland, Cleveland, McRae and Terpenning, Journal of
/// Official Statistics 6 (1990), with the windows of R's stl(). season ≥ 2, values at least two
/// seasons long.
Decomposition DecomposeStl(View values, int season, const StlOptions& options);

/// Several seasons: each in turn by STL on what the others leave, twice over (Bandara, Hyndman and
/// Bergmeir, International Journal of Operational Research 52, 2025: MSTL). Without seasons the
/// trend is a loess of the values. `seasonal_width`: of the shortest season; each longer one gets 4
/// more.
Decomposition DecomposeMstl(const History& history, int seasonal_width);

}  // namespace kebao::analysis::forecast
