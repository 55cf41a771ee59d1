#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "domain/fact_schema.h"
#include "engine/chunk.h"

namespace kebao::facts {

/// Empty columns of the types that a fact's columns have.
engine::ColumnBatch EmptyBatch(const domain::FactSchema& schema);

/// Rows of cells on their way into columns: written row by row, moved column by column when the
/// block is full.
class RowBlock {
 public:
  /// `batch` must outlive the block.
  explicit RowBlock(engine::ColumnBatch* batch)
      : width_(batch->columns.size()), cells_(width_ * kRows), batch_(batch) {}

  /// A row of width() cells that the caller fills; valid until the next call.
  int64_t* AddRow() {
    if (rows_ == kRows) Flush();
    return cells_.data() + width_ * rows_++;
  }
  size_t width() const { return width_; }
  void Flush();

 private:
  static constexpr size_t kRows = 32;  // a block of the widest fact stays in the first-level cache
  size_t width_;
  size_t rows_ = 0;
  std::vector<int64_t> cells_;
  engine::ColumnBatch* batch_;
};

}  // namespace kebao::facts
