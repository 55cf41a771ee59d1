#include "engine/chunk.h"

#include <cstring>

#include "base/problem.h"

namespace kebao::engine {

// DuckDB's and our own staging buffers share this layout: length, then either 12 inline bytes or
// prefix + pointer.
std::string_view ColumnView::Text(size_t row) const {
  constexpr uint32_t kInlineBytes = 12;
  const char* cell = static_cast<const char*>(data) + row * 16;
  uint32_t length;
  std::memcpy(&length, cell, sizeof length);
  if (length <= kInlineBytes) return {cell + 4, length};
  const char* pointer;
  std::memcpy(&pointer, cell + 8, sizeof pointer);
  return {pointer, length};
}

void Column::MarkValid() {
  if (!valid_.empty()) valid_.push_back(1);
  ++size_;
}

void Column::AppendNull() {
  if (valid_.empty()) valid_.assign(size_, 1);
  valid_.push_back(0);
  ++size_;
  switch (type_) {
    case ValueType::kBoolean:
      bytes_.push_back(0);
      break;
    case ValueType::kInt32:
    case ValueType::kDay:
      int32s_.push_back(0);
      break;
    case ValueType::kInt64:
    case ValueType::kInstant:
      int64s_.push_back(0);
      break;
    case ValueType::kReal:
      reals_.push_back(0);
      break;
    case ValueType::kText:
      text_ends_.push_back(text_bytes_.size());
      break;
  }
}

void Column::AppendBoolean(bool value) {
  KEBAO_ASSERT(type_ == ValueType::kBoolean);
  bytes_.push_back(value ? 1 : 0);
  MarkValid();
}

void Column::AppendInt32(int32_t value) {
  KEBAO_ASSERT(type_ == ValueType::kInt32 || type_ == ValueType::kDay);
  int32s_.push_back(value);
  MarkValid();
}

void Column::AppendInt64(int64_t value) {
  KEBAO_ASSERT(type_ == ValueType::kInt64 || type_ == ValueType::kInstant);
  int64s_.push_back(value);
  MarkValid();
}

void Column::AppendReal(double value) {
  KEBAO_ASSERT(type_ == ValueType::kReal);
  reals_.push_back(value);
  MarkValid();
}

void Column::AppendText(std::string_view value) {
  KEBAO_ASSERT(type_ == ValueType::kText);
  text_bytes_.append(value);
  text_ends_.push_back(text_bytes_.size());
  MarkValid();
}

void Column::Clear() {
  size_ = 0;
  bytes_.clear();
  int32s_.clear();
  int64s_.clear();
  reals_.clear();
  text_bytes_.clear();
  text_ends_.clear();
  valid_.clear();
}

void ColumnBatch::Clear() {
  for (Column& column : columns) column.Clear();
}

}  // namespace kebao::engine
