#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"

namespace kebao::analysis::forecast {

/// Something that is known beforehand and moves the values: a holiday, a make-up workday, a
/// promotion (0 or 1), expected visits (any number).
struct Regressor {
  std::string name;             // comes back with its effect
  std::vector<double> history;  // as many as the series has values
  std::vector<double> future;   // at least as many as the horizon
};

/// Equally spaced values, oldest first.
struct Series {
  std::vector<std::optional<double>> values;  // nullopt: not recorded, which is not 0
  /// Lengths of the seasons in steps: {24, 168} for hours, {48, 336} for half hours, {7} or {7,
  /// 365} for days, {12} for months; empty: none. In any order; those too long for the values are
  /// not used.
  std::vector<int> seasons;
  std::vector<Regressor> regressors;
  bool is_non_negative = false;  // counts, amounts: no forecast or interval goes below 0
};

/// The mistakes of a caller: forecast.horizon (below 0 or above 100,000), forecast.no_values,
/// forecast.not_finite (NaN or infinite, {position} from 1), forecast.season ({length} below 2),
/// forecast.below_zero (is_non_negative and a value below 0), forecast.regressor_length and
/// forecast.regressor_not_finite ({regressor}). `place`: that of the Problem.
Result<void> CheckSeries(const Series& series, int horizon, const std::string& place);

}  // namespace kebao::analysis::forecast
