#pragma once

#include <duckdb.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "engine/chunk.h"

namespace kebao::engine::duckdb {

/// Rows that lie in our memory and that SQL can read as a table, on several threads. They come in
/// slabs: one thread reads one slab from its first row to its last, so that an insertion of slabs
/// of kRowGroupRows fills whole row groups on every thread. (The appender fills them on one thread,
/// from a copy, and keeps what it has written in memory until the transaction ends.)
class RowSource {
 public:
  virtual ~RowSource() = default;
  /// The columns; the same for all slabs.
  virtual std::vector<std::string> Names() const = 0;
  virtual std::vector<ValueType> Types() const = 0;
  virtual size_t slabs() const = 0;
  virtual size_t RowsOf(size_t slab) const = 0;
  /// Fills an empty chunk with rows [first, first + count) of a slab, vector i with column
  /// `columns[i]`. `count` is at most duckdb_vector_size(). Called on any thread; must not throw.
  virtual void Fill(size_t slab, size_t first, size_t count, std::span<const size_t> columns,
                    duckdb_data_chunk chunk) const = 0;
  /// A scan has read the slab to its end. It may be read again.
  virtual void Release(size_t /*slab*/) const {}
};

inline constexpr size_t kRowGroupRows = 122'880;

/// The sources that SQL can read at the moment, by number. Thread-safe.
class RowSourceShelf {
 public:
  int64_t Put(std::shared_ptr<const RowSource> source);
  void Take(int64_t number);
  /// nullptr when there is none.
  std::shared_ptr<const RowSource> Find(int64_t number) const;

 private:
  mutable std::mutex mutex_;
  int64_t next_ = 1;
  std::map<int64_t, std::shared_ptr<const RowSource>> sources_;
};

/// A source on the shelf for as long as this lives.
class ReadableRows {
 public:
  /// `shelf` must outlive it.
  ReadableRows(RowSourceShelf* shelf, std::shared_ptr<const RowSource> source)
      : shelf_(shelf), number_(shelf->Put(std::move(source))) {}
  ~ReadableRows() { shelf_->Take(number_); }
  ReadableRows(const ReadableRows&) = delete;
  ReadableRows& operator=(const ReadableRows&) = delete;
  /// What stands after FROM.
  std::string Sql() const;

 private:
  RowSourceShelf* shelf_;
  int64_t number_;
};

/// Makes the sources of `shelf` readable in SQL on this database. `shelf` must outlive the
/// database.
void RegisterRowSources(duckdb_database database, RowSourceShelf* shelf);

}  // namespace kebao::engine::duckdb
