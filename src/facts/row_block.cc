#include "facts/row_block.h"

#include "engine/stored_type.h"

namespace kebao::facts {
engine::ColumnBatch EmptyBatch(const domain::FactSchema& schema) {
  engine::ColumnBatch batch;
  for (const domain::FactColumn& column : schema.columns) {
    batch.columns.emplace_back(engine::StoredType(column.type));
  }
  return batch;
}

void RowBlock::Flush() {
  for (size_t column = 0; column < width_; ++column) {
    batch_->columns[column].AppendCells(cells_.data() + column, width_, rows_);
  }
  rows_ = 0;
}

}  // namespace kebao::facts
