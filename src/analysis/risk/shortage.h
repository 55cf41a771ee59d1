#pragma once

#include <optional>
#include <span>
#include <vector>

namespace kebao::analysis::risk {

/// An hour of the week: agents needed, with the 95 % interval of the forecast behind them, and
/// agents there.
struct StaffedHour {
  double needed = 0;
  double low = 0;
  double high = 0;
  double there = 0;
  double contacts = 0;  // to be expected in it
};

/// Agent-hours of a week that will lack.
struct Shortage {
  double probability = 0;  // that more lack than may
  double needed = 0;
  double lacking = 0;  // with the 95 % interval of the forecast
  double low = 0;
  double high = 0;
  double contacts = 0;        // in the hours that lack
  std::vector<size_t> hours;  // that lack, worst first
};

/// What lacks if all hours come out at the same quantile of their forecast: a day that is busier
/// than forecast is busier in all its hours, and errors of neighbouring days go the same way.
/// Between the forecast and the ends of its interval needs go along straight lines on the normal
/// deviate. `may_lack`: part of what is needed that may lack, ≥ 0. Nullopt: nothing is needed.
std::optional<Shortage> ShortageOf(std::span<const StaffedHour> week, double may_lack);

}  // namespace kebao::analysis::risk
