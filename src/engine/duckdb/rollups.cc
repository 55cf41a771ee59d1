#include "engine/duckdb/rollups.h"

#include <fmt/format.h>

#include <set>

#include "engine/duckdb/schema.h"
#include "engine/duckdb/table_inserter.h"

namespace kebao::engine::duckdb {
namespace {

std::optional<Instant> InstantAt(const ColumnView& column, size_t row) {
  return column.IsNull(row) ? std::nullopt : std::optional(Instant{column.Int64(row)});
}

std::string HourOf(const std::string& clock) {
  return fmt::format("date_trunc('hour', \"{}\")", clock);
}

std::string InstantSql(const std::optional<Instant>& instant) {
  return instant ? fmt::format("make_timestamp({})", instant->micros) : "NULL";
}

}  // namespace

void CreateRollupList(const Connection& connection) {
  connection.Execute(
      "CREATE TABLE IF NOT EXISTS rollup (name VARCHAR, fact INTEGER, clock VARCHAR, definition "
      "VARCHAR, cells BIGINT, last_row_at TIMESTAMP, last_known_at TIMESTAMP)");
  connection.Execute("ALTER TABLE rollup ADD COLUMN IF NOT EXISTS is_kept BOOLEAN DEFAULT true");
}

std::vector<StoredRollup> ReadRollups(const Connection& connection) {
  std::vector<StoredRollup> rollups;
  const auto stream = connection.Stream(
      "SELECT name, fact, clock, definition, is_kept, cells, last_row_at, last_known_at FROM "
      "rollup "
      "ORDER BY name");
  for (ChunkView chunk; stream->Next(&chunk);) {
    const auto& columns = chunk.columns;
    for (size_t row = 0; row < chunk.rows; ++row) {
      rollups.push_back({std::string(columns[0].Text(row)),
                         static_cast<domain::Fact>(columns[1].Int32(row)),
                         std::string(columns[2].Text(row)), std::string(columns[3].Text(row)),
                         columns[4].Boolean(row), columns[5].Int64(row), InstantAt(columns[6], row),
                         InstantAt(columns[7], row)});
    }
  }
  return rollups;
}

std::string RollupKeeper::TableOf(domain::Fact fact) const {
  return std::string(catalog_.SchemaOf(fact).name);
}

void RollupKeeper::RememberHours(const std::string& condition) {
  connection_.Execute(
      "CREATE OR REPLACE TEMP TABLE touched_hour (fact INTEGER, clock VARCHAR, hour TIMESTAMP)");
  has_remembered_ = true;
  std::set<std::pair<domain::Fact, std::string>> clocks;
  for (const StoredRollup& rollup : ReadRollups(connection_)) {
    if (rollup.is_kept) clocks.emplace(rollup.fact, rollup.clock);
  }
  for (const auto& [fact, clock] : clocks) {
    connection_.Execute(fmt::format(
        "INSERT INTO touched_hour SELECT DISTINCT {}, {}, {} FROM {} WHERE {}",
        static_cast<int>(fact), Quoted(clock), HourOf(clock), TableOf(fact), condition));
  }
}

std::optional<std::vector<Instant>> RollupKeeper::TouchedHours(domain::Fact fact,
                                                               const std::string& clock,
                                                               const std::string& changed) const {
  if (is_everything_new_) return std::nullopt;
  const std::string before =
      has_remembered_
          ? fmt::format("UNION SELECT hour FROM touched_hour WHERE fact = {} AND clock = {}",
                        static_cast<int>(fact), Quoted(clock))
          : "";
  const auto stream = connection_.Stream(
      fmt::format("SELECT hour FROM (SELECT {} AS hour FROM {} WHERE {} {}) WHERE hour IS NOT NULL "
                  "GROUP BY hour ORDER BY hour",
                  HourOf(clock), TableOf(fact), changed, before));
  std::vector<Instant> hours;
  for (ChunkView chunk; stream->Next(&chunk);) {
    for (size_t row = 0; row < chunk.rows; ++row)
      hours.push_back(Instant{chunk.columns[0].Int64(row)});
  }
  return hours;
}

void RollupKeeper::Make(const StoredRollup& rollup,
                        const std::vector<domain::FactColumn>& columns) {
  Drop(rollup.name);
  TableColumns stored;
  for (const domain::FactColumn& column : columns)
    stored.push_back({column.name, StoredType(column.type)});
  CreateTable(connection_, rollup.name, stored);
  Enter(rollup);
}

void RollupKeeper::Decline(const StoredRollup& rollup) {
  Drop(rollup.name);
  Enter(rollup);
}

void RollupKeeper::Enter(const StoredRollup& rollup) {
  connection_.Execute(
      fmt::format("INSERT INTO rollup (name, fact, clock, definition, cells, is_kept) VALUES ({}, "
                  "{}, {}, {}, 0, {})",
                  Quoted(rollup.name), static_cast<int>(rollup.fact), Quoted(rollup.clock),
                  Quoted(rollup.definition), rollup.is_kept));
}

void RollupKeeper::Append(const std::string& name, const ColumnBatch& cells) {
  std::vector<ValueType> types;
  for (const Column& column : cells.columns) types.push_back(column.type());
  TableInserter inserter(connection_, name, types);
  inserter.Append(cells);
  inserter.Finish();
}

void RollupKeeper::Describe(const StoredRollup& rollup) {
  connection_.Execute(
      fmt::format("UPDATE rollup SET cells = (SELECT count(*) FROM \"{}\"), last_row_at = {}, "
                  "last_known_at = {} WHERE name = {}",
                  rollup.name, InstantSql(rollup.last_row_at), InstantSql(rollup.last_known_at),
                  Quoted(rollup.name)));
}

void RollupKeeper::Drop(const std::string& name) {
  connection_.Execute(fmt::format("DROP TABLE IF EXISTS \"{}\"", name));
  connection_.Execute(fmt::format("DELETE FROM rollup WHERE name = {}", Quoted(name)));
}

}  // namespace kebao::engine::duckdb
