#pragma once

#include "analysis/forecast/backtest.h"

namespace kebao::analysis::forecast {

/// Which candidates count, and how much. Weights sum to 1.
struct Combination {
  std::vector<size_t> members;
  Values weights;
};

/// At most fifteen candidates whose error is at most half as large again as the smallest, weighted
/// by 1/error²; the first alone where no error is finite. `errors`: one per candidate, at least
/// one, each ≥ 0. What these numbers are: chosen on the training part of M4's hourly series
/// (docs/forecast.md).
Combination ChooseCombination(const Values& errors);

/// The weighted mean of the members' values at each step. `paths`: one per member, of one length.
Values Combine(const std::vector<Values>& paths, View weights);

}  // namespace kebao::analysis::forecast
