#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kebao::metrics {

/// Every value ever added, countable and selectable by rank; exact. Never larger than the raw
/// values would be: a table of counts for [0, size) is laid only once there are at least `size`
/// values.
class IntegerMultiset {
 public:
  void Add(int32_t value) {
    ++count_;
    if (static_cast<uint32_t>(value) < counts_.size()) {
      ++counts_[static_cast<size_t>(value)];
      return;
    }
    rest_.push_back(value);
    if (rest_.size() >= next_table_) GrowTable();
  }
  void Merge(const IntegerMultiset& other);

  size_t size() const { return count_; }
  size_t bytes() const {
    return counts_.capacity() * sizeof(uint32_t) + rest_.capacity() * sizeof(int32_t);
  }
  /// Values at the given ranks (0-based, ascending) of the sorted multiset.
  std::vector<double> AtRanks(std::span<const size_t> ranks);

 private:
  static constexpr size_t kFirstTable = 1024;
  static constexpr size_t kLargestTable = 65536;  // 18 hours in seconds, 256 KiB
  void GrowTable();
  std::vector<uint32_t> counts_;  // counts_[v]: how often v
  std::vector<int32_t> rest_;     // values outside the table
  size_t count_ = 0;
  size_t next_table_ = kFirstTable;
};

/// The same for reals.
class RealMultiset {
 public:
  void Add(double value) { values_.push_back(value); }
  void Merge(const RealMultiset& other) {
    values_.insert(values_.end(), other.values_.begin(), other.values_.end());
  }
  size_t size() const { return values_.size(); }
  size_t bytes() const { return values_.capacity() * sizeof(double); }
  std::vector<double> AtRanks(std::span<const size_t> ranks);

 private:
  std::vector<double> values_;
};

/// A set of 64-bit values: a sorted vector that is compacted as it grows, a bitmap where the values
/// lie densely.
class DistinctSet {
 public:
  void Add(int64_t value) {
    if (static_cast<uint64_t>(value) / 64 < bits_.size()) {
      bits_[static_cast<uint64_t>(value) / 64] |= uint64_t{1}
                                                  << (static_cast<uint64_t>(value) % 64);
      return;
    }
    values_.push_back(value);
    if (values_.size() >= next_compaction_) Compact();
  }
  void Merge(const DistinctSet& other);
  int64_t Count();
  size_t bytes() const {
    return values_.capacity() * sizeof(int64_t) + bits_.capacity() * sizeof(uint64_t);
  }

 private:
  static constexpr size_t kFirstCompaction = 256;
  void Compact();
  void MoveToBits();
  std::vector<int64_t> values_;
  std::vector<uint64_t> bits_;
  size_t next_compaction_ = kFirstCompaction;
};

}  // namespace kebao::metrics
