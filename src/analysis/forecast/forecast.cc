#include "analysis/forecast/forecast.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/forecast/accuracy.h"
#include "analysis/forecast/combination.h"
#include "analysis/forecast/intervals.h"
#include "analysis/forecast/stl.h"
#include "analysis/forecast/trial.h"

namespace kebao::analysis::forecast {
namespace {

constexpr int kStlWidth = 11;

Setting SettingOf(const Series& series, int horizon) {
  Setting setting{.past = PastOf(series), .is_non_negative = series.is_non_negative};
  setting.design = MakeDesign(series, setting.past.left_out, setting.past.seasons, horizon);
  Values known = setting.past.values;
  std::erase_if(known, [](double value) { return std::isnan(value); });
  setting.scale = EvenScale(known);
  return setting;
}

/// What every candidate says now; where it says nothing its error becomes infinite. The form of a
/// method is chosen anew, by all of the history.
std::vector<Values> PathsNow(const Setting& setting, const AdjustedPast& now, const Trial& trial,
                             int horizon, Values& errors) {
  const auto renewed = CandidatesFor(now.history);
  std::vector<Values> paths;
  for (size_t i = 0; i < trial.candidates.size(); ++i) {
    const auto& old = trial.candidates[i];
    const auto found = std::ranges::find(renewed, old.name, &Candidate::name);
    const auto& model = found == renewed.end() ? old.model : found->model;
    paths.push_back(std::isfinite(errors[i]) ? ForecastFrom(setting, now, model, horizon)
                                             : Values{});
    if (paths.back().empty() && horizon > 0) errors[i] = std::numeric_limits<double>::infinity();
  }
  return paths;
}

/// The seasonal naive method alone, where nothing could be tried.
Combination Choose(const Trial& trial, const Values& errors) {
  if (trial.plan.origins.empty()) return {{0}, {1.0}};
  return ChooseCombination(errors);
}

Values Pick(const std::vector<Values>& paths, const Combination& combination) {
  std::vector<Values> members;
  for (const size_t member : combination.members) members.push_back(paths[member]);
  return Combine(members, combination.weights);
}

/// What a combination chosen by all other origins would have said at each: errors of a choice that
/// has not seen them.
Paths CombinedPaths(const Trial& trial, const Setting& setting) {
  Paths result;
  for (size_t origin = 0; origin < trial.plan.origins.size(); ++origin) {
    const auto combination = ChooseCombination(RankingErrors(trial, setting, origin));
    std::vector<Values> members;
    for (const size_t member : combination.members) members.push_back(trial.paths[member][origin]);
    result.push_back(Combine(members, combination.weights));
  }
  return result;
}

std::vector<ForecastPoint> PointsOf(const Values& path, const Trial& trial, const Paths& combined,
                                    bool is_non_negative) {
  std::vector<ForecastPoint> points;
  for (const double value : path) points.push_back({.mean = value});
  if (combined.empty()) return points;
  const ErrorSpread spread(trial.actual, combined);
  const double least = is_non_negative ? 0 : -std::numeric_limits<double>::infinity();
  for (size_t h = 0; h < points.size(); ++h) {
    auto& point = points[h];
    const int step = static_cast<int>(h) + 1;
    const double narrow = spread.HalfWidth(point.mean, step, 0.80);
    const double wide = std::max(narrow, spread.HalfWidth(point.mean, step, 0.95));
    point.low80 = std::max(least, point.mean - narrow);
    point.high80 = point.mean + narrow;
    point.low95 = std::max(least, point.mean - wide);
    point.high95 = point.mean + wide;
  }
  return points;
}

double ScaledBy(double error, double scale) { return scale > 0 ? error / scale : 0; }

Backtest BacktestOf(const Trial& trial, const Paths& combined, double scale) {
  Backtest backtest{.origins = static_cast<int>(trial.plan.origins.size())};
  if (combined.empty()) return backtest;
  const auto errors = ErrorsOf(trial.actual, combined);
  backtest.window = trial.plan.window;
  backtest.smape = errors.smape;
  backtest.mase = ScaledBy(errors.mean_absolute, scale);
  backtest.mase_of_seasonal_naive =
      ScaledBy(ErrorsOf(trial.actual, trial.paths.front()).mean_absolute, scale);
  for (size_t origin = 0; origin < combined.size(); ++origin)
    backtest.told.push_back({trial.plan.origins[origin], combined[origin], trial.actual[origin]});
  return backtest;
}

std::vector<CandidateScore> ScoresOf(const Trial& trial, const Combination& combination,
                                     const Values& errors, double scale) {
  std::vector<size_t> order(errors.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, {}, [&](size_t i) { return errors[i]; });
  std::vector<CandidateScore> scores;
  for (const size_t i : order) {
    if (!std::isfinite(errors[i]) || trial.paths[i].empty()) continue;
    const auto of_one = ErrorsOf(trial.actual, trial.paths[i]);
    CandidateScore score{trial.candidates[i].name, of_one.smape,
                         ScaledBy(of_one.mean_absolute, scale), 0};
    const auto member = std::ranges::find(combination.members, i);
    if (member != combination.members.end()) {
      score.weight = combination.weights[static_cast<size_t>(member - combination.members.begin())];
    }
    scores.push_back(std::move(score));
  }
  return scores;
}

double Variance(const Values& values) {
  const double mean = Mean(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum;
}

std::vector<SeasonFound> SeasonsOf(const History& history) {
  std::vector<SeasonFound> found;
  if (history.seasons.empty()) return found;
  const auto parts = DecomposeMstl(history, kStlWidth);
  for (size_t i = 0; i < history.seasons.size(); ++i) {
    Values with = parts.remainder;
    for (size_t t = 0; t < with.size(); ++t) with[t] += parts.seasonal[i][t];
    const double all = Variance(with);
    const double strength = all > 0 ? std::max(0.0, 1 - Variance(parts.remainder) / all) : 0;
    found.push_back({history.seasons[i], strength});
  }
  return found;
}

/// The first column of a regressor is the regressor itself.
std::vector<RegressorEffect> EffectsOf(const Setting& setting, const Values& coefficients) {
  std::vector<RegressorEffect> effects;
  for (const auto& name : setting.design.names) effects.push_back({.name = name});
  for (size_t c = coefficients.size(); c-- > 0;) {
    auto& effect = effects[setting.design.regressor_of[c]];
    effect.is_used |= coefficients[c] != 0;
    effect.is_relative = setting.scale == Scale::kLog;
    effect.effect = effect.is_relative ? std::expm1(coefficients[c]) : coefficients[c];
  }
  return effects;
}

}  // namespace

Result<Forecast> MakeForecast(const Series& series, const ForecastOptions& options) {
  KEBAO_TRY_VOID(CheckSeries(series, options.horizon, options.place));
  const auto setting = SettingOf(series, options.horizon);
  const auto now = AdjustedAt(setting, setting.past.values.size());
  const auto trial = RunTrial(setting, now, options.horizon, options.backtest_origins);
  auto errors = RankingErrors(trial, setting);
  const auto paths = PathsNow(setting, now, trial, options.horizon, errors);
  const auto combination = Choose(trial, errors);
  const auto combined = CombinedPaths(trial, setting);
  const double scale = NaiveScale(setting.past.values, now.history.shortest_season());

  Forecast forecast;
  forecast.points = PointsOf(Pick(paths, combination), trial, combined, setting.is_non_negative);
  forecast.method = combination.members.size() == 1
                        ? trial.candidates[combination.members.front()].name
                        : "combination";
  forecast.backtest = BacktestOf(trial, combined, scale);
  forecast.candidates = ScoresOf(trial, combination, errors, scale);
  forecast.seasons = SeasonsOf(now.history);
  forecast.regressors = EffectsOf(setting, now.coefficients);
  return forecast;
}

}  // namespace kebao::analysis::forecast
