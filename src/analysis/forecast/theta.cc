#include "analysis/forecast/theta.h"

#include <algorithm>
#include <cmath>

#include "analysis/forecast/decompose_classical.h"
#include "analysis/forecast/ets.h"

namespace kebao::analysis::forecast {
namespace {

constexpr int kEvaluations = 300;

/// Least squares slope against time.
double Slope(View values) {
  const double middle = static_cast<double>(values.size() - 1) / 2;
  double xy = 0, xx = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const double x = static_cast<double>(i) - middle;
    xy += x * values[i];
    xx += x * x;
  }
  return xx > 0 ? xy / xx : 0;
}

Values ForecastPlain(View values, int horizon) {
  const auto fit = FitEts(values, 1, EtsForm{}, kEvaluations);
  if (!fit) return {};
  const double drift = Slope(values) / 2;
  const double alpha = std::max(fit->alpha(), 1e-10);
  const double size = static_cast<double>(values.size());
  Values path;
  for (int h = 0; h < horizon; ++h) {
    path.push_back(fit->end.level + drift * (h + (1 - std::pow(1 - alpha, size)) / alpha));
  }
  return path;
}

int SeasonThatCounts(const History& history) {
  for (auto season = history.seasons.rbegin(); season != history.seasons.rend(); ++season) {
    if (IsSeasonal(history.values, *season)) return *season;
  }
  return 1;
}

}  // namespace

Values ForecastTheta(const History& history, int horizon) {
  const int season = SeasonThatCounts(history);
  if (season == 1) return ForecastPlain(history.values, horizon);
  const bool is_product = std::ranges::all_of(history.values, [](double v) { return v > 0; });
  const auto indices = SeasonalIndices(
      history.values, season, is_product ? SeasonalForm::kMultiplicative : SeasonalForm::kAdditive);
  const auto index = [&](size_t at) { return indices[at % indices.size()]; };
  Values adjusted = history.values;
  for (size_t i = 0; i < adjusted.size(); ++i) {
    adjusted[i] = is_product ? adjusted[i] / index(i) : adjusted[i] - index(i);
  }
  auto path = ForecastPlain(adjusted, horizon);
  for (size_t h = 0; h < path.size(); ++h) {
    const double at = index(adjusted.size() + h);
    path[h] = is_product ? path[h] * at : path[h] + at;
  }
  return path;
}

}  // namespace kebao::analysis::forecast
