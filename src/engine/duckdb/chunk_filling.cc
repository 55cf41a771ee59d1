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

void CopyTexts(const Column& column, size_t first, size_t count, duckdb_vector vector) {
  const auto& ends = column.text_ends();
  for (size_t row = 0; row < count; ++row) {
    const size_t begin = first + row == 0 ? 0 : ends[first + row - 1];
    duckdb_vector_assign_string_element_len(vector, row, column.text_bytes().data() + begin,
                                            ends[first + row] - begin);
  }
}

template <class T>
void CopyFixed(const std::vector<T>& values, size_t first, size_t count, duckdb_vector vector) {
  std::memcpy(duckdb_vector_get_data(vector), values.data() + first, count * sizeof(T));
}

void CopyValues(const Column& column, size_t first, size_t count, duckdb_vector vector) {
  switch (column.type()) {
    case ValueType::kBoolean:
      CopyFixed(column.bytes(), first, count, vector);
      break;
    case ValueType::kInt32:
    case ValueType::kDay:
      CopyFixed(column.int32s(), first, count, vector);
      break;
    case ValueType::kInt64:
    case ValueType::kInstant:
      CopyFixed(column.int64s(), first, count, vector);
      break;
    case ValueType::kReal:
      CopyFixed(column.reals(), first, count, vector);
      break;
    case ValueType::kText:
      CopyTexts(column, first, count, vector);
      break;
  }
}

void CopyNulls(const Column& column, size_t first, size_t count, duckdb_vector vector) {
  if (!column.has_nulls()) return;
  duckdb_vector_ensure_validity_writable(vector);
  uint64_t* validity = duckdb_vector_get_validity(vector);
  const uint8_t* valid = column.valid().data() + first;
  for (size_t row = 0; row < count; row += kRowsPerWord) {
    uint64_t word = 0;
    for (size_t bit = 0; bit < std::min(kRowsPerWord, count - row); ++bit) {
      word |= uint64_t{valid[row + bit]} << bit;
    }
    validity[row / kRowsPerWord] = word;
  }
}

void FillVector(const Column& column, size_t first, size_t count, duckdb_vector vector) {
  KEBAO_ASSERT(first + count <= column.size());
  CopyValues(column, first, count, vector);
  CopyNulls(column, first, count, vector);
}

}  // namespace

LogicalType::LogicalType(ValueType type) : handle_(duckdb_create_logical_type(DuckTypeOf(type))) {}

LogicalType::~LogicalType() { duckdb_destroy_logical_type(&handle_); }

void FillChunk(const ColumnBatch& batch, size_t first, size_t count, duckdb_data_chunk chunk) {
  for (size_t index = 0; index < batch.columns.size(); ++index)
    FillVector(batch.columns[index], first, count, duckdb_data_chunk_get_vector(chunk, index));
  duckdb_data_chunk_set_size(chunk, count);
}

void FillChunk(const ColumnBatch& batch, size_t first, size_t count,
               std::span<const size_t> columns, duckdb_data_chunk chunk) {
  for (size_t index = 0; index < columns.size(); ++index) {
    FillVector(batch.columns[columns[index]], first, count,
               duckdb_data_chunk_get_vector(chunk, index));
  }
  duckdb_data_chunk_set_size(chunk, count);
}

}  // namespace kebao::engine::duckdb
