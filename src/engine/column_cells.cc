#include <bit>

#include "base/problem.h"
#include "engine/chunk.h"

namespace kebao::engine {
namespace {

/// A null is stored as 0 among the values; `valid` tells.
int64_t ValueOrZero(int64_t cell) { return cell == kNullCell ? 0 : cell; }

template <class T>
void Spread(const int64_t* cells, size_t stride, size_t rows, std::vector<T>* values) {
  const size_t first = values->size();
  values->resize(first + rows);
  T* target = values->data() + first;
  for (size_t row = 0; row < rows; ++row) {
    target[row] = static_cast<T>(ValueOrZero(cells[row * stride]));
  }
}

void SpreadReals(const int64_t* cells, size_t stride, size_t rows, std::vector<double>* values) {
  for (size_t row = 0; row < rows; ++row) {
    values->push_back(std::bit_cast<double>(ValueOrZero(cells[row * stride])));
  }
}

}  // namespace

void Column::AppendCells(const int64_t* cells, size_t stride, size_t rows) {
  switch (type_) {
    case ValueType::kBoolean:
      Spread(cells, stride, rows, &bytes_);
      break;
    case ValueType::kInt32:
    case ValueType::kDay:
      Spread(cells, stride, rows, &int32s_);
      break;
    case ValueType::kInt64:
    case ValueType::kInstant:
      Spread(cells, stride, rows, &int64s_);
      break;
    case ValueType::kReal:
      SpreadReals(cells, stride, rows, &reals_);
      break;
    case ValueType::kText:
      KEBAO_ASSERT(!"texts are no cells");
  }
  MarkCells(cells, stride, rows);
}

void Column::MarkCells(const int64_t* cells, size_t stride, size_t rows) {
  bool has_null = false;
  for (size_t row = 0; row < rows; ++row) has_null |= cells[row * stride] == kNullCell;
  if (has_null && valid_.empty()) valid_.assign(size_, 1);
  size_ += rows;
  if (valid_.empty() && !has_null) return;
  const size_t first = valid_.size();
  valid_.resize(first + rows);
  for (size_t row = 0; row < rows; ++row) valid_[first + row] = cells[row * stride] != kNullCell;
}

}  // namespace kebao::engine
