#pragma once

#include <cstdint>
#include <optional>

#include "analysis/trend/series.h"

namespace kebao::analysis {

/// Where a series is going. A robust line and a rank test rather than least squares: a campaign day
/// or an outage is no trend, and figures of service are rarely normal.
struct Direction {
  enum class Outcome : uint8_t { kUp, kDown, kNoise, kTooFew };
  Outcome outcome = Outcome::kTooFew;
  size_t n = 0;               // points that were looked at
  double slope = 0;           // per step
  std::optional<double> low;  // 95 %; nullopt: too few points, or no variation
  std::optional<double> high;
  double start = 0;  // the line at the first and at the last point
  double end = 0;
  double z = 0;
  double p = 1;  // two-sided
  /// By how much neighbouring points that resemble each other widen the variance, ≥ 1.
  double autocorrelation_factor = 1;
};

/// Slope and interval: Theil 1950, Sen 1968 (J. Am. Stat. Assoc. 63). Test: Mann 1945, Kendall
/// 1975, with ties, its variance corrected for the autocorrelations of the detrended ranks that are
/// beyond chance (Hamed and Rao, J. Hydrology 204, 1998), never to less than without. `season`
/// (steps; 7 for days): medians of the phases are taken out first; 0 or more than half the series:
/// none. Fewer than `kFewestPoints` usable points: kTooFew.
inline constexpr size_t kFewestPoints = 6;
Direction DirectionOf(const PointSeries& series, size_t season = 0);

}  // namespace kebao::analysis
