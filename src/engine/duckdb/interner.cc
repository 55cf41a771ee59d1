#include "engine/duckdb/interner.h"

#include <utility>

#include "base/hash.h"
#include "base/problem.h"

namespace kebao::engine::duckdb {
namespace {

/// Small tables grow in large steps, so that a million ids are not moved ten times; large ones
/// double, so as not to hold much more memory than they need.
size_t GrownSize(size_t slots) {
  constexpr size_t kLarge = 4u << 20;
  return slots < kLarge ? slots * 8 : slots * 2;
}

}  // namespace

Interner::Entry Interner::Intern(std::string_view text) {
  if (static_cast<size_t>(size_) * 4 >= slots_.size() * 3) Grow();
  const auto [hash, check_bits] = HashBytes128(text);
  const auto check = static_cast<uint32_t>(check_bits);
  const size_t mask = slots_.size() - 1;
  for (size_t index = hash & mask;; index = (index + 1) & mask) {
    Slot& slot = slots_[index];
    if (slot.local_plus_one == 0) {
      KEBAO_ASSERT(size_ < UINT32_MAX - 1);
      slot = {hash, check, static_cast<uint32_t>(++size_)};
      return {size_ - 1, true};
    }
    if (slot.hash == hash && slot.check == check) return {slot.local_plus_one - int64_t{1}, false};
  }
}

void Interner::Grow() {
  Table<Slot> old(GrownSize(slots_.size()));
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.local_plus_one == 0) continue;
    size_t index = slot.hash & mask;
    while (slots_[index].local_plus_one != 0) index = (index + 1) & mask;
    slots_[index] = slot;
  }
}

bool SeenHashes::Insert(uint64_t hash) {
  if (hash == 0) return !std::exchange(has_zero_, true);
  if (size_ * 4 >= slots_.size() * 3) Grow();
  const size_t mask = slots_.size() - 1;
  size_t index = hash & mask;
  while (slots_[index] != 0) {
    if (slots_[index] == hash) return false;
    index = (index + 1) & mask;
  }
  slots_[index] = hash;
  ++size_;
  return true;
}

void SeenHashes::Grow() {
  Table<uint64_t> old(GrownSize(slots_.size()));
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const uint64_t hash : old) {
    if (hash == 0) continue;
    size_t index = hash & mask;
    while (slots_[index] != 0) index = (index + 1) & mask;
    slots_[index] = hash;
  }
}

}  // namespace kebao::engine::duckdb
