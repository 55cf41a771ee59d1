#pragma once

#include "analysis/forecast/history.h"
#include "analysis/forecast/series.h"

namespace kebao::analysis::forecast {

/// The values of a series as numbers: from the first that is recorded on, at most so many as models
/// profit from (twenty longest seasons, and 1,500), NaN where one is missing.
struct KnownPast {
  Values values;
  std::vector<int> seasons;  // ascending, each at most half as long as the values
  size_t left_out = 0;       // values of the series before the first of these
};
KnownPast PastOf(const Series& series);

/// The first `size` values with the gaps filled: by the nearest recorded values of the same phase
/// before and after, of the longest season that has any, else by a straight line.
History CompleteHistory(const KnownPast& past, size_t size);

}  // namespace kebao::analysis::forecast
