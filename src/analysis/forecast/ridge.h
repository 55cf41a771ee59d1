#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// A linear model: rows of `features` columns, one after another.
struct RegressionRows {
  size_t features = 0;
  Values inputs;  // rows × features
  Values targets;

  size_t rows() const { return targets.size(); }
};

/// Coefficients of the smallest Σ w(target − inputs·c)² + Σ penalty·(c − prior)², one per feature.
/// `weights` is empty or one per row; prior and penalties one per feature, penalties > 0 where the
/// columns may be dependent.
Values SolveRidge(const RegressionRows& rows, View weights, View prior, View penalties);

}  // namespace kebao::analysis::forecast
