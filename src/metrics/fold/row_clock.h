#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "engine/chunk.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// The rows of a chunk that lie in one period, with their local day, hour and buckets.
class RowClock {
 public:
  RowClock(const ScanPlan& plan, const ScanPeriod& period);

  /// Selects the rows of the period and computes their times. False: none.
  bool Select(const engine::ColumnView& clock, size_t rows);

  std::span<const uint32_t> rows() const { return rows_; }
  /// Bucket of each selected row.
  void Buckets(Grain grain, std::vector<uint64_t>* buckets) const;
  int64_t BucketCount(Grain grain) const { return indices_.at(grain).size(); }
  /// 1 = Monday … 7; 0 … 23.
  int64_t WeekdayOf(size_t position) const { return (days_[position] + 3) % 7 + 1; }
  int64_t HourOf(size_t position) const;

 private:
  void SelectRows(const engine::ColumnView& clock, size_t rows);
  void ComputeLocalTimes(const engine::ColumnView& clock);
  const ScanPlan& plan_;
  const ScanPeriod& period_;
  std::map<Grain, BucketIndex> indices_;
  bool needs_times_ = false;
  std::vector<uint32_t> rows_;
  std::vector<int64_t> local_;    // local wall clock in µs; empty for a day clock
  std::vector<int64_t> offsets_;  // local − instant
  std::vector<int64_t> days_;     // local days since 1970
};

}  // namespace kebao::metrics
