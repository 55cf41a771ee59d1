#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time_zone.h"
#include "engine/engine.h"
#include "metrics/query.h"

namespace kebao::metrics {

/// One slot of a series. A week, month … may begin before the period: rows are cut by the period,
/// not by the bucket.
struct Bucket {
  LocalDay day;  // local day on which it starts
  Instant start;
  Instant end;  // excluded
};

/// A period as instants, with the offsets in force, and its buckets for any grain. Exact on days of
/// 23 and 25 hours: hour buckets are keyed by instant.
class PeriodClock {
 public:
  PeriodClock(const Period& period, const TimeZone& zone, int week_start);

  const Period& period() const { return period_; }
  InstantRange range() const { return range_; }
  const std::vector<ZoneStep>& steps() const { return steps_; }

  /// Local wall clock, in µs since 1970. `instant` lies in range().
  int64_t LocalMicros(int64_t instant) const {
    size_t step = steps_.size() - 1;
    while (step > 0 && instant < steps_[step].from.micros) --step;
    return instant + int64_t{steps_[step].offset_seconds} * kMicrosPerSecond;
  }

  /// In order; one bucket over the whole period for kNone.
  std::vector<Bucket> Buckets(Grain grain) const;

 private:
  std::vector<Bucket> HourBuckets() const;
  Period period_;
  TimeZone zone_;
  int week_start_;
  InstantRange range_;
  std::vector<ZoneStep> steps_;
};

/// From a row's instant to its bucket. One per (period, grain).
class BucketIndex {
 public:
  BucketIndex(const PeriodClock& clock, Grain grain);
  int64_t size() const { return size_; }
  /// Local day (days since 1970) → bucket; grains of a day and longer.
  int64_t OfDay(int64_t local_day) const {
    return by_day_[static_cast<size_t>(local_day - first_day_)];
  }
  /// Start of the local hour as an instant → bucket; kHour only.
  int64_t OfHourStart(int64_t hour_start_micros) const;

 private:
  int64_t size_ = 1;
  int64_t first_day_ = 0;
  std::vector<int32_t> by_day_;
  std::vector<int64_t> hour_starts_;
};

/// SQL of the local wall clock in µs of `micros` (SQL of a 64-bit instant).
std::string LocalMicrosSql(std::string_view micros, const std::vector<ZoneStep>& steps);

}  // namespace kebao::metrics
