#include "metrics/fold/cell_index.h"

namespace kebao::metrics {

CellIndex::CellIndex(std::vector<int64_t> sizes) : sizes_(std::move(sizes)) {
  uint64_t product = 1;
  for (const int64_t size : sizes_) {
    product = product > kLargestTable ? product : product * static_cast<uint64_t>(size);
  }
  if (product <= kLargestTable) table_.assign(product, 0);
}

uint32_t CellIndex::CellOf(uint64_t mixed) {
  if (table_.empty()) {
    const auto [found, is_new] = hashed_.try_emplace(mixed, static_cast<uint32_t>(keys_.size()));
    if (is_new) keys_.push_back(mixed);
    return found->second;
  }
  uint32_t& entry = table_[mixed];
  if (entry == 0) {
    keys_.push_back(mixed);
    entry = static_cast<uint32_t>(keys_.size());
  }
  return entry - 1;
}

void CellIndex::Locate(std::span<const uint64_t> mixed, std::vector<uint32_t>* cells) {
  cells->resize(mixed.size());
  for (size_t row = 0; row < mixed.size(); ++row) (*cells)[row] = CellOf(mixed[row]);
}

size_t CellIndex::bytes() const {
  return table_.capacity() * sizeof(uint32_t) + keys_.capacity() * sizeof(uint64_t) +
         hashed_.size() * 48;
}

CellKey CellIndex::KeyOf(size_t cell) const {
  CellKey key(sizes_.size());
  uint64_t mixed = keys_[cell];
  for (size_t part = sizes_.size(); part-- > 0;) {
    const auto size = static_cast<uint64_t>(sizes_[part]);
    key[part] = static_cast<int64_t>(mixed % size) - (part == 0 ? 0 : 1);
    mixed /= size;
  }
  return key;
}

}  // namespace kebao::metrics
