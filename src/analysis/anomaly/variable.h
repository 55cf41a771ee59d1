#pragma once

#include <vector>

#include "analysis/anomaly/watched_series.h"

namespace kebao::analysis {

/// What is fitted of a series: counts as they are; of shares the number of hits, or of misses where
/// those are rarer (effects on a share near 1 multiply its misses, not its hits); amounts, or their
/// logarithms where those are the more symmetric.
struct Variable {
  std::vector<double> values;  // one per place
  bool is_of_misses = false;
  bool is_log = false;
};
Variable VariableOf(const WatchedSeries& series, const std::vector<size_t>& places,
                    const std::vector<size_t>& slots);

}  // namespace kebao::analysis
