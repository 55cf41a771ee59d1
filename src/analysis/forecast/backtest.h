#pragma once

#include <optional>

#include "analysis/forecast/candidates.h"
#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// What a candidate would have said at each origin: one path per origin, of BacktestPlan::window
/// values; no paths where it failed at any.
using Paths = std::vector<Values>;

/// Where the forecasts of a back-test start: origins[i] values are known, the next `window` are
/// not.
struct BacktestPlan {
  std::vector<int> origins;  // ascending
  int window = 0;
};

/// Rolling origins (Tashman, International Journal of Forecasting 16, 2000): at most `origins`,
/// over the last two horizons of starts (or the longest season, but at most four horizons), each
/// with at least half of the history and two longest seasons before it. The window is the horizon,
/// less where the history is short. No origins where nothing can be held back.
BacktestPlan PlanBacktest(const History& history, int horizon, int origins);

/// The history as it was at an origin.
History HistoryAt(const History& history, int origin);

/// What happened after each origin.
Paths ActualPaths(const History& history, const BacktestPlan& plan);

/// Errors over all origins.
struct BacktestErrors {
  double mean_absolute = 0;
  double smape = 0;  // percent
};
/// `forecast`: one per actual path, or empty, which gives zeros. The origin `left_out` has no part,
/// unless it is the only one.
BacktestErrors ErrorsOf(const Paths& actual, const Paths& forecast,
                        std::optional<size_t> left_out = std::nullopt);

}  // namespace kebao::analysis::forecast
