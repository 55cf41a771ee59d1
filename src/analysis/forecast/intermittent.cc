#include "analysis/forecast/intermittent.h"

#include <algorithm>
#include <limits>

namespace kebao::analysis::forecast {
namespace {

constexpr double kRates[] = {0.02, 0.05, 0.1, 0.2, 0.3};

struct Run {
  double squares = 0;   // of one-step errors
  double forecast = 0;  // after the last value
};

Run RunCroston(View values, double alpha) {
  Run run;
  double size = 0, interval = 1, since = 1;
  bool has_begun = false;
  for (const double value : values) {
    if (has_begun) {
      run.forecast = size / interval * (1 - alpha / 2);
      run.squares += (value - run.forecast) * (value - run.forecast);
    }
    if (value <= 0) {
      ++since;
      continue;
    }
    size = has_begun ? size + alpha * (value - size) : value;
    interval = has_begun ? interval + alpha * (since - interval) : since;
    has_begun = true;
    since = 1;
  }
  run.forecast = size / interval * (1 - alpha / 2);
  return run;
}

struct TsbStart {
  double size = 0;
  double chance = 0;
};

TsbStart StartOf(View values) {
  TsbStart start;
  double count = 0;
  for (const double value : values) {
    if (value <= 0) continue;
    start.size += value;
    ++count;
  }
  if (count > 0) start.size /= count;
  start.chance = count / static_cast<double>(values.size());
  return start;
}

Run RunTsb(View values, TsbStart state, double size_rate, double chance_rate) {
  Run run;
  for (const double value : values) {
    const double error = value - state.size * state.chance;
    run.squares += error * error;
    const double event = value > 0 ? 1 : 0;
    state.chance += chance_rate * (event - state.chance);
    if (value > 0) state.size += size_rate * (value - state.size);
  }
  run.forecast = state.size * state.chance;
  return run;
}

Values Flat(double value, int horizon) { return Values(static_cast<size_t>(horizon), value); }

}  // namespace

bool IsIntermittent(View values) {
  const auto zeros = std::ranges::count(values, 0.0);
  return 2 * zeros > static_cast<std::ptrdiff_t>(values.size()) &&
         std::ranges::none_of(values, [](double value) { return value < 0; });
}

Values ForecastCroston(const History& history, int horizon) {
  if (std::ranges::count_if(history.values, [](double v) { return v > 0; }) < 2) return {};
  Run best{std::numeric_limits<double>::infinity(), 0};
  for (const double alpha : kRates) {
    const auto run = RunCroston(history.values, alpha);
    if (run.squares < best.squares) best = run;
  }
  return Flat(best.forecast, horizon);
}

Values ForecastTsb(const History& history, int horizon) {
  const auto start = StartOf(history.values);
  if (start.chance <= 0) return {};
  Run best{std::numeric_limits<double>::infinity(), 0};
  for (const double size_rate : kRates) {
    for (const double chance_rate : kRates) {
      const auto run = RunTsb(history.values, start, size_rate, chance_rate);
      if (run.squares < best.squares) best = run;
    }
  }
  return Flat(best.forecast, horizon);
}

}  // namespace kebao::analysis::forecast
