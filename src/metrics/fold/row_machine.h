#pragma once

#include <cstdint>
#include <vector>

#include "engine/chunk.h"
#include "metrics/plan/row_program.h"

namespace kebao::metrics {

/// Runs a program over chunks. Flags are bit masks, 64 rows to a word.
class RowMachine {
 public:
  explicit RowMachine(const RowProgram& program);

  /// The inputs of the chunk's rows; `first` is the chunk's column of the projection's first. Valid
  /// until the next call and as long as the chunk.
  const engine::ChunkView& Run(const engine::ChunkView& chunk, size_t first);

 private:
  using Words = std::vector<uint64_t>;
  struct Result {
    Words is_true;  // flags; a subset of is_known
    Words is_known;
    std::vector<double> numbers;
  };
  void RunStep(const RowStep& step, Result* to);
  void RunFlagStep(const RowStep& step, Result* to);
  void RunNumberStep(const RowStep& step, Result* to);
  void ReadFlags(const engine::ColumnView& column, Result* to);
  void ReadNumbers(const engine::ColumnView& column, Result* to) const;
  void ReadKnown(const engine::ColumnView& column, Words* known) const;
  void Compare(const RowStep& step, Result* to);
  engine::ColumnView InputOf(const RowProgram::Output& output, size_t index);
  const engine::ColumnView& ColumnAt(int column) const {
    return chunk_->columns[first_ + static_cast<size_t>(column)];
  }

  const RowProgram& program_;
  const engine::ChunkView* chunk_ = nullptr;
  size_t first_ = 0;
  size_t words_ = 0;
  std::vector<Result> results_;  // by step
  std::vector<Words> validity_;  // by input
  std::vector<uint8_t> bytes_;   // one truth value a row, before packing
  std::vector<int32_t> ones_;
  engine::ChunkView inputs_;
};

}  // namespace kebao::metrics
