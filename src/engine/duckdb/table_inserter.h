#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/chunk.h"
#include "engine/duckdb/connection.h"
#include "engine/duckdb/row_source.h"

namespace kebao::engine::duckdb {

/// Insertion of many rows into one table: rows are gathered until they make a row group for every
/// thread, then inserted at once, on all threads. Rows are in the table after Finish. Not
/// thread-safe; holds up to two row groups in memory.
class TableInserter {
 public:
  /// `types`: the table's columns in order.
  TableInserter(const Connection& connection, std::string table, std::vector<ValueType> types);
  void Append(const ColumnBatch& batch);
  /// WorldFailure("engine.query") when the rows cannot be written, as Append.
  void Finish();

 private:
  class Slabs;
  void Insert();

  const Connection& connection_;
  std::string table_;
  std::shared_ptr<Slabs> slabs_;
};

}  // namespace kebao::engine::duckdb
