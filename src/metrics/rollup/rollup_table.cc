#include "metrics/rollup/rollup_table.h"

#include <algorithm>

#include "metrics/rollup/rollup_definition.h"

namespace kebao::metrics {
namespace {

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  size_t start = 0;
  for (size_t end; (end = text.find(separator, start)) != std::string::npos; start = end + 1)
    parts.push_back(text.substr(start, end - start));
  if (start < text.size()) parts.push_back(text.substr(start));
  return parts;
}

void FillSchema(RollupTable* table) {
  const bool is_daily = table->spec->grain == Grain::kDay;
  table->schema = {table->spec->fact, table->name, {}};
  table->schema.columns.push_back(
      {kSlotColumn, is_daily ? domain::ColumnType::kDay : domain::ColumnType::kInstant});
  for (const domain::FactColumn* key : table->spec->keys) table->schema.columns.push_back(*key);
}

/// Nullptr: made of other cells than the catalogue now says, or in a zone that is gone.
std::unique_ptr<const RollupTable> Read(const RollupSpec& spec,
                                        const engine::StoredRollup& stored) {
  constexpr size_t kFirstMeasure = 3;
  const std::vector<std::string> lines = Split(stored.definition, '\n');
  if (lines.size() < kFirstMeasure || lines[0] != CellText(spec)) return nullptr;
  auto table = std::make_unique<RollupTable>();
  table->spec = &spec;
  table->name = stored.name;
  FillSchema(table.get());
  if (spec.grain == Grain::kDay) {
    const auto zone = TimeZone::Find(lines[1]);
    if (!zone) return nullptr;
    table->zone = *zone;
  }
  for (const std::string& column : Split(lines[2], ',')) table->compared_with.insert(column);
  for (size_t line = kFirstMeasure; line < lines.size(); ++line)
    table->measures.emplace(lines[line], line - kFirstMeasure);
  table->cells = stored.cells;
  table->last_row_at = stored.last_row_at;
  table->last_known_at = stored.last_known_at;
  return table;
}

}  // namespace

RollupTables ReadableRollups(const MetricCatalog& catalog, const engine::Directory& directory) {
  RollupTables tables;
  for (const RollupSpec& spec : catalog.rollups()) {
    for (const engine::StoredRollup& stored : directory.rollups) {
      if (stored.name != spec.table() || !stored.is_kept) continue;
      if (auto table = Read(spec, stored)) tables.push_back(std::move(table));
    }
  }
  std::stable_sort(tables.begin(), tables.end(),
                   [](const auto& a, const auto& b) { return a->cells < b->cells; });
  return tables;
}

}  // namespace kebao::metrics
