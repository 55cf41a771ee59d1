#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace kebao::engine::duckdb {

/// Memory of large hash tables, asked for in large pages: a look-up of a random place in 30 MB of
/// small ones costs a page walk each time (measured: a quarter of the time of such a look-up).
template <class T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <class U>
  explicit LargePages(const LargePages<U>&) {}

  T* allocate(size_t count) {
    const size_t page = size_t{2} << 20;
    const size_t bytes = count * sizeof(T);
    const size_t alignment = bytes < page ? alignof(std::max_align_t) : page;
    const size_t rounded = (bytes + alignment - 1) / alignment * alignment;
    void* memory = std::aligned_alloc(alignment, rounded);
    if (memory == nullptr) throw std::bad_alloc();
    // A hint: without large pages everything works, only slower.
    if (bytes >= page) madvise(memory, rounded, MADV_HUGEPAGE);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, size_t) { std::free(memory); }
  friend bool operator==(const LargePages&, const LargePages&) { return true; }
};

}  // namespace kebao::engine::duckdb
