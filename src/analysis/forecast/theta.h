#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// The Theta method: Assimakopoulos and Nikolopoulos, International Journal of Forecasting 16
/// (2000), as simple exponential smoothing with drift (Hyndman and Billah, IJF 19, 2003), of values
/// adjusted for the season where IsSeasonal: R's thetaf(). The longest season that is one counts;
/// it is taken out by division, or by subtraction where a value is not above 0. Empty below 3
/// values.
Values ForecastTheta(const History& history, int horizon);

}  // namespace kebao::analysis::forecast
