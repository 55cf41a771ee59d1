#include "analysis/forecast/autoregression.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/forecast/ridge.h"

namespace kebao::analysis::forecast {
namespace {

constexpr int kRobustRounds = 2;
constexpr double kHuber = 1.345 * 1.4826;  // 95 % efficiency, times what makes a median a deviation

/// Ascending. Lags that would leave less than half of the values as rows are left out.
std::vector<int> LagsOf(const History& history, const AutoregressionOptions& options) {
  std::set<int> lags;
  for (int lag = 1; lag <= options.recent_lags; ++lag) lags.insert(lag);
  for (const int season : history.seasons) {
    for (int cycles = 1; cycles <= options.cycles; ++cycles) {
      for (int near = -options.reach; near <= options.reach; ++near)
        lags.insert(cycles * season + near);
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

RegressionRows RowsOf(const Values& values, const std::vector<int>& lags) {
  RegressionRows rows;
  rows.features = lags.size() + 1;
  for (size_t at = static_cast<size_t>(lags.back()); at < values.size(); ++at) {
    for (const int lag : lags) rows.inputs.push_back(values[at - static_cast<size_t>(lag)]);
    rows.inputs.push_back(1);
    rows.targets.push_back(values[at]);
  }
  return rows;
}

/// Huber's weights of the rows' errors.
Values RobustWeights(const RegressionRows& rows, const Values& coefficients) {
  Values errors;
  for (size_t row = 0; row < rows.rows(); ++row) {
    double error = rows.targets[row];
    for (size_t i = 0; i < rows.features; ++i) {
      error -= coefficients[i] * rows.inputs[row * rows.features + i];
    }
    errors.push_back(std::abs(error));
  }
  const double most = kHuber * Median(errors);
  for (double& error : errors) error = error > most ? most / error : 1;
  return errors;
}

Values SolveRobustly(const RegressionRows& rows, const Values& prior, double penalty) {
  const Values penalties(rows.features, penalty);
  auto coefficients = SolveRidge(rows, {}, prior, penalties);
  for (int round = 0; round < kRobustRounds; ++round) {
    coefficients = SolveRidge(rows, RobustWeights(rows, coefficients), prior, penalties);
  }
  return coefficients;
}

double Predict(const Values& values, const std::vector<int>& lags, const Values& coefficients) {
  double sum = coefficients.back();
  for (size_t i = 0; i < lags.size(); ++i) {
    sum += coefficients[i] * values[values.size() - static_cast<size_t>(lags[i])];
  }
  return sum;
}

struct Standard {
  double mean = 0;  // of the last two seasons
  double deviation = 0;
};

Standard StandardOf(const History& history) {
  const View values = history.values;
  const size_t recent = std::min(2 * static_cast<size_t>(history.longest_season()), values.size());
  Standard standard{Mean(values.last(recent)), 0};
  for (const double value : values) {
    standard.deviation += (value - standard.mean) * (value - standard.mean);
  }
  standard.deviation = std::sqrt(standard.deviation / static_cast<double>(values.size()));
  return standard;
}

}  // namespace

Values ForecastAutoregression(const History& history, int horizon,
                              const AutoregressionOptions& options) {
  const auto lags = LagsOf(history, options);
  const auto standard = StandardOf(history);
  if (lags.empty() || standard.deviation <= 0) return {};
  Values values = history.values;
  for (double& value : values) value = (value - standard.mean) / standard.deviation;
  const auto rows = RowsOf(values, lags);
  if (rows.rows() < 2 * rows.features) return {};
  const auto coefficients = SolveRobustly(rows, NaivePrior(history, lags), options.penalty);
  for (int h = 0; h < horizon; ++h) values.push_back(Predict(values, lags, coefficients));
  Values path(values.end() - horizon, values.end());
  for (double& value : path) value = standard.mean + standard.deviation * value;
  return path;
}

}  // namespace kebao::analysis::forecast
