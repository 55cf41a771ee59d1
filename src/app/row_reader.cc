#include "app/row_reader.h"

namespace kebao::app {
namespace {

using domain::ColumnType;
using metrics::RowColumn;
using render::DetailCell;

int64_t Number(const engine::ColumnView& column, size_t row) {
  return column.type == engine::ValueType::kInt64 ? column.Int64(row) : column.Int32(row);
}

bool IsDuration(const RowColumn& column) { return column.name.ends_with("_seconds"); }

}  // namespace

RowReader::RowReader(const std::vector<RowColumn>& columns, const engine::Directory& directory,
                     const report::Labels& labels, const Texts& texts, const TimeZone& zone,
                     Words words)
    : texts_(texts),
      zone_(zone),
      words_(words),
      yes_(words == Words::kReaders ? texts.Get("cli.rows.yes") : "true"),
      no_(words == Words::kReaders ? texts.Get("cli.rows.no") : "false") {
  for (const RowColumn& column : columns) {
    sources_.push_back({column, NamesOf(column, directory, labels),
                        words == Words::kReaders && IsDuration(column)});
    titles_.push_back(TitleOf(column, labels));
  }
}

std::vector<std::string> RowReader::NamesOf(const RowColumn& column,
                                            const engine::Directory& directory,
                                            const report::Labels& labels) const {
  std::vector<std::string> names;
  if (column.type == ColumnType::kAgent) {
    for (const auto& agent : directory.agents) names.push_back(agent.name);
  } else if (column.type == ColumnType::kTeam) {
    for (const auto& team : directory.teams) names.push_back(team.name);
  } else if (column.type == ColumnType::kSource) {
    names = directory.sources;
  } else if (column.type == ColumnType::kCode) {
    const auto found = directory.dimensions.find(column.name);
    if (found != directory.dimensions.end()) names = found->second.texts;
    if (words_ == Words::kReaders) {
      for (std::string& name : names) name = labels.Value(column.name, name);
    }
  }
  return names;
}

std::string RowReader::TitleOf(const RowColumn& column, const report::Labels& labels) const {
  if (words_ == Words::kStored) return column.name;
  if (column.role == RowColumn::Role::kDimension) {
    if (const auto name = labels.Dimension(column.name)) return *name;
  }
  const std::string key = "columns." + column.name;
  return texts_.Has(key) ? texts_.Get(key) : column.name;
}

void RowReader::SetNames(size_t column, std::vector<std::string> names, std::string if_none) {
  sources_[column].names = std::move(names);
  sources_[column].if_none = std::move(if_none);
}

const std::vector<DetailCell>& RowReader::Read(const engine::ChunkView& chunk, size_t row) {
  cells_.clear();
  for (size_t index = 0; index < sources_.size(); ++index)
    cells_.push_back(Cell(sources_[index], chunk.columns[index], row));
  return cells_;
}

DetailCell RowReader::Cell(const Source& source, const engine::ColumnView& column,
                           size_t row) const {
  if (column.IsNull(row))
    return source.if_none.empty() ? DetailCell() : DetailCell(std::string_view(source.if_none));
  switch (source.column.type) {
    case ColumnType::kBoolean:
      return std::string_view(column.Boolean(row) ? yes_ : no_);
    case ColumnType::kInstant:
      return zone_.ToLocal(Instant{column.Int64(row)});
    case ColumnType::kDay:
      return LocalDay{column.Int32(row)};
    case ColumnType::kReal:
      return column.Real(row);
    case ColumnType::kText:
      return column.Text(row);
    case ColumnType::kInteger:
    case ColumnType::kBigint:
      if (source.is_duration) return render::DetailSeconds{Number(column, row)};
      return Number(column, row);
    default:
      break;
  }
  const int64_t code = Number(column, row);
  if (code < 0 || static_cast<size_t>(code) >= source.names.size()) return std::monostate();
  return std::string_view(source.names[static_cast<size_t>(code)]);
}

}  // namespace kebao::app
