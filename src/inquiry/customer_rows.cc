#include "inquiry/customer_rows.h"

namespace kebao::inquiry {
namespace {

using metrics::RowColumn;

bool IsNamed(const RowColumn& column) {
  using enum domain::ColumnType;
  return column.role == RowColumn::Role::kDimension &&
         (column.type == kCode || column.type == kAgent || column.type == kTeam);
}

}  // namespace

const std::string& FigureRow::Text(const std::string& column) const {
  static const std::string kNone;
  const auto found = texts.find(column);
  return found == texts.end() ? kNone : found->second;
}

Result<std::vector<FigureRow>> ReadFigureRows(const CustomerSources& sources,
                                              const metrics::QueryContext& context,
                                              const std::string& metric) {
  KEBAO_TRY(const metrics::RowsBehind behind, sources.rows(context, metric));
  const auto id = PlaceOf(behind, RowColumn::Role::kId);
  const auto clock = PlaceOf(behind, RowColumn::Role::kClock);
  auto value = PlaceOf(behind, RowColumn::Role::kValue);
  if (!value) value = PlaceOf(behind, RowColumn::Role::kNumerator);
  KEBAO_ASSERT(id && clock);
  std::vector<FigureRow> rows;
  engine::ChunkView chunk;
  while (behind.rows->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row) {
      FigureRow read;
      if (!chunk.columns[*id].IsNull(row)) read.id = chunk.columns[*id].Text(row);
      read.at = Instant{chunk.columns[*clock].Int64(row)};
      if (value && !chunk.columns[*value].IsNull(row))
        read.value = NumberIn(chunk.columns[*value], row);
      for (size_t i = 0; i < behind.columns.size(); ++i)
        if (IsNamed(behind.columns[i]) && !chunk.columns[i].IsNull(row))
          read.texts[behind.columns[i].name] =
              sources.label(behind.columns[i].name, chunk.columns[i].Int32(row));
      rows.push_back(std::move(read));
    }
  return rows;
}

}  // namespace kebao::inquiry
