#include "analysis/forecast/autoregression.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/forecast/ridge.h"

namespace kebao::analysis::forecast {
namespace {

/// Ascending. Lags that would leave less than half of the values as rows are left out.
std::vector<int> LagsOf(const History& history, const AutoregressionOptions& options) {
  std::set<int> lags;
  for (int lag = 1; lag <= options.recent_lags; ++lag) lags.insert(lag);
  for (const int season : history.seasons) {
    for (int cycles = 1; cycles <= options.cycles; ++cycles) {
      for (int near = -options.reach; near <= options.reach; ++near) lags.insert(cycles * season + near);
    }
  }
  std::erase_if(lags, [&](int lag) { return lag < 1 || 2 * lag > history.size(); });
  return {lags.begin(), lags.end()};
}

/// 1/(number of seasons) at one season back each; the last value where there is no season.
Values NaivePrior(const History& history, const std::vector<int>& lags) {
  Values prior(lags.size() + 1, 0.0);
  const auto set = [&](int lag, double value) {
    const auto at = std::lower_bound(lags.begin(), lags.end(), lag);
    if (at != lags.end() && *at == lag) prior[static_cast<size_t>(at - lags.begin())] = value;
  };
  if (history.seasons.empty()) set(1, 1);
  for (const int season : history.seasons) {
    set(season, 1 / static_cast<double>(history.seasons.size()));
  }
  return prior;
}

void AppendInputs(const Values& values, size_t at, const std::vector<int>& lags, Values& inputs) {
  for (const int lag : lags) inputs.push_back(values[at - static_cast<size_t>(lag)]);
  inputs.push_back(1);
}

RegressionRows RowsOf(const Values& values, const std::vector<int>& lags) {
  RegressionRows rows;
  rows.features = lags.size() + 1;
  for (size_t at = static_cast<size_t>(lags.back()); at < values.size(); ++at) {
    AppendInputs(values, at, lags, rows.inputs);
    rows.targets.push_back(values[at]);
  }
  return rows;
}

Values RowWeights(size_t rows, double half_life) {
  if (half_life <= 0) return {};
  Values weights(rows);
  for (size_t i = 0; i < rows; ++i) {
    weights[i] = std::exp2(-static_cast<double>(rows - 1 - i) / half_life);
  }
  return weights;
}

struct Standard {
  double mean = 0;
  double deviation = 1;
};

Standard StandardOf(const History& history) {
  const View values = history.values;
  const size_t cycle = std::min<size_t>(static_cast<size_t>(history.longest_season()) * 2, values.size());
  Standard standard{Mean(values.last(cycle)), 0};
  for (const double value : values) standard.deviation += (value - standard.mean) * (value - standard.mean);
  standard.deviation = std::sqrt(standard.deviation / static_cast<double>(values.size()));
  return standard;
}

}  // namespace

Values ForecastAutoregression(const History& history, int horizon,
                              const AutoregressionOptions& options) {
  const auto lags = LagsOf(history, options);
  if (lags.empty()) return {};
  const auto standard = StandardOf(history);
  if (standard.deviation <= 0) return {};
  Values values = history.values;
  for (double& value : values) value = (value - standard.mean) / standard.deviation;
  const auto rows = RowsOf(values, lags);
  if (rows.rows() < 2 * rows.features) return {};
  Values penalties(rows.features, options.penalty);
  auto weights = RowWeights(rows.rows(), options.half_life_seasons * history.longest_season());
  const auto prior = NaivePrior(history, lags);
  auto coefficients = SolveRidge(rows, weights, prior, penalties);
  for (int round = 0; round < options.robust_rounds; ++round) {
    Values errors;
    for (size_t i = 0; i < rows.rows(); ++i) {
      double e = rows.targets[i];
      for (size_t j = 0; j < rows.features; ++j) e -= coefficients[j] * rows.inputs[i * rows.features + j];
      errors.push_back(std::abs(e));
    }
    const double scale = 1.345 * 1.4826 * Median(errors);
    Values w = weights;
    w.resize(rows.rows(), 1.0);
    for (size_t i = 0; i < errors.size(); ++i) if (errors[i] > scale) w[i] *= scale / errors[i];
    coefficients = SolveRidge(rows, w, prior, penalties);
  }
  Values inputs;
  for (int h = 0; h < horizon; ++h) {
    inputs.clear();
    AppendInputs(values, values.size(), lags, inputs);
    double sum = 0;
    for (size_t i = 0; i < inputs.size(); ++i) sum += coefficients[i] * inputs[i];
    values.push_back(sum);
  }
  Values path(values.end() - horizon, values.end());
  for (double& value : path) value = standard.mean + standard.deviation * value;
  return path;
}

}  // namespace kebao::analysis::forecast
