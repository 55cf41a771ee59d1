#pragma once

#include <span>
#include <vector>

#include "analysis/anomaly/watched_series.h"

namespace kebao::analysis {

/// What was to be expected of every point, in units of the series' own variable: counts; for shares
/// hits (of the rarer outcome); for amounts the value, or its logarithm where that is the more
/// symmetric.
struct Baseline {
  bool is_enough = false;        // false: too few points, nothing is expected
  bool is_of_misses = false;     // shares: the variable counts what did not fit, the rarer
  bool is_log = false;           // amounts
  std::vector<double> seen;      // the variable; NaN where a point is not looked at
  std::vector<double> expected;  // NaN where nothing is known to compare with
  std::vector<double> variance;  // of the variable about what is expected, its own doubt included
  double degrees_of_freedom = 0;
};

/// Slot times level for counts and shares, slot plus level for amounts; the level is the mean of
/// four weeks around a point without the point itself. Fitted in rounds: what lies beyond 2.5
/// deviations is taken as lying there, so that several outliers at once neither move what is
/// expected nor hide each other (Huber 1964). The scatter beyond that of independent cases
/// (negative binomial, beta-binomial) is estimated from what is left. At least four weeks of points
/// that are looked at, and three in a slot, else nothing is expected.
Baseline FitBaseline(const WatchedSeries& series, const SlotPlan& plan);

}  // namespace kebao::analysis
