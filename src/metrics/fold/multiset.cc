#include "metrics/fold/multiset.h"

#include <bit>

namespace kebao::metrics {

void IntegerMultiset::GrowTable() {
  if (counts_.size() >= kLargestTable) {
    next_table_ = SIZE_MAX;
    return;
  }
  const size_t wanted = std::clamp(std::bit_floor(count_), kFirstTable, kLargestTable);
  if (wanted > counts_.size()) {
    counts_.resize(wanted);
    std::vector<int32_t> outside;
    for (const int32_t value : rest_) {
      if (static_cast<uint32_t>(value) < wanted) {
        ++counts_[static_cast<size_t>(value)];
      } else {
        outside.push_back(value);
      }
    }
    rest_ = std::move(outside);
  }
  next_table_ = std::max(rest_.size() + wanted, 2 * rest_.size());
}

void IntegerMultiset::Merge(const IntegerMultiset& other) {
  if (other.counts_.size() > counts_.size()) counts_.resize(other.counts_.size());
  for (size_t value = 0; value < other.counts_.size(); ++value)
    counts_[value] += other.counts_[value];
  count_ += other.count_ - other.rest_.size();
  for (const int32_t value : other.rest_) Add(value);
}

std::vector<double> IntegerMultiset::AtRanks(std::span<const size_t> ranks) {
  std::sort(rest_.begin(), rest_.end());
  // rest_ may hold negative values and, after a merge, values inside the table: a three-way walk
  // keeps the order.
  std::vector<double> values;
  size_t seen = 0;  // values before the current one
  size_t rest = 0;
  size_t in_table = 0;
  for (const size_t rank : ranks) {
    while (true) {
      while (in_table < counts_.size() && counts_[in_table] == 0) ++in_table;
      const bool is_rest =
          rest < rest_.size() &&
          (in_table == counts_.size() || int64_t{rest_[rest]} <= static_cast<int64_t>(in_table));
      const size_t width = is_rest ? 1 : counts_[in_table];
      if (rank < seen + width) {
        values.push_back(is_rest ? double{static_cast<double>(rest_[rest])}
                                 : static_cast<double>(in_table));
        break;
      }
      seen += width;
      if (is_rest) {
        ++rest;
      } else {
        ++in_table;
      }
    }
  }
  return values;
}

std::vector<double> RealMultiset::AtRanks(std::span<const size_t> ranks) {
  std::vector<double> values;
  auto from = values_.begin();
  for (const size_t rank : ranks) {
    const auto at = values_.begin() + static_cast<ptrdiff_t>(rank);
    if (at >= from) std::nth_element(from, at, values_.end());
    from = at;
    values.push_back(*at);
  }
  return values;
}

void DistinctSet::Compact() {
  std::sort(values_.begin(), values_.end());
  values_.erase(std::unique(values_.begin(), values_.end()), values_.end());
  const bool is_dense = !values_.empty() && values_.front() >= 0 &&
                        static_cast<uint64_t>(values_.back()) / 64 <= bits_.size() + values_.size();
  if (is_dense) MoveToBits();
  next_compaction_ = std::max(kFirstCompaction, 2 * values_.size());
}

void DistinctSet::MoveToBits() {
  bits_.resize(static_cast<size_t>(values_.back()) / 64 + 1);
  for (const int64_t value : values_) {
    bits_[static_cast<uint64_t>(value) / 64] |= uint64_t{1} << (static_cast<uint64_t>(value) % 64);
  }
  values_.clear();
}

void DistinctSet::Merge(const DistinctSet& other) {
  for (const int64_t value : other.values_) Add(value);
  for (size_t word = 0; word < other.bits_.size(); ++word) {
    for (uint64_t bits = other.bits_[word]; bits != 0; bits &= bits - 1) {
      Add(static_cast<int64_t>(word * 64) + std::countr_zero(bits));
    }
  }
}

int64_t DistinctSet::Count() {
  std::sort(values_.begin(), values_.end());
  values_.erase(std::unique(values_.begin(), values_.end()), values_.end());
  int64_t count = 0;
  for (const int64_t value : values_) {
    const auto word = static_cast<uint64_t>(value) / 64;
    const bool is_in_bits =
        word < bits_.size() && ((bits_[word] >> (static_cast<uint64_t>(value) % 64)) & 1) != 0;
    count += is_in_bits ? 0 : 1;
  }
  for (const uint64_t word : bits_) count += std::popcount(word);
  return count;
}

}  // namespace kebao::metrics
