#include <bit>

#include "base/problem.h"
#include "engine/chunk.h"

namespace kebao::engine {
namespace {

template <class T>
T ValueOf(int64_t cell) {
  if constexpr (std::is_same_v<T, double>) return std::bit_cast<double>(cell);
  return static_cast<T>(cell);
}

/// A null is stored as 0 among the values. Returns how many there are.
template <class T>
size_t CopyValues(const int64_t* cells, size_t stride, size_t rows, T* values) {
  size_t nulls = 0;
  for (size_t row = 0; row < rows; ++row) {
    const int64_t cell = cells[row * stride];
    const bool is_null = cell == kNullCell;
    values[row] = ValueOf<T>(is_null ? 0 : cell);
    nulls += is_null;
  }
  return nulls;
}

}  // namespace

template <class T>
void Column::AppendBlock(const int64_t* cells, size_t stride, size_t rows, std::vector<T>* values) {
  values->resize(size_ + rows);
  const size_t nulls = CopyValues(cells, stride, rows, values->data() + size_);
  if (nulls > 0 || !valid_.empty()) MarkBlock(cells, stride, rows, nulls);
  size_ += rows;
}

/// Most blocks are all null or have no null at all.
void Column::MarkBlock(const int64_t* cells, size_t stride, size_t rows, size_t nulls) {
  if (valid_.empty()) valid_.assign(size_, 1);
  valid_.resize(size_ + rows, nulls == 0 ? 1 : 0);
  if (nulls == 0 || nulls == rows) return;
  for (size_t row = 0; row < rows; ++row) valid_[size_ + row] = cells[row * stride] != kNullCell;
}

void Column::AppendCells(const int64_t* cells, size_t stride, size_t rows) {
  switch (type_) {
    case ValueType::kBoolean:
      AppendBlock(cells, stride, rows, &bytes_);
      break;
    case ValueType::kInt32:
    case ValueType::kDay:
      AppendBlock(cells, stride, rows, &int32s_);
      break;
    case ValueType::kInt64:
    case ValueType::kInstant:
      AppendBlock(cells, stride, rows, &int64s_);
      break;
    case ValueType::kReal:
      AppendBlock(cells, stride, rows, &reals_);
      break;
    case ValueType::kText:
      KEBAO_ASSERT(!"texts are no cells");
  }
}

}  // namespace kebao::engine
