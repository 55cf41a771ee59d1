#include "metrics/fold/row_clock.h"

#include <algorithm>

namespace kebao::metrics {
namespace {

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;

/// Floor division by a positive constant that the compiler knows.
template <int64_t kDivisor>
int64_t FloorBy(int64_t value) {
  const int64_t quotient = value / kDivisor;
  return value % kDivisor < 0 ? quotient - 1 : quotient;
}

bool IsComputedAmong(const ScanPlan& plan) {
  return std::any_of(plan.dimensions.begin(), plan.dimensions.end(),
                     [](const ScanDimension& dimension) { return dimension.spec->is_computed(); });
}

}  // namespace

RowClock::RowClock(const ScanPlan& plan, const ScanPeriod& period)
    : plan_(plan), period_(period), needs_times_(IsComputedAmong(plan)) {
  for (const Grouping& grouping : plan.groupings) {
    indices_.try_emplace(grouping.grain, period.clock, grouping.grain);
    needs_times_ |= grouping.grain != Grain::kNone;
  }
}

bool RowClock::Select(const engine::ColumnView& clock, size_t rows) {
  SelectRows(clock, rows);
  if (rows_.empty()) return false;
  if (needs_times_) ComputeLocalTimes(clock);
  return true;
}

void RowClock::SelectRows(const engine::ColumnView& clock, size_t rows) {
  rows_.clear();
  if (plan_.is_day_clock) {
    const Period& period = period_.clock.period();
    for (size_t row = 0; row < rows; ++row) {
      const int32_t day = clock.Int32(row);
      if (!clock.IsNull(row) && day >= period.first.days && day < period.limit.days) {
        rows_.push_back(static_cast<uint32_t>(row));
      }
    }
    return;
  }
  const int64_t start = period_.rows.start.micros;
  const auto length = static_cast<uint64_t>(period_.rows.end.micros - start);
  const int64_t* instants = static_cast<const int64_t*>(clock.data);
  rows_.resize(rows);
  size_t count = 0;
  for (size_t row = 0; row < rows; ++row) {
    rows_[count] = static_cast<uint32_t>(row);
    const bool is_in = static_cast<uint64_t>(instants[row]) - static_cast<uint64_t>(start) < length;
    count += is_in && !clock.IsNull(row) ? 1 : 0;
  }
  rows_.resize(count);
}

void RowClock::ComputeLocalTimes(const engine::ColumnView& clock) {
  days_.resize(rows_.size());
  if (plan_.is_day_clock) {
    for (size_t position = 0; position < rows_.size(); ++position)
      days_[position] = clock.Int32(rows_[position]);
    return;
  }
  local_.resize(rows_.size());
  offsets_.resize(rows_.size());
  for (size_t position = 0; position < rows_.size(); ++position) {
    const int64_t instant = clock.Int64(rows_[position]);
    local_[position] = period_.clock.LocalMicros(instant);
    offsets_[position] = local_[position] - instant;
    days_[position] = FloorBy<kMicrosPerDay>(local_[position]);
  }
}

int64_t RowClock::HourOf(size_t position) const {
  return FloorBy<kMicrosPerHour>(local_[position]) - days_[position] * 24;
}

void RowClock::Buckets(Grain grain, std::vector<uint64_t>* buckets) const {
  buckets->resize(rows_.size());
  if (grain == Grain::kNone) {
    std::fill(buckets->begin(), buckets->end(), 0);
    return;
  }
  const BucketIndex& index = indices_.at(grain);
  for (size_t position = 0; position < rows_.size(); ++position) {
    if (grain == Grain::kHour) {
      const int64_t hour =
          FloorBy<kMicrosPerHour>(local_[position]) * kMicrosPerHour - offsets_[position];
      (*buckets)[position] = static_cast<uint64_t>(index.OfHourStart(hour));
    } else {
      (*buckets)[position] = static_cast<uint64_t>(index.OfDay(days_[position]));
    }
  }
}

}  // namespace kebao::metrics
