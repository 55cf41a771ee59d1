#pragma once

#include <duckdb.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/chunk.h"

namespace kebao::engine::duckdb {

/// The engine's type for one of ours.
class LogicalType {
 public:
  explicit LogicalType(ValueType type);
  ~LogicalType();
  LogicalType(const LogicalType&) = delete;
  LogicalType& operator=(const LogicalType&) = delete;
  duckdb_logical_type handle() const { return handle_; }

 private:
  duckdb_logical_type handle_;
};

/// A column as it lies in memory, ours or that of a mapped file: see Column.
struct ColumnSpan {
  ValueType type = ValueType::kInt32;
  const void* values = nullptr;    // of texts the ends
  const uint8_t* valid = nullptr;  // one byte a row, 0 = null; nullptr: no nulls
  const char* text_bytes = nullptr;
};
ColumnSpan SpanOf(const Column& column);

/// Copies rows [first, first + count) into a vector of the same type.
void FillVector(const ColumnSpan& column, size_t first, size_t count, duckdb_vector vector);

/// Copies rows [first, first + count) into an empty chunk of the same column types; `count` is at
/// most duckdb_vector_size().
void FillChunk(const ColumnBatch& batch, size_t first, size_t count, duckdb_data_chunk chunk);
/// The same for some columns: vector i gets column `columns[i]`.
void FillChunk(const ColumnBatch& batch, size_t first, size_t count,
               std::span<const size_t> columns, duckdb_data_chunk chunk);

}  // namespace kebao::engine::duckdb
