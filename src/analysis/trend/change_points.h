#pragma once

#include <vector>

#include "analysis/difference.h"
#include "analysis/trend/series.h"

namespace kebao::analysis {

/// Where the level of a series changed for good.
struct ChangePoint {
  size_t at = 0;      // index of the first point of the new level
  double before = 0;  // means of the stretches on both sides, up to the next change points
  double after = 0;
  size_t n_before = 0;
  size_t n_after = 0;
  Difference
      difference;  // after − before, with interval; of a point that was chosen, so it flatters
};

/// Least squares with a penalty for every change, exactly and in about linear time: PELT, Killick,
/// Fearnhead and Eckley, J. Am. Stat. Assoc. 107, 2012. Penalty 3·ln n noise variances (Zhang and
/// Siegmund, Biometrics 63, 2007, for changes of the mean), times (1 + ρ) ÷ (1 − ρ) for noise of
/// which neighbours resemble each other. Noise variance and ρ from differences one and two steps
/// apart (winsorised at three deviations), which changes of level hardly touch. Stretches of at
/// least `fewest` usable points; `season` as in DirectionOf. Below 2·fewest points: none.
std::vector<ChangePoint> ChangePointsOf(const PointSeries& series, size_t season = 0,
                                        size_t fewest = 4);

}  // namespace kebao::analysis
