#include "analysis/forecast/trial.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kebao::analysis::forecast {

AdjustedPast AdjustedAt(const Setting& setting, size_t origin) {
  AdjustedPast adjusted{CompleteHistory(setting.past, origin), {}};
  adjusted.coefficients = EstimateEffects(adjusted.history, setting.scale, setting.design);
  ApplyEffects(setting.design, adjusted.coefficients, setting.scale, 0, -1,
               adjusted.history.values);
  return adjusted;
}

Values ForecastFrom(const Setting& setting, const AdjustedPast& adjusted, const Model& model,
                    int horizon) {
  auto path = model(adjusted.history, horizon);
  ApplyEffects(setting.design, adjusted.coefficients, setting.scale, adjusted.history.values.size(),
               1, path);
  for (double& value : path) {
    if (!std::isfinite(value)) return {};
    if (setting.is_non_negative) value = std::max(value, 0.0);
  }
  return path;
}

namespace {

Paths PathsOf(const Setting& setting, const std::vector<AdjustedPast>& pasts, const Model& model,
              int window) {
  Paths paths;
  for (const auto& past : pasts) {
    paths.push_back(ForecastFrom(setting, past, model, window));
    if (paths.back().empty()) return {};
  }
  return paths;
}

bool HasRecorded(const Paths& actual) {
  return std::ranges::any_of(actual, [](const Values& path) {
    return std::ranges::any_of(path, [](double value) { return !std::isnan(value); });
  });
}

}  // namespace

Trial RunTrial(const Setting& setting, const AdjustedPast& now, int horizon, int origins) {
  Trial trial;
  trial.plan = PlanBacktest(now.history, std::max(horizon, 1), origins);
  trial.actual = ActualPaths({setting.past.values, setting.past.seasons}, trial.plan);
  if (!HasRecorded(trial.actual)) {
    trial.plan.origins.clear();
    trial.actual.clear();
  }
  std::vector<AdjustedPast> pasts;
  for (const int origin : trial.plan.origins) {
    pasts.push_back(AdjustedAt(setting, static_cast<size_t>(origin)));
  }
  trial.candidates = CandidatesFor(pasts.empty() ? now.history : pasts.front().history);
  for (const auto& candidate : trial.candidates) {
    trial.paths.push_back(PathsOf(setting, pasts, candidate.model, trial.plan.window));
  }
  return trial;
}

Values RankingErrors(const Trial& trial, const Setting& setting, std::optional<size_t> left_out) {
  Values ranking;
  const auto naive = ErrorsOf(trial.actual, trial.paths.front(), left_out);
  const bool has_percentages = setting.scale == Scale::kLog && naive.smape > 0;
  for (size_t i = 0; i < trial.paths.size(); ++i) {
    if (trial.paths[i].empty() && !trial.plan.origins.empty()) {
      ranking.push_back(std::numeric_limits<double>::infinity());
      continue;
    }
    const auto errors = ErrorsOf(trial.actual, trial.paths[i], left_out);
    const double absolute =
        naive.mean_absolute > 0 ? errors.mean_absolute / naive.mean_absolute : errors.mean_absolute;
    const double relative =
        has_percentages ? (absolute + errors.smape / naive.smape) / 2 : absolute;
    const double counted = relative * trial.candidates[i].handicap;
    ranking.push_back(std::isnan(counted) ? std::numeric_limits<double>::infinity() : counted);
  }
  return ranking;
}

}  // namespace kebao::analysis::forecast
