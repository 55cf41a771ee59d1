#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

struct AutoregressionOptions {
  int recent_lags = 3;   // the last so many values
  int cycles = 1;        // so many seasons back, of each season
  int reach = 1;         // and so many values on both sides of them
  double penalty = 0.1;  // of a coefficient's distance from the seasonal naive one, in rows
};

/// Linear autoregression on the last values and on those around whole seasons back, shrunk towards
/// the mean of the seasonal naive forecasts (ridge regression: Hoerl and Kennard, Technometrics 12,
/// 1970), outliers counting less (Huber, Annals of Mathematical Statistics 35, 1964), iterated over
/// the horizon. Works on differences from the mean of the last two longest seasons, in standard
/// deviations. Empty where there are fewer than twice as many rows as coefficients, or where all
/// values are equal.
Values ForecastAutoregression(const History& history, int horizon,
                              const AutoregressionOptions& options);

}  // namespace kebao::analysis::forecast
