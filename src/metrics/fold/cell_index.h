#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// Numbers the cells of one grouping in the order in which they are met. Keys are mixed radix over
/// bucket and codes: a plain table while the product is small, a hash table above.
class CellIndex {
 public:
  /// `sizes`: for bucket and each dimension, how many values; codes are shifted by one so that −1
  /// is 0.
  explicit CellIndex(std::vector<int64_t> sizes);

  /// Cell of every mixed key; new cells get the next number.
  void Locate(std::span<const uint64_t> mixed, std::vector<uint32_t>* cells);
  size_t size() const { return keys_.size(); }
  size_t bytes() const;
  /// Bucket and codes of a cell.
  CellKey KeyOf(size_t cell) const;
  const std::vector<int64_t>& sizes() const { return sizes_; }

 private:
  static constexpr uint64_t kLargestTable = uint64_t{1} << 22;
  uint32_t CellOf(uint64_t mixed);
  std::vector<int64_t> sizes_;
  std::vector<uint32_t> table_;  // cell + 1; 0 = not met
  std::unordered_map<uint64_t, uint32_t> hashed_;
  std::vector<uint64_t> keys_;
};

}  // namespace kebao::metrics
