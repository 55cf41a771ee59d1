#include <algorithm>
#include <bit>

#include "base/problem.h"
#include "engine/chunk.h"

namespace kebao::engine {
namespace {

constexpr size_t kBlockRows = 64;

/// Values and validity of one block of cells. A null is stored as 0 among the values.
template <class T>
struct Block {
  T values[kBlockRows];
  uint8_t valid[kBlockRows];
  bool has_null = false;

  Block(const int64_t* cells, size_t stride, size_t rows) {
    size_t valid_rows = 0;
    for (size_t row = 0; row < rows; ++row) {
      const int64_t cell = cells[row * stride];
      const bool is_valid = cell != kNullCell;
      values[row] = ValueOf(is_valid ? cell : 0);
      valid[row] = is_valid;
      valid_rows += is_valid;
    }
    has_null = valid_rows < rows;
  }
  static T ValueOf(int64_t cell) {
    if constexpr (std::is_same_v<T, double>) return std::bit_cast<double>(cell);
    return static_cast<T>(cell);
  }
};

}  // namespace

template <class T>
void Column::AppendBlock(const int64_t* cells, size_t stride, size_t rows, std::vector<T>* values) {
  const Block<T> block(cells, stride, rows);
  values->insert(values->end(), block.values, block.values + rows);
  if (block.has_null && valid_.empty()) valid_.assign(size_, 1);
  if (block.has_null || !valid_.empty())
    valid_.insert(valid_.end(), block.valid, block.valid + rows);
  size_ += rows;
}

void Column::AppendCells(const int64_t* cells, size_t stride, size_t rows) {
  for (size_t first = 0; first < rows; first += kBlockRows) {
    const size_t count = std::min(kBlockRows, rows - first);
    const int64_t* from = cells + first * stride;
    switch (type_) {
      case ValueType::kBoolean:
        AppendBlock(from, stride, count, &bytes_);
        break;
      case ValueType::kInt32:
      case ValueType::kDay:
        AppendBlock(from, stride, count, &int32s_);
        break;
      case ValueType::kInt64:
      case ValueType::kInstant:
        AppendBlock(from, stride, count, &int64s_);
        break;
      case ValueType::kReal:
        AppendBlock(from, stride, count, &reals_);
        break;
      case ValueType::kText:
        KEBAO_ASSERT(!"texts are no cells");
    }
  }
}

}  // namespace kebao::engine
