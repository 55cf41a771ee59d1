#include "analysis/forecast/series.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kebao::analysis::forecast {
namespace {

constexpr int kLongestHorizon = 100'000;

std::unexpected<Problem> AtPosition(const char* code, const std::string& place, size_t index) {
  return MakeProblem(code, place, {{"position", fmt::to_string(index + 1)}});
}

Result<void> CheckValues(const Series& series, const std::string& place) {
  bool has_value = false;
  for (size_t i = 0; i < series.values.size(); ++i) {
    const auto& value = series.values[i];
    if (!value) continue;
    has_value = true;
    if (!std::isfinite(*value)) return AtPosition("forecast.not_finite", place, i);
    if (series.is_non_negative && *value < 0) return AtPosition("forecast.below_zero", place, i);
  }
  if (!has_value) return MakeProblem("forecast.no_values", place);
  return {};
}

Result<void> CheckRegressor(const Series& series, const Regressor& regressor, int horizon,
                            const std::string& place) {
  if (regressor.history.size() != series.values.size() ||
      regressor.future.size() < static_cast<size_t>(horizon)) {
    return MakeProblem("forecast.regressor_length", place,
                       {{"regressor", regressor.name},
                        {"history", fmt::to_string(regressor.history.size())},
                        {"future", fmt::to_string(regressor.future.size())},
                        {"values", fmt::to_string(series.values.size())},
                        {"horizon", fmt::to_string(horizon)}});
  }
  const auto is_finite = [](double value) { return std::isfinite(value); };
  if (!std::ranges::all_of(regressor.history, is_finite) ||
      !std::ranges::all_of(regressor.future, is_finite)) {
    return MakeProblem("forecast.regressor_not_finite", place, {{"regressor", regressor.name}});
  }
  return {};
}

}  // namespace

Result<void> CheckSeries(const Series& series, int horizon, const std::string& place) {
  if (horizon < 0 || horizon > kLongestHorizon) {
    return MakeProblem(
        "forecast.horizon", place,
        {{"horizon", fmt::to_string(horizon)}, {"longest", fmt::to_string(kLongestHorizon)}});
  }
  KEBAO_TRY_VOID(CheckValues(series, place));
  for (const int season : series.seasons) {
    if (season < 2) {
      return MakeProblem("forecast.season", place, {{"length", fmt::to_string(season)}});
    }
  }
  for (const auto& regressor : series.regressors) {
    KEBAO_TRY_VOID(CheckRegressor(series, regressor, horizon, place));
  }
  return {};
}

}  // namespace kebao::analysis::forecast
