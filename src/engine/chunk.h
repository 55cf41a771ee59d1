#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kebao::engine {

/// Types that cross the engine boundary.
enum class ValueType : uint8_t { kBoolean, kInt32, kInt64, kReal, kInstant, kDay, kText };

/// A column of a chunk that the engine owns; valid until the stream is advanced.
struct ColumnView {
  ValueType type = ValueType::kInt32;
  const void* data =
      nullptr;  // bool / int32_t / int64_t / double / int64_t µs / int32_t days / engine's string
  const uint64_t* validity = nullptr;  // bit i set: row i is not null; nullptr: no nulls

  bool IsNull(size_t row) const {
    return validity != nullptr && ((validity[row / 64] >> (row % 64)) & 1) == 0;
  }
  bool Boolean(size_t row) const { return static_cast<const bool*>(data)[row]; }
  int32_t Int32(size_t row) const {
    return static_cast<const int32_t*>(data)[row];
  }  // kInt32, kDay
  int64_t Int64(size_t row) const {
    return static_cast<const int64_t*>(data)[row];
  }  // kInt64, kInstant
  double Real(size_t row) const { return static_cast<const double*>(data)[row]; }
  std::string_view Text(size_t row) const;
};

struct ChunkView {
  size_t rows = 0;
  std::vector<ColumnView> columns;
};

/// Rows of a query, chunk by chunk (a few thousand rows each). Failures of the engine are
/// WorldFailure.
class ChunkStream {
 public:
  virtual ~ChunkStream() = default;
  /// Names and types, known before the first chunk.
  virtual const std::vector<std::string>& column_names() const = 0;
  virtual const std::vector<ValueType>& column_types() const = 0;
  /// False at the end. `chunk` stays valid until the next call.
  virtual bool Next(ChunkView* chunk) = 0;
};

/// Null among cells (see Column::AppendCells).
inline constexpr int64_t kNullCell = INT64_MIN;

/// A column that we fill. One of the vectors is used, by type; `valid` is empty while there are no
/// nulls.
class Column {
 public:
  explicit Column(ValueType type) : type_(type) {}
  ValueType type() const { return type_; }
  size_t size() const { return size_; }
  void AppendNull();
  void AppendBoolean(bool value);
  void AppendInt32(int32_t value);  // kInt32, kDay
  void AppendInt64(int64_t value);  // kInt64, kInstant
  void AppendReal(double value);
  void AppendText(std::string_view value);
  /// The fast way in for rows made row by row: appends cells[0], cells[stride], …, `rows` of them.
  /// A cell is the value of any type but text: booleans 0 or 1, reals as their bits, kNullCell =
  /// null.
  void AppendCells(const int64_t* cells, size_t stride, size_t rows);
  /// Appends rows [first, first + count) of another column of the same type.
  void AppendRows(const Column& other, size_t first, size_t count);
  void Clear();

  const std::vector<uint8_t>& bytes() const { return bytes_; }  // kBoolean
  const std::vector<int32_t>& int32s() const { return int32s_; }
  const std::vector<int64_t>& int64s() const { return int64s_; }
  const std::vector<double>& reals() const { return reals_; }
  /// Texts lie end to end; row i is [text_ends[i-1], text_ends[i]).
  const std::string& text_bytes() const { return text_bytes_; }
  const std::vector<uint64_t>& text_ends() const { return text_ends_; }
  bool IsNull(size_t row) const { return !valid_.empty() && valid_[row] == 0; }
  bool has_nulls() const { return !valid_.empty(); }
  /// By row: 0 = null; empty while there are no nulls.
  const std::vector<uint8_t>& valid() const { return valid_; }

 private:
  void MarkValid();
  void AppendTexts(const Column& other, size_t first, size_t count);
  template <class T>
  void AppendBlock(const int64_t* cells, size_t stride, size_t rows, std::vector<T>* values);
  void MarkBlock(const int64_t* cells, size_t stride, size_t rows, size_t nulls);
  ValueType type_;
  size_t size_ = 0;
  std::vector<uint8_t> bytes_;
  std::vector<int32_t> int32s_;
  std::vector<int64_t> int64s_;
  std::vector<double> reals_;
  std::string text_bytes_;
  std::vector<uint64_t> text_ends_;
  std::vector<uint8_t> valid_;
};

/// Columns of equal length on their way into a table, in the table's column order.
struct ColumnBatch {
  std::vector<Column> columns;
  size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
  /// Appends rows [first, first + count) of another batch of the same columns.
  void AppendRows(const ColumnBatch& other, size_t first, size_t count);
  void Clear();
};

}  // namespace kebao::engine
