#include "engine/duckdb/translated_rows.h"

#include "base/problem.h"

namespace kebao::engine::duckdb {
namespace {

template <class T>
void Translate(const NumberTranslation& translation, size_t count, duckdb_vector vector) {
  T* numbers = static_cast<T*>(duckdb_vector_get_data(vector));
  duckdb_vector_ensure_validity_writable(vector);
  uint64_t* validity = duckdb_vector_get_validity(vector);
  for (size_t row = 0; row < count; ++row) {
    if (!duckdb_validity_row_is_valid(validity, row)) continue;
    const std::optional<int64_t> number = translation.Of(numbers[row]);
    if (number) {
      numbers[row] = static_cast<T>(*number);
    } else {
      duckdb_validity_set_row_invalid(validity, row);
    }
  }
}

}  // namespace

TranslatedRows::TranslatedRows(std::shared_ptr<const RowSource> rows,
                               std::vector<std::shared_ptr<const NumberTranslation>> translations)
    : rows_(std::move(rows)), types_(rows_->Types()), translations_(std::move(translations)) {
  KEBAO_ASSERT(translations_.size() == types_.size());
}

void TranslatedRows::Fill(size_t slab, size_t first, size_t count, std::span<const size_t> columns,
                          duckdb_data_chunk chunk) const {
  rows_->Fill(slab, first, count, columns, chunk);
  for (size_t index = 0; index < columns.size(); ++index) {
    const auto& translation = translations_[columns[index]];
    if (translation == nullptr) continue;
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, index);
    types_[columns[index]] == ValueType::kInt32 ? Translate<int32_t>(*translation, count, vector)
                                                : Translate<int64_t>(*translation, count, vector);
  }
}

}  // namespace kebao::engine::duckdb
