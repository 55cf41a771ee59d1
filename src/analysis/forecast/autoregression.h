#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

struct AutoregressionOptions {
  double penalty = 1.0;       // of coefficients' distance from those of the seasonal naive forecast
  int recent_lags = 3;
  int reach = 1;
  int cycles = 3;
  int robust_rounds = 0;
  double half_life_seasons = 0;  // of a row's weight, in longest seasons; 0: all rows alike
};

/// Linear autoregression on the last values and on those around one and two of each season back,
/// shrunk towards the mean of the seasonal naive forecasts (ridge regression: Hoerl and Kennard,
/// Technometrics 12, 1970), iterated over the horizon. Works on values less their last season's
/// level, and in their standard deviations. Empty where fewer than twice as many rows as
/// coefficients remain.
Values ForecastAutoregression(const History& history, int horizon,
                              const AutoregressionOptions& options);

}  // namespace kebao::analysis::forecast
