#include "analysis/forecast/stl.h"

#include <algorithm>
#include <cmath>

#include "analysis/forecast/loess.h"

namespace kebao::analysis::forecast {
namespace {

constexpr int kRobustRounds = 15;  // as R's stl()
constexpr int kMstlRounds = 2;     // as R's mstl()

int NextOdd(double value) {
  const int rounded = static_cast<int>(std::ceil(value));
  return rounded % 2 == 0 ? rounded + 1 : rounded;
}

LoessWindow WindowOf(int width, int degree) { return {width, degree, (width + 9) / 10}; }

/// Everything that stays the same while the loops run.
struct Setting {
  View values;
  int season;
  LoessWindow seasonal;
  LoessWindow trend;
  LoessWindow low_pass;
};

Setting SettingOf(View values, int season, const StlOptions& options) {
  const int size = static_cast<int>(values.size());
  const int width = options.is_periodic ? 10 * size + 1 : options.seasonal_width;
  return {values, season, WindowOf(width, 0),
          WindowOf(NextOdd(1.5 * season / (1 - 1.5 / width)), 1), WindowOf(NextOdd(season), 1)};
}

/// Smooths every cycle-subseries and carries each one point further at both ends:
/// values.size() + 2 · season points.
Values SmoothSubseries(View values, const Setting& setting, View weights) {
  const size_t season = static_cast<size_t>(setting.season);
  Values result(values.size() + 2 * season);
  Values part, part_weights;
  for (size_t phase = 0; phase < season; ++phase) {
    part.clear();
    part_weights.clear();
    for (size_t i = phase; i < values.size(); i += season) {
      part.push_back(values[i]);
      if (!weights.empty()) part_weights.push_back(weights[i]);
    }
    const auto smooth = SmoothLoess(part, setting.seasonal, part_weights);
    result[phase] = LoessAt(part, setting.seasonal, part_weights, -1);
    for (size_t i = 0; i < smooth.size(); ++i) result[phase + (i + 1) * season] = smooth[i];
    result[phase + (part.size() + 1) * season] =
        LoessAt(part, setting.seasonal, part_weights, static_cast<double>(part.size()));
  }
  return result;
}

Values MovingAverage(const Values& values, size_t width) {
  Values result(values.size() - width + 1);
  double sum = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    sum += values[i];
    if (i >= width) sum -= values[i - width];
    if (i + 1 >= width) result[i + 1 - width] = sum / static_cast<double>(width);
  }
  return result;
}

Values SeasonalOf(const Values& detrended, const Setting& setting, View weights) {
  const size_t season = static_cast<size_t>(setting.season);
  auto cycle = SmoothSubseries(detrended, setting, weights);
  const auto averaged = MovingAverage(MovingAverage(MovingAverage(cycle, season), season), 3);
  const auto low = SmoothLoess(averaged, setting.low_pass, {});
  Values result(detrended.size());
  for (size_t i = 0; i < result.size(); ++i) result[i] = cycle[i + season] - low[i];
  return result;
}

Values Minus(View a, View b) {
  Values result(a.begin(), a.end());
  for (size_t i = 0; i < result.size(); ++i) result[i] -= b[i];
  return result;
}

/// Bisquare weights of the remainders.
Values RobustnessWeights(const Values& remainder) {
  Values sizes = remainder;
  for (double& size : sizes) size = std::abs(size);
  const double reach = 6 * Median(sizes);
  Values weights(sizes.size(), 1.0);
  for (size_t i = 0; i < sizes.size(); ++i) {
    const double ratio = reach > 0 ? sizes[i] / reach : 0;
    if (ratio > 0.999) {
      weights[i] = 0;
    } else if (ratio > 0.001) {
      weights[i] = (1 - ratio * ratio) * (1 - ratio * ratio);
    }
  }
  return weights;
}

void RunInner(const Setting& setting, View weights, int rounds, Values& trend, Values& seasonal) {
  for (int round = 0; round < rounds; ++round) {
    seasonal = SeasonalOf(Minus(setting.values, trend), setting, weights);
    trend = SmoothLoess(Minus(setting.values, seasonal), setting.trend, weights);
  }
}

void MakePeriodic(Values& seasonal, size_t season) {
  for (size_t phase = 0; phase < season; ++phase) {
    double sum = 0;
    size_t count = 0;
    for (size_t i = phase; i < seasonal.size(); i += season, ++count) sum += seasonal[i];
    for (size_t i = phase; i < seasonal.size(); i += season) {
      seasonal[i] = sum / static_cast<double>(count);
    }
  }
}

}  // namespace

Decomposition DecomposeStl(View values, int season, const StlOptions& options) {
  const auto setting = SettingOf(values, season, options);
  Values trend(values.size(), 0.0), seasonal(values.size(), 0.0), weights;
  const int rounds = options.is_robust ? 1 : 2;
  RunInner(setting, weights, rounds, trend, seasonal);
  for (int round = 0; options.is_robust && round < kRobustRounds; ++round) {
    weights = RobustnessWeights(Minus(Minus(values, trend), seasonal));
    RunInner(setting, weights, rounds, trend, seasonal);
  }
  if (options.is_periodic) MakePeriodic(seasonal, static_cast<size_t>(season));
  auto remainder = Minus(Minus(values, trend), seasonal);
  return {std::move(trend), {std::move(seasonal)}, std::move(remainder)};
}

Decomposition DecomposeMstl(const History& history, int seasonal_width) {
  Decomposition result;
  result.trend = SmoothLoess(history.values, WindowOf(NextOdd(history.size() / 4.0 + 4), 1), {});
  Values adjusted = history.values;
  for (size_t i = 0; i < history.seasons.size(); ++i) {
    result.seasonal.emplace_back(adjusted.size(), 0.0);
  }
  const int rounds = history.seasons.size() > 1 ? kMstlRounds : 1;
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < history.seasons.size(); ++i) {
      for (size_t t = 0; t < adjusted.size(); ++t) adjusted[t] += result.seasonal[i][t];
      auto part = DecomposeStl(adjusted, history.seasons[i],
                               {.seasonal_width = seasonal_width + 4 * static_cast<int>(i)});
      result.seasonal[i] = std::move(part.seasonal[0]);
      result.trend = std::move(part.trend);
      adjusted = Minus(adjusted, result.seasonal[i]);
    }
  }
  result.remainder = Minus(adjusted, result.trend);
  return result;
}

}  // namespace kebao::analysis::forecast
