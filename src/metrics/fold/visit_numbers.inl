// Part of additive_block.h: the type of a column is decided once per chunk, not once per row.

namespace kebao::metrics {

template <class T, class Visit>
void VisitTyped(const engine::ColumnView& column, std::span<const uint32_t> rows, Visit& visit) {
  const T* data = static_cast<const T*>(column.data);
  if (column.validity == nullptr) {
    for (size_t position = 0; position < rows.size(); ++position) visit(position, data[rows[position]]);
    return;
  }
  for (size_t position = 0; position < rows.size(); ++position) {
    if (!column.IsNull(rows[position])) visit(position, data[rows[position]]);
  }
}

template <class Visit>
void VisitNumbers(const engine::ColumnView& column, std::span<const uint32_t> rows, Visit visit) {
  switch (column.type) {
    case engine::ValueType::kBoolean: return VisitTyped<bool>(column, rows, visit);
    case engine::ValueType::kDay:
    case engine::ValueType::kInt32: return VisitTyped<int32_t>(column, rows, visit);
    case engine::ValueType::kInstant:
    case engine::ValueType::kInt64: return VisitTyped<int64_t>(column, rows, visit);
    case engine::ValueType::kReal: return VisitTyped<double>(column, rows, visit);
    case engine::ValueType::kText: break;
  }
  KEBAO_ASSERT(false);  // the planner projects numbers only
}

}  // namespace kebao::metrics
