#pragma once

#include <duckdb.h>

#include <string>
#include <vector>

#include "engine/chunk.h"
#include "engine/duckdb/connection.h"

namespace kebao::engine::duckdb {

/// Fast insertion of column batches into one table. Rows are in the table after Flush (or
/// destruction).
class TableAppender {
 public:
  /// `types`: the table's columns in order. WorldFailure("engine.query") when there is no such
  /// table.
  TableAppender(const Connection& connection, const std::string& table,
                std::vector<ValueType> types);
  ~TableAppender();
  TableAppender(const TableAppender&) = delete;
  TableAppender& operator=(const TableAppender&) = delete;
  void Append(const ColumnBatch& batch);
  void Flush();

 private:
  void AppendRows(const ColumnBatch& batch, size_t first, size_t count);
  [[noreturn]] void Fail() const;

  std::string table_;
  std::vector<ValueType> types_;
  duckdb_appender handle_ = nullptr;
  duckdb_data_chunk chunk_ = nullptr;
};

}  // namespace kebao::engine::duckdb
