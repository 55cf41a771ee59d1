#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "engine/duckdb/row_source.h"

namespace kebao::engine::duckdb {

/// A staged file, mapped into memory: its tables, to be read by SQL.
class StagedFile {
 public:
  /// WorldFailure("engine.staging") when the file cannot be read or is not what a
  /// StagedFileWriter leaves.
  explicit StagedFile(const std::filesystem::path& file);
  const std::map<std::string, std::shared_ptr<const RowSource>>& tables() const { return tables_; }

 private:
  std::map<std::string, std::shared_ptr<const RowSource>> tables_;
};

}  // namespace kebao::engine::duckdb
