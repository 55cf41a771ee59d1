#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// The last season again; the last value where season is 1. Empty where the history is shorter.
Values RepeatSeason(View values, int season, int horizon);

/// The mean of each phase over the last `cycles` seasons (fewer where there are fewer).
Values RepeatMeanSeason(View values, int season, int cycles, int horizon);

/// The last value, and the mean step from the first to the last value added each time.
Values Drift(View values, int horizon);

}  // namespace kebao::analysis::forecast
