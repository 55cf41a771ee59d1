#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "analysis/trend/aligned_days.h"
#include "analysis/trend/series.h"
#include "metrics/catalog/metric_spec.h"

namespace kebao::analysis {

/// A series in which something unusual is looked for.
struct WatchedSeries {
  enum class Kind : uint8_t {
    kCount,   // whole numbers ≥ 0
    kShare,   // of n
    kAmount,  // anything else; `n`, where it is above 0, says how sure a point is
  };
  Kind kind = Kind::kCount;
  metrics::Polarity polarity =
      metrics::Polarity::kNone;  // looked at on the bad side only; none: both
  double min_n = 0;              // shares and amounts: points with fewer rows are not looked at
  bool is_hourly = false;
  PointSeries points;
};

/// What every point is compared with: points of the same slot (weekday, or weekday and hour), and
/// on days of the calendar points of days of the same name.
struct SlotPlan {
  std::vector<int32_t> slots;  // one per point, from 0; −1: not looked at
  size_t slot_count = 0;
  size_t ordinary_slots = 0;  // those below; the others are of named days and never level the rest
};
SlotPlan PlanSlots(const WatchedSeries& series, std::span<const NamedDay> calendar);

}  // namespace kebao::analysis
