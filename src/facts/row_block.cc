#include "facts/row_block.h"

namespace kebao::facts {
namespace {

using domain::ColumnType;
using engine::ValueType;

ValueType ValueTypeOf(ColumnType type) {
  switch (type) {
    case ColumnType::kBoolean:
      return ValueType::kBoolean;
    case ColumnType::kInteger:
    case ColumnType::kCode:
    case ColumnType::kAgent:
    case ColumnType::kTeam:
    case ColumnType::kSource:
      return ValueType::kInt32;
    case ColumnType::kBigint:
      return ValueType::kInt64;
    case ColumnType::kReal:
      return ValueType::kReal;
    case ColumnType::kInstant:
      return ValueType::kInstant;
    case ColumnType::kDay:
      return ValueType::kDay;
    case ColumnType::kText:
      return ValueType::kText;
  }
  return ValueType::kInt32;
}

}  // namespace

engine::ColumnBatch EmptyBatch(const domain::FactSchema& schema) {
  engine::ColumnBatch batch;
  for (const domain::FactColumn& column : schema.columns) {
    batch.columns.emplace_back(ValueTypeOf(column.type));
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
