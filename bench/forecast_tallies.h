#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "analysis/forecast/forecast.h"

/// Whether what forecasts said of their own errors came true.

using kebao::analysis::forecast::Forecast;
using kebao::analysis::forecast::Values;

/// How many values lay in their intervals, by steps ahead.
class Coverage {
 public:
  void Add(const Forecast& forecast, const Values& actual) {
    if (steps_.size() < actual.size()) steps_.resize(actual.size());
    for (size_t h = 0; h < actual.size(); ++h) {
      const auto& point = forecast.points[h];
      if (!point.low95) continue;
      ++steps_[h][0];
      steps_[h][1] += actual[h] >= *point.low80 && actual[h] <= *point.high80;
      steps_[h][2] += actual[h] >= *point.low95 && actual[h] <= *point.high95;
    }
  }

  std::string Text() const {
    std::array<double, 3> all{};
    double least = 1, most = 0, within = 0;
    for (const auto& step : steps_) {
      for (size_t i = 0; i < 3; ++i) all[i] += step[i];
      const double share = step[2] / std::max(step[0], 1.0);
      least = std::min(least, share);
      most = std::max(most, share);
      within += share >= 0.93 && share <= 0.97;
    }
    return fmt::format(
        "80 %: {:.1f} %, 95 %: {:.1f} % (by step {:.1f} to {:.1f} %, {} of {} within 93–97)",
        100 * all[1] / all[0], 100 * all[2] / all[0], 100 * least, 100 * most, within,
        steps_.size());
  }

  std::string Steps() const {
    std::string text;
    for (const auto& step : steps_) text += fmt::format(" {:.0f}", 100 * step[2] / step[0]);
    return text;
  }

 private:
  std::vector<std::array<double, 3>> steps_;  // count, within 80 %, within 95 %
};

/// Chances that were told, by bands, and how often what they spoke of happened.
class Calibration {
 public:
  void Add(double chance, bool happened) {
    auto& band = bands_[std::min<size_t>(static_cast<size_t>(chance * 5), 4)];
    ++band[0];
    band[1] += chance;
    band[2] += happened ? 1 : 0;
  }
  void Print() const {
    for (size_t i = 0; i < bands_.size(); ++i)
      fmt::print("  {}–{} %: n = {}, said {:.3f}, came true {:.3f}\n", 20 * i, 20 * (i + 1),
                 bands_[i][0], bands_[i][1] / std::max(1.0, bands_[i][0]),
                 bands_[i][2] / std::max(1.0, bands_[i][0]));
  }

 private:
  std::array<std::array<double, 3>, 5> bands_{};
};
