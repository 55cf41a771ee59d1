#pragma once

#include <cstdint>

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

enum class SeasonalForm : uint8_t { kAdditive, kMultiplicative };

/// Indices of one season, phase 0 at values[0]: additive ones sum to 0, multiplicative ones average
/// 1. By the classical decomposition with a centred moving average (R's decompose()). values at
/// least two seasons long, and above 0 for multiplicative indices.
Values SeasonalIndices(View values, int season, SeasonalForm form);

/// Whether the autocorrelation at the season is beyond what a 90 % test leaves to chance, by the M4
/// organisers' and R's thetaf() rule: |r(m)| > 1.645·√((1 + 2Σ r(i)²)/n), i < m. False below three
/// seasons.
bool IsSeasonal(View values, int season);

}  // namespace kebao::analysis::forecast
