#pragma once

#include <optional>
#include <vector>

#include "base/instant.h"

namespace kebao::analysis {

/// One bucket of a figure over time.
struct SeriesPoint {
  LocalDay day;                 // on which it starts
  int hour = 0;                 // hourly series: 0 … 23
  std::optional<double> value;  // nullopt: not measured, which is not 0
  double n = 0;                 // rows behind it
  bool is_complete = true;      // false: not over, or not matured; left out of everything
};
/// Equally spaced buckets, oldest first, without gaps (what has no value is there without one).
using PointSeries = std::vector<SeriesPoint>;

/// Whether it can be looked at: complete, measured, finite.
bool IsUsable(const SeriesPoint& point);

/// The middle of `values` (mean of the two middle ones); 0 of none.
double MedianOf(std::vector<double> values);

}  // namespace kebao::analysis
