#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/chunk.h"
#include "engine/duckdb/schema.h"
#include "engine/duckdb/staged_directory.h"

namespace kebao::engine::duckdb {

/// Writes a staged file. Not thread-safe. Every call may throw WorldFailure("engine.staging"), for
/// example on a full disk.
class StagedFileWriter {
 public:
  explicit StagedFileWriter(const std::filesystem::path& file);
  ~StagedFileWriter();
  StagedFileWriter(const StagedFileWriter&) = delete;
  StagedFileWriter& operator=(const StagedFileWriter&) = delete;

  /// The number of a new table.
  size_t AddTable(const std::string& name, const TableColumns& columns);
  /// One more slab of a table.
  void WriteSlab(size_t table, const ColumnBatch& batch);
  /// Without it the file is not readable.
  void Finish();

 private:
  StagedBytes Write(const void* bytes, size_t length);
  void WriteAll(const char* bytes, size_t length);
  StagedColumnPlace WriteColumn(const Column& column);

  int file_;
  uint64_t offset_ = 0;
  std::vector<StagedTablePlace> tables_;
};

}  // namespace kebao::engine::duckdb
