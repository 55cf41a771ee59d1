#include "engine/chunk.h"

#include <cstring>

#include "base/problem.h"

namespace kebao::engine {
namespace {

/// Of the vectors of a column only that of its type holds anything.
template <class T>
void AppendRange(const std::vector<T>& from, size_t first, size_t count, std::vector<T>* to) {
  if (from.empty()) return;
  const auto begin = from.begin() + static_cast<std::ptrdiff_t>(first);
  to->insert(to->end(), begin, begin + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

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

void Column::AppendRows(const Column& other, size_t first, size_t count) {
  KEBAO_ASSERT(type_ == other.type_ && first + count <= other.size_);
  AppendRange(other.bytes_, first, count, &bytes_);
  AppendRange(other.int32s_, first, count, &int32s_);
  AppendRange(other.int64s_, first, count, &int64s_);
  AppendRange(other.reals_, first, count, &reals_);
  if (type_ == ValueType::kText) AppendTexts(other, first, count);
  if (other.has_nulls()) {
    if (valid_.empty()) valid_.assign(size_, 1);
    AppendRange(other.valid_, first, count, &valid_);
  } else if (has_nulls()) {
    valid_.insert(valid_.end(), count, 1);
  }
  size_ += count;
}

void Column::AppendTexts(const Column& other, size_t first, size_t count) {
  if (count == 0) return;
  const uint64_t begin = first == 0 ? 0 : other.text_ends_[first - 1];
  const uint64_t end = other.text_ends_[first + count - 1];
  const uint64_t shift = text_bytes_.size() - begin;  // may wrap around, and so does the sum
  text_bytes_.append(other.text_bytes_, begin, end - begin);
  for (size_t row = first; row < first + count; ++row)
    text_ends_.push_back(other.text_ends_[row] + shift);
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

void ColumnBatch::AppendRows(const ColumnBatch& other, size_t first, size_t count) {
  KEBAO_ASSERT(columns.size() == other.columns.size());
  for (size_t index = 0; index < columns.size(); ++index)
    columns[index].AppendRows(other.columns[index], first, count);
}

void ColumnBatch::Clear() {
  for (Column& column : columns) column.Clear();
}

}  // namespace kebao::engine
