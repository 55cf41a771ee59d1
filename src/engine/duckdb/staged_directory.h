#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/chunk.h"

namespace kebao::engine::duckdb {

/// A staged file: slabs of columns, then the directory that says where they lie, then its length
/// and a mark. Written once by an import process, front to back, and read once, mapped into memory.
/// All numbers are of the machine's own byte order: a staged file never leaves it.

/// Bytes [offset, offset + length) of the file.
struct StagedBytes {
  uint64_t offset = 0;
  uint64_t length = 0;
};

/// One column of one slab.
struct StagedColumnPlace {
  StagedBytes valid;   // one byte a row, 0 = null; empty: no nulls
  StagedBytes values;  // by type as in Column; of texts the ends, eight bytes each
  StagedBytes texts;
};

struct StagedSlabPlace {
  uint64_t rows = 0;
  std::vector<StagedColumnPlace> columns;
};

struct StagedTablePlace {
  std::string name;
  std::vector<std::string> column_names;
  std::vector<ValueType> column_types;
  std::vector<StagedSlabPlace> slabs;
};

inline constexpr std::string_view kStagedFileMark = "KBSTAGE1";

/// How many bytes a value of the type takes in `values`.
size_t StagedWidth(ValueType type);

std::string EncodeDirectory(const std::vector<StagedTablePlace>& tables);
/// Takes no byte on trust: throws WorldFailure("engine.staging") unless the directory is whole,
/// every place lies inside `file` and has the length that its rows need, and text ends ascend.
std::vector<StagedTablePlace> DecodeDirectory(std::string_view file);

}  // namespace kebao::engine::duckdb
