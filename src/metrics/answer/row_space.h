#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "metrics/plan/planner.h"

namespace kebao::metrics {

/// Numbers combinations of codes in the order in which they are met.
class GroupIndex {
 public:
  uint32_t NumberOf(std::span<const int64_t> codes);
  size_t size() const { return groups_.size(); }
  /// By number.
  std::vector<CellKey> TakeGroups();

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::span<const int64_t> codes) const;
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(std::span<const int64_t> a, std::span<const int64_t> b) const;
  };
  std::unordered_map<CellKey, uint32_t, Hash, Equal> groups_;
};

/// The rows of one table: every bucket from the first to the last that has data in the current
/// period, times every group (combination of dimension values) of either period. Groups stand in
/// the order in which rows are listed. Cells are found by bucket and group without a search.
class RowSpace {
 public:
  /// Borrowed; all must outlive it.
  RowSpace(const Plan& plan, const PlannedQuery& query, std::span<const ScanResult> results,
           const engine::Directory& directory);

  /// [first, limit): buckets of rows, by their number in the period.
  size_t first_bucket() const { return first_; }
  size_t bucket_limit() const { return limit_; }
  size_t groups() const { return groups_.size(); }
  const CellKey& Codes(size_t group) const { return groups_[group]; }

  /// Numbers of the source's cell of a row; nullptr: it has none there.
  const double* Cell(const MetricSource& source, size_t period, size_t bucket, size_t group) const;
  /// The same over all rows.
  const double* TotalCell(const MetricSource& source, size_t period) const;

 private:
  using TableId = std::tuple<int, int, size_t>;  // scan, grouping, period
  static constexpr uint32_t kNoCell = UINT32_MAX;

  const CellTable& TableOf(const TableId& id) const;
  void MeetCells(GroupIndex* index);
  void FindBuckets();
  void PlaceCells(std::span<const uint32_t> places);

  const Plan& plan_;
  const PlannedQuery& query_;
  std::span<const ScanResult> results_;
  std::vector<CellKey> groups_;
  size_t first_ = 0;
  size_t limit_ = 0;
  std::map<TableId, std::vector<uint32_t>> group_of_cell_;  // while building
  std::map<TableId, std::vector<uint32_t>> cells_;          // by bucket − first, then group
};

}  // namespace kebao::metrics
