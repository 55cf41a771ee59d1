#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/duckdb/large_pages.h"

namespace kebao::engine::duckdb {

template <class T>
using Table = std::vector<T, LargePages<T>>;

/// Texts → dense local numbers from 0, in the order of first sight. Keeps 96 bits of hash per text
/// instead of the text: 16 bytes each, so that ten million ids fit; two texts would have to collide
/// in all of them to be confused.
class Interner {
 public:
  struct Entry {
    int64_t local = 0;
    bool is_new = false;
  };
  Entry Intern(std::string_view text);
  int64_t size() const { return size_; }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t check = 0;
    uint32_t local_plus_one = 0;  // 0: free
  };
  void Grow();
  Table<Slot> slots_ = Table<Slot>(64);
  int64_t size_ = 0;
};

/// Hashes seen before. One 64-bit word each.
class SeenHashes {
 public:
  /// True the first time.
  bool Insert(uint64_t hash);

 private:
  void Grow();
  Table<uint64_t> slots_ = Table<uint64_t>(1024);  // 0: free
  size_t size_ = 0;
  bool has_zero_ = false;
};

}  // namespace kebao::engine::duckdb
