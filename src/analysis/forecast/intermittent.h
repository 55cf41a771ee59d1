#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// Whether so many values are 0 that size and frequency are better told apart: more than half of
/// them, and none below 0.
bool IsIntermittent(View values);

/// Croston's method (Operational Research Quarterly 23, 1972) with the correction of Syntetos and
/// Boylan (International Journal of Forecasting 21, 2005): size ÷ interval · (1 − α/2).
/// Empty without two values above 0.
Values ForecastCroston(const History& history, int horizon);

/// Teunter, Syntetos and Babai (European Journal of Operational Research 214, 2011): size · chance,
/// the chance updated at every step, so that demand which has ceased fades. Empty without a value
/// above 0.
Values ForecastTsb(const History& history, int horizon);

}  // namespace kebao::analysis::forecast
