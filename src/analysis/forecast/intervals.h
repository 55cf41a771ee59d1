#pragma once

#include "analysis/forecast/backtest.h"

namespace kebao::analysis::forecast {

/// How far off forecasts were in the back-test, as a rule for new ones: half width = quantile of
/// |error| / size · size, size = |forecast|^level_power · (steps ahead + 4)^horizon_power, both
/// powers by the likelihood of the errors (Laplace), the second a little more. Errors of all
/// origins and steps are pooled: split conformal intervals (Vovk, Gammerman and Shafer, Algorithmic
/// Learning in a Random World, 2005) with scaled scores, widened for the few origins there are.
class ErrorSpread {
 public:
  /// At least one origin. `actual` may hold NaN: not recorded.
  ErrorSpread(const Paths& actual, const Paths& forecast);

  /// Half the width of an interval that should hold `coverage` (in (0, 1)) of the values, `step` ≥
  /// 1 steps ahead.
  double HalfWidth(double forecast, int step, double coverage) const;

 private:
  double SizeOf(double forecast, int step) const;

  double level_power_ = 0;
  double horizon_power_ = 0;
  double floor_ = 0;    // of |forecast|: no interval shrinks to nothing
  Values ratios_;       // |error| / size
  double degrees_ = 1;  // origins − 1
};

}  // namespace kebao::analysis::forecast
