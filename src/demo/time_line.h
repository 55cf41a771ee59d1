#pragma once

#include <vector>

#include "base/instant.h"
#include "base/time_zone.h"
#include "demo/options.h"

namespace kebao::demo {

/// Seconds since 1970-01-01T00:00:00Z: the generator's clock.
using EpochSeconds = int64_t;

inline Instant ToInstant(EpochSeconds at) { return Instant{at * kMicrosPerSecond}; }

/// The days of the data as indices: 0 = the first; a few before and after are known, for night
/// shifts and late work.
class TimeLine {
 public:
  static constexpr int kDaysBefore = 1;
  static constexpr int kDaysAfter = 60;

  TimeLine(const TimeZone& zone, LocalDay first_day, int days);

  int days() const { return days_; }
  const TimeZone& zone() const { return zone_; }
  LocalDay LocalDayOf(int day) const { return LocalDay{first_day_.days + day}; }
  /// −kDaysBefore ≤ day ≤ days + kDaysAfter.
  EpochSeconds StartOf(int day) const {
    return starts_[static_cast<size_t>(int64_t{day} + kDaysBefore)];
  }
  EpochSeconds begin() const { return StartOf(0); }
  EpochSeconds end() const { return StartOf(days_); }
  /// The day's index; clamped to the known days.
  int DayOf(EpochSeconds at) const;
  /// 0 … 24: hours since the start of its day.
  int HourOf(EpochSeconds at) const { return static_cast<int>((at - StartOf(DayOf(at))) / 3600); }
  /// The index of the first such day on or after the first day; may lie beyond the end.
  int DayWith(int month, int day_of_month) const;

 private:
  TimeZone zone_;
  LocalDay first_day_;
  int days_;
  std::vector<EpochSeconds> starts_;
};

}  // namespace kebao::demo
