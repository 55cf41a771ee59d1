#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

struct SmoothingOptions {
  bool has_trend = false;            // damped
  bool has_autocorrelation = false;  // first-order, of the errors
  int evaluations = 250;             // of the parameter search
};

/// Additive exponential smoothing with any number of seasons, a damped trend and first-order
/// autocorrelated errors, fitted to the smallest sum of squared one-step errors after the first
/// longest season, by which the states are begun.
///
/// Sources: Taylor, International Journal of Forecasting 26 (2010), several seasons; De Livera,
/// Hyndman and Snyder, Journal of the American Statistical Association 106 (2011), BATS:
///   y = ℓ + φb + Σ s + d,  d = ρ·d₋₁ + ε,  ℓ += φb + αd,  b = φb + βd,  s += γd
/// Empty below two longest seasons and below 4 values.
Values SmoothSeasonally(const History& history, int horizon, const SmoothingOptions& options);

}  // namespace kebao::analysis::forecast
