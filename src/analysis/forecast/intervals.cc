#include "analysis/forecast/intervals.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kebao::analysis::forecast {
namespace {

constexpr double kLevelPowers[] = {0, 0.5, 1};
constexpr double kHorizonPowers[] = {0, 0.1, 0.2, 0.35, 0.5, 0.75};
// Origins lie close together: their errors grow less over the steps than those that are yet to
// come.
constexpr double kFurtherGrowth = 0.2;
constexpr double kStepsBefore = 4;    // the first steps differ little
constexpr double kFloorShare = 0.05;  // of the mean absolute forecast

struct Miss {
  double error = 0;
  double forecast = 0;
  int step = 1;
};

std::vector<Miss> MissesOf(const Paths& actual, const Paths& forecast) {
  std::vector<Miss> misses;
  for (size_t o = 0; o < actual.size(); ++o) {
    for (size_t h = 0; h < actual[o].size(); ++h) {
      if (std::isnan(actual[o][h])) continue;
      misses.push_back(
          {std::abs(actual[o][h] - forecast[o][h]), forecast[o][h], static_cast<int>(h) + 1});
    }
  }
  return misses;
}

/// Student's t over the normal deviate z, by the first terms of the Cornish–Fisher expansion
/// (Abramowitz and Stegun 26.7.5).
double StudentRatio(double z, double degrees) {
  const double z2 = z * z;
  return 1 + (z2 + 1) / (4 * degrees) + (5 * z2 * z2 + 16 * z2 + 3) / (96 * degrees * degrees);
}

double MeanSize(const std::vector<Miss>& misses) {
  double sum = 0;
  for (const auto& miss : misses) sum += std::abs(miss.forecast);
  return misses.empty() ? 0 : sum / static_cast<double>(misses.size());
}

}  // namespace

ErrorSpread::ErrorSpread(const Paths& actual, const Paths& forecast) {
  const auto misses = MissesOf(actual, forecast);
  floor_ = std::max(kFloorShare * MeanSize(misses), std::numeric_limits<double>::min());
  degrees_ = std::max(1.0, static_cast<double>(actual.size()) - 1);
  double best = std::numeric_limits<double>::infinity();
  double best_level = 0, best_horizon = 0;
  for (const double level : kLevelPowers) {
    for (const double horizon : kHorizonPowers) {
      level_power_ = level;
      horizon_power_ = horizon;
      double logs = 0, sum = 0;
      for (const auto& miss : misses) {
        const double size = SizeOf(miss.forecast, miss.step);
        logs += std::log(size);
        sum += miss.error / size;
      }
      const double count = static_cast<double>(misses.size());
      const double deviance = logs + count * std::log(sum / count);
      if (!(deviance < best)) continue;
      best = deviance;
      best_level = level;
      best_horizon = horizon;
    }
  }
  level_power_ = best_level;
  horizon_power_ = best_horizon + kFurtherGrowth;
  for (const auto& miss : misses) ratios_.push_back(miss.error / SizeOf(miss.forecast, miss.step));
}

double ErrorSpread::SizeOf(double forecast, int step) const {
  return std::pow(std::max(std::abs(forecast), floor_), level_power_) *
         std::pow(step + kStepsBefore, horizon_power_);
}

double ErrorSpread::HalfWidth(double forecast, int step, double coverage) const {
  if (ratios_.empty()) return 0;
  const double deviate = coverage > 0.9 ? 1.96 : 1.2816;
  return StudentRatio(deviate, degrees_) * Quantile(ratios_, coverage) * SizeOf(forecast, step);
}

}  // namespace kebao::analysis::forecast
