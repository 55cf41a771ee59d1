#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/duckdb/row_source.h"

namespace kebao::engine::duckdb {

/// What the numbers 0, 1, … count − 1 stand for: themselves plus an offset, or what a table says.
struct NumberTranslation {
  int64_t offset = 0;
  int64_t count = 0;
  std::vector<int64_t> table;  // `count` of them; empty: the offset holds

  /// Nullopt for a number that stands for nothing.
  std::optional<int64_t> Of(int64_t number) const {
    if (number < 0 || number >= count) return std::nullopt;
    return table.empty() ? number + offset : table[static_cast<size_t>(number)];
  }
};

/// Rows of another source, in which some columns of integers are translated; what stands for
/// nothing becomes null. Saves a join for every column of references.
class TranslatedRows final : public RowSource {
 public:
  /// `translations`: one for each column, nullptr where it stays as it is.
  TranslatedRows(std::shared_ptr<const RowSource> rows,
                 std::vector<std::shared_ptr<const NumberTranslation>> translations);
  std::vector<std::string> Names() const override { return rows_->Names(); }
  std::vector<ValueType> Types() const override { return types_; }
  size_t slabs() const override { return rows_->slabs(); }
  size_t RowsOf(size_t slab) const override { return rows_->RowsOf(slab); }
  void Fill(size_t slab, size_t first, size_t count, std::span<const size_t> columns,
            duckdb_data_chunk chunk) const override;
  void Release(size_t slab) const override { rows_->Release(slab); }

 private:
  std::shared_ptr<const RowSource> rows_;
  std::vector<ValueType> types_;
  std::vector<std::shared_ptr<const NumberTranslation>> translations_;
};

}  // namespace kebao::engine::duckdb
