#include "engine/duckdb/table_inserter.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/problem.h"
#include "engine/duckdb/chunk_filling.h"

namespace kebao::engine::duckdb {

/// What is gathered. Its memory is used again after each insertion.
class TableInserter::Slabs final : public RowSource {
 public:
  static constexpr size_t kSlabs = 2;

  explicit Slabs(std::vector<ValueType> types) : types_(std::move(types)) {
    for (ColumnBatch& slab : slabs_) {
      for (const ValueType type : types_) slab.columns.emplace_back(type);
    }
  }

  std::vector<std::string> Names() const override {
    std::vector<std::string> names;
    for (size_t index = 0; index < types_.size(); ++index)
      names.push_back(fmt::format("c{}", index));
    return names;
  }
  std::vector<ValueType> Types() const override { return types_; }
  size_t slabs() const override { return std::min(kSlabs, filled_ + 1); }
  size_t RowsOf(size_t slab) const override { return slabs_[slab].rows(); }
  void Fill(size_t slab, size_t first, size_t count, std::span<const size_t> columns,
            duckdb_data_chunk chunk) const override {
    FillChunk(slabs_[slab], first, count, columns, chunk);
  }

  bool is_empty() const { return slabs_[0].rows() == 0; }
  bool is_full() const { return filled_ == kSlabs; }

  /// Takes rows of `batch` from `first` on, as many as fit; says how many.
  size_t Take(const ColumnBatch& batch, size_t first) {
    ColumnBatch& slab = slabs_[filled_];
    const size_t count = std::min(batch.rows() - first, kRowGroupRows - slab.rows());
    slab.AppendRows(batch, first, count);
    if (slab.rows() == kRowGroupRows) ++filled_;
    return count;
  }

  void Clear() {
    for (ColumnBatch& slab : slabs_) slab.Clear();
    filled_ = 0;
  }

 private:
  std::vector<ValueType> types_;
  ColumnBatch slabs_[kSlabs];
  size_t filled_ = 0;  // slabs that are full
};

TableInserter::TableInserter(const Connection& connection, std::string table,
                             std::vector<ValueType> types)
    : connection_(connection),
      table_(std::move(table)),
      slabs_(std::make_shared<Slabs>(std::move(types))) {}

void TableInserter::Append(const ColumnBatch& batch) {
  for (size_t first = 0; first < batch.rows();) {
    first += slabs_->Take(batch, first);
    if (slabs_->is_full()) Insert();
  }
}

void TableInserter::Finish() {
  if (!slabs_->is_empty()) Insert();
}

void TableInserter::Insert() {
  const ReadableRows rows(connection_.row_sources(), slabs_);
  connection_.Execute(fmt::format("INSERT INTO \"{}\" FROM {}", table_, rows.Sql()));
  slabs_->Clear();
}

}  // namespace kebao::engine::duckdb
