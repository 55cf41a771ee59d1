#include "engine/duckdb/appender.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "base/problem.h"
#include "engine/duckdb/chunk_filling.h"

namespace kebao::engine::duckdb {

TableAppender::TableAppender(const Connection& connection, const std::string& table,
                             std::vector<ValueType> types)
    : table_(table), types_(std::move(types)) {
  if (duckdb_appender_create(connection.handle(), nullptr, table.c_str(), &handle_) !=
      DuckDBSuccess)
    Fail();
  std::deque<LogicalType> logical;
  std::vector<duckdb_logical_type> handles;
  for (const ValueType type : types_) handles.push_back(logical.emplace_back(type).handle());
  chunk_ = duckdb_create_data_chunk(handles.data(), handles.size());
}

TableAppender::~TableAppender() {
  duckdb_destroy_data_chunk(&chunk_);
  duckdb_appender_destroy(&handle_);
}

void TableAppender::Fail() const {
  const char* error = handle_ == nullptr ? nullptr : duckdb_appender_error(handle_);
  throw WorldFailure("engine.query",
                     fmt::format("append to {}: {}", table_, error == nullptr ? "failed" : error));
}

void TableAppender::Append(const ColumnBatch& batch) {
  KEBAO_ASSERT(batch.columns.size() == types_.size());
  const size_t step = duckdb_vector_size();
  for (size_t first = 0; first < batch.rows(); first += step) {
    AppendRows(batch, first, std::min(step, batch.rows() - first));
  }
}

void TableAppender::AppendRows(const ColumnBatch& batch, size_t first, size_t count) {
  duckdb_data_chunk_reset(chunk_);
  FillChunk(batch, first, count, chunk_);
  if (duckdb_append_data_chunk(handle_, chunk_) != DuckDBSuccess) Fail();
}

void TableAppender::Flush() {
  if (duckdb_appender_flush(handle_) != DuckDBSuccess) Fail();
}

}  // namespace kebao::engine::duckdb
