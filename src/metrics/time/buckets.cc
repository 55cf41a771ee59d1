#include "metrics/time/buckets.h"

#include <fmt/format.h>

#include <algorithm>

#include "metrics/time/calendar_units.h"

namespace kebao::metrics {
namespace {

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;

}  // namespace

PeriodClock::PeriodClock(const Period& period, const TimeZone& zone, int week_start)
    : period_(period),
      zone_(zone),
      week_start_(week_start),
      range_{zone.StartOf(period.first), zone.StartOf(period.limit)},
      steps_(zone.StepsIn(range_)) {}

std::vector<Bucket> PeriodClock::Buckets(Grain grain) const {
  if (grain == Grain::kNone) return {{period_.first, range_.start, range_.end}};
  if (grain == Grain::kHour) return HourBuckets();
  std::vector<Bucket> buckets;
  LocalDay day = StartOfUnit(period_.first, grain, week_start_);
  while (day < period_.limit) {
    const LocalDay next = NextUnit(day, grain);
    buckets.push_back({day, zone_.StartOf(day), zone_.StartOf(next)});
    day = next;
  }
  return buckets;
}

std::vector<Bucket> PeriodClock::HourBuckets() const {
  std::vector<Bucket> buckets;
  for (size_t step = 0; step < steps_.size(); ++step) {
    const int64_t offset = int64_t{steps_[step].offset_seconds} * kMicrosPerSecond;
    const int64_t until =
        step + 1 < steps_.size() ? steps_[step + 1].from.micros : range_.end.micros;
    int64_t hour = FloorDivide(steps_[step].from.micros + offset, kMicrosPerHour) * kMicrosPerHour;
    for (; hour - offset < until; hour += kMicrosPerHour) {
      const Instant start{hour - offset};
      if (!buckets.empty() && buckets.back().start == start) continue;
      const Instant end{std::min(start.micros + kMicrosPerHour, until)};
      buckets.push_back({LocalTime{hour}.day(), start, end});
    }
  }
  return buckets;
}

BucketIndex::BucketIndex(const PeriodClock& clock, Grain grain)
    : first_day_(clock.period().first.days) {
  const std::vector<Bucket> buckets = clock.Buckets(grain);
  size_ = static_cast<int64_t>(buckets.size());
  if (grain == Grain::kHour) {
    for (const Bucket& bucket : buckets) hour_starts_.push_back(bucket.start.micros);
    return;
  }
  size_t bucket = 0;
  for (LocalDay day = clock.period().first; day < clock.period().limit; ++day.days) {
    while (bucket + 1 < buckets.size() && !(day < buckets[bucket + 1].day)) ++bucket;
    by_day_.push_back(static_cast<int32_t>(bucket));
  }
}

int64_t BucketIndex::OfHourStart(int64_t hour_start_micros) const {
  const auto found = std::lower_bound(hour_starts_.begin(), hour_starts_.end(), hour_start_micros);
  return found - hour_starts_.begin();
}

std::string LocalMicrosSql(std::string_view micros, const std::vector<ZoneStep>& steps) {
  if (steps.size() == 1) {
    return fmt::format("({} + {})", micros, int64_t{steps[0].offset_seconds} * kMicrosPerSecond);
  }
  std::string sql = fmt::format("({} + CASE", micros);
  for (size_t step = steps.size() - 1; step > 0; --step) {
    sql += fmt::format(" WHEN {} >= {} THEN {}", micros, steps[step].from.micros,
                       int64_t{steps[step].offset_seconds} * kMicrosPerSecond);
  }
  return sql + fmt::format(" ELSE {} END)", int64_t{steps[0].offset_seconds} * kMicrosPerSecond);
}

}  // namespace kebao::metrics
