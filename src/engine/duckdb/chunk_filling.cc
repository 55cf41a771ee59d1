#include "engine/duckdb/chunk_filling.h"

#include <algorithm>
#include <cstring>

#include "base/problem.h"

namespace kebao::engine::duckdb {
namespace {

constexpr size_t kRowsPerWord = 64;  // of a vector's validity

duckdb_type DuckTypeOf(ValueType type) {
  switch (type) {
    case ValueType::kBoolean:
      return DUCKDB_TYPE_BOOLEAN;
    case ValueType::kInt32:
      return DUCKDB_TYPE_INTEGER;
    case ValueType::kInt64:
      return DUCKDB_TYPE_BIGINT;
    case ValueType::kReal:
      return DUCKDB_TYPE_DOUBLE;
    case ValueType::kInstant:
      return DUCKDB_TYPE_TIMESTAMP;
    case ValueType::kDay:
      return DUCKDB_TYPE_DATE;
    case ValueType::kText:
      return DUCKDB_TYPE_VARCHAR;
  }
  return DUCKDB_TYPE_INVALID;
}

void CopyTexts(const ColumnSpan& column, size_t first, size_t count, duckdb_vector vector) {
  const auto* ends = static_cast<const uint64_t*>(column.values);
  for (size_t row = 0; row < count; ++row) {
    const size_t begin = first + row == 0 ? 0 : ends[first + row - 1];
    duckdb_vector_assign_string_element_len(vector, row, column.text_bytes + begin,
                                            ends[first + row] - begin);
  }
}

/// Any byte but 0 is true: the engine knows no third boolean, and a mapped file may hold one.
void CopyBooleans(const ColumnSpan& column, size_t first, size_t count, duckdb_vector vector) {
  const uint8_t* from = static_cast<const uint8_t*>(column.values) + first;
  bool* to = static_cast<bool*>(duckdb_vector_get_data(vector));
  for (size_t row = 0; row < count; ++row) to[row] = from[row] != 0;
}

template <class T>
void CopyFixed(const ColumnSpan& column, size_t first, size_t count, duckdb_vector vector) {
  std::memcpy(duckdb_vector_get_data(vector), static_cast<const T*>(column.values) + first,
              count * sizeof(T));
}

void CopyValues(const ColumnSpan& column, size_t first, size_t count, duckdb_vector vector) {
  switch (column.type) {
    case ValueType::kBoolean:
      return CopyBooleans(column, first, count, vector);
    case ValueType::kInt32:
    case ValueType::kDay:
      return CopyFixed<int32_t>(column, first, count, vector);
    case ValueType::kInt64:
    case ValueType::kInstant:
    case ValueType::kReal:
      return CopyFixed<int64_t>(column, first, count, vector);
    case ValueType::kText:
      return CopyTexts(column, first, count, vector);
  }
}

void CopyNulls(const ColumnSpan& column, size_t first, size_t count, duckdb_vector vector) {
  if (column.valid == nullptr) return;
  duckdb_vector_ensure_validity_writable(vector);
  uint64_t* validity = duckdb_vector_get_validity(vector);
  const uint8_t* valid = column.valid + first;
  for (size_t row = 0; row < count; row += kRowsPerWord) {
    uint64_t word = 0;
    for (size_t bit = 0; bit < std::min(kRowsPerWord, count - row); ++bit) {
      word |= uint64_t{valid[row + bit] != 0} << bit;
    }
    validity[row / kRowsPerWord] = word;
  }
}

const void* ValuesOf(const Column& column) {
  switch (column.type()) {
    case ValueType::kBoolean:
      return column.bytes().data();
    case ValueType::kInt32:
    case ValueType::kDay:
      return column.int32s().data();
    case ValueType::kInt64:
    case ValueType::kInstant:
      return column.int64s().data();
    case ValueType::kReal:
      return column.reals().data();
    case ValueType::kText:
      return column.text_ends().data();
  }
  return nullptr;
}

}  // namespace

LogicalType::LogicalType(ValueType type) : handle_(duckdb_create_logical_type(DuckTypeOf(type))) {}

LogicalType::~LogicalType() { duckdb_destroy_logical_type(&handle_); }

ColumnSpan SpanOf(const Column& column) {
  return {column.type(), ValuesOf(column), column.has_nulls() ? column.valid().data() : nullptr,
          column.text_bytes().data()};
}

void FillVector(const ColumnSpan& column, size_t first, size_t count, duckdb_vector vector) {
  CopyValues(column, first, count, vector);
  CopyNulls(column, first, count, vector);
}

void FillChunk(const ColumnBatch& batch, size_t first, size_t count, duckdb_data_chunk chunk) {
  for (size_t index = 0; index < batch.columns.size(); ++index)
    FillVector(SpanOf(batch.columns[index]), first, count,
               duckdb_data_chunk_get_vector(chunk, index));
  duckdb_data_chunk_set_size(chunk, count);
}

void FillChunk(const ColumnBatch& batch, size_t first, size_t count,
               std::span<const size_t> columns, duckdb_data_chunk chunk) {
  for (size_t index = 0; index < columns.size(); ++index) {
    FillVector(SpanOf(batch.columns[columns[index]]), first, count,
               duckdb_data_chunk_get_vector(chunk, index));
  }
  duckdb_data_chunk_set_size(chunk, count);
}

}  // namespace kebao::engine::duckdb
