#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// Exponential smoothing in innovations form: Hyndman, Koehler, Ord and Snyder, Forecasting with
/// Exponential Smoothing (Springer 2008), chapters 2 and 5. Multiplicative trends are left out, as
/// R's ets() does unasked: they run away.
struct EtsForm {
  enum class Error : uint8_t { kAdditive, kMultiplicative };
  enum class Trend : uint8_t { kNone, kAdditive, kDamped };
  enum class Season : uint8_t { kNone, kAdditive, kMultiplicative };
  Error error = Error::kAdditive;
  Trend trend = Trend::kNone;
  Season season = Season::kNone;

  std::string Name() const;  // "ETS(M,Ad,M)"
  bool is_multiplicative() const {
    return error == Error::kMultiplicative || season == Season::kMultiplicative;
  }
  friend bool operator==(const EtsForm&, const EtsForm&) = default;
};

struct EtsParameters {
  double alpha = 0;
  double beta = 0;   // 0 without a trend
  double gamma = 0;  // 0 without a season
  double phi = 1;    // below 1 where the trend is damped
};

/// Level, slope and one season, phase 0 first.
struct EtsStates {
  double level = 0;
  double slope = 0;
  Values seasonal;
};

struct EtsFit {
  EtsForm form;
  EtsParameters parameters;
  EtsStates start;
  EtsStates end;   // seasonal: the phase after the last value first
  double aic = 0;  // with the same constants left out as R's ets()
  double aicc = 0;
  double alpha() const { return parameters.alpha; }

  /// Point forecasts: the recursion without further errors.
  Values Forecast(int horizon) const;
};

/// The most likely fit of one form. Up to `evaluations` passes over the values. Nullopt where the
/// values do not allow the form: fewer than 3 or than two seasons, as many parameters as values, or
/// values not above 0 for a multiplicative one. `season` is not read for a form without one; up to
/// 12 the starting season is fitted too, longer ones start from the classical decomposition.
std::optional<EtsFit> FitEts(View values, int season, const EtsForm& form, int evaluations);

/// The form of the smallest AICc among all that suit the values. Nullopt where none does.
std::optional<EtsFit> ChooseEts(View values, int season, int evaluations);

}  // namespace kebao::analysis::forecast
