#include "inquiry/find_rows.h"

namespace kebao::inquiry {

std::optional<size_t> PlaceOf(const metrics::RowsBehind& rows, metrics::RowColumn::Role role,
                              const std::string& name) {
  for (size_t i = 0; i < rows.columns.size(); ++i)
    if (rows.columns[i].role == role && (name.empty() || rows.columns[i].name == name)) return i;
  return std::nullopt;
}

double NumberIn(const engine::ColumnView& column, size_t row) {
  switch (column.type) {
    case engine::ValueType::kBoolean:
      return column.Boolean(row) ? 1 : 0;
    case engine::ValueType::kReal:
      return column.Real(row);
    case engine::ValueType::kInt64:
    case engine::ValueType::kInstant:
      return static_cast<double>(column.Int64(row));
    default:
      return column.Int32(row);
  }
}

}  // namespace kebao::inquiry
