#include "analysis/forecast/backtest.h"

#include <algorithm>
#include <cmath>

#include "analysis/forecast/accuracy.h"

namespace kebao::analysis::forecast {

BacktestPlan PlanBacktest(const History& history, int horizon, int origins) {
  BacktestPlan plan;
  const int size = history.size();
  plan.window = std::min(horizon, std::max(1, size / 4));
  const int least = std::max({3, size / 2, 2 * history.longest_season()});
  const int span = std::max(2 * horizon, std::min(history.longest_season(), 4 * horizon));
  const int step = std::max(1, (span + origins - 1) / std::max(origins, 1));
  for (int i = origins - 1; i >= 0; --i) {
    const int origin = size - plan.window - i * step;
    if (origin >= least) plan.origins.push_back(origin);
  }
  return plan;
}

History HistoryAt(const History& history, int origin) {
  return {Values(history.values.begin(), history.values.begin() + origin), history.seasons};
}

Paths ActualPaths(const History& history, const BacktestPlan& plan) {
  Paths paths;
  for (const int origin : plan.origins) {
    const auto first = history.values.begin() + origin;
    paths.emplace_back(first, first + plan.window);
  }
  return paths;
}

BacktestErrors ErrorsOf(const Paths& actual, const Paths& forecast,
                        std::optional<size_t> left_out) {
  BacktestErrors errors;
  const bool leaves_out = left_out && forecast.size() > 1;
  const double count = static_cast<double>(forecast.size()) - (leaves_out ? 1 : 0);
  for (size_t i = 0; i < forecast.size(); ++i) {
    if (leaves_out && i == *left_out) continue;
    errors.mean_absolute += Mase(actual[i], forecast[i], 1) / count;
    errors.smape += Smape(actual[i], forecast[i]) / count;
  }
  return errors;
}

}  // namespace kebao::analysis::forecast
