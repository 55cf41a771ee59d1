#include <fmt/format.h>

#include "engine/duckdb/rollups.h"
#include "engine/duckdb/transaction.h"

namespace kebao::engine::duckdb {
namespace {

ImportRecord ReadRecord(const ChunkView& chunk, size_t row) {
  const auto& columns = chunk.columns;
  ImportRecord record;
  record.id = columns[0].Int32(row);
  if (columns[1].Int32(row) != record.id) record.same_as = columns[1].Int32(row);
  record.is_withdrawn = columns[2].Boolean(row);
  ImportDescription& description = record.description;
  description.file_name = columns[3].Text(row);
  description.file_bytes = columns[4].Int64(row);
  description.file_hash = std::stoull(std::string(columns[5].Text(row)));
  description.source = columns[6].Text(row);
  description.mapping = columns[7].Text(row);
  description.mapping_hash = std::stoull(std::string(columns[8].Text(row)));
  description.zone = columns[9].Text(row);
  description.header = columns[10].Text(row);
  description.imported_at = Instant{columns[11].Int64(row)};
  record.counts = {columns[12].Int64(row), columns[13].Int64(row), columns[14].Int64(row),
                   columns[15].Int64(row), columns[16].Int64(row), columns[17].Int64(row),
                   columns[18].Int64(row)};
  return record;
}

std::vector<Directory::Named> ReadNames(const Connection& connection, const std::string& entity) {
  std::vector<Directory::Named> names;
  const auto stream =
      connection.Stream(fmt::format("SELECT k.record_key, coalesce(c.name, k.id), s.name, k.id "
                                    "FROM key_{0} k JOIN source s ON s.source_key = k.source "
                                    "LEFT JOIN current_{0} c ON c.record_key = k.record_key",
                                    entity));
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row) {
      const auto key = static_cast<size_t>(chunk.columns[0].Int64(row));
      if (names.size() <= key) names.resize(key + 1);
      names[key] = {std::string(chunk.columns[1].Text(row)),
                    std::string(chunk.columns[2].Text(row)),
                    std::string(chunk.columns[3].Text(row))};
    }
  }
  return names;
}

void ReadDimensions(const Connection& connection, Directory* directory) {
  const auto stream =
      connection.Stream("SELECT dimension, text FROM dimension_value ORDER BY dimension, code");
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row) {
      directory->dimensions[std::string(chunk.columns[0].Text(row))].texts.emplace_back(
          chunk.columns[1].Text(row));
    }
  }
}

void ReadBots(const Connection& connection, Directory* directory) {
  const auto stream = connection.Stream("SELECT record_key FROM current_agent WHERE is_bot");
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row) {
      directory->agents[static_cast<size_t>(chunk.columns[0].Int64(row))].is_bot = true;
    }
  }
}

}  // namespace

Directory ReadDirectory(const Connection& connection) {
  Directory directory;
  ReadDimensions(connection, &directory);
  for (Directory::Named& agent : ReadNames(connection, "agent")) {
    directory.agents.push_back(
        {std::move(agent.name), std::move(agent.source), std::move(agent.id)});
  }
  ReadBots(connection, &directory);
  directory.teams = ReadNames(connection, "team");
  const auto stream = connection.Stream("SELECT name FROM source ORDER BY source_key");
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row)
      directory.sources.emplace_back(chunk.columns[0].Text(row));
  }
  directory.rollups = ReadRollups(connection);
  return directory;
}

std::vector<ImportRecord> ReadLedger(const Connection& connection) {
  std::vector<ImportRecord> records;
  const auto stream = connection.Stream(
      "SELECT import_id, root_id, is_withdrawn, file_name, file_bytes, file_hash, source, mapping, "
      "mapping_hash, zone, header, "
      "imported_at, rows_read, rows_inserted, rows_updated, rows_duplicate, rows_repaired, "
      "rows_rejected, rows_ignored "
      "FROM import_ledger ORDER BY import_id");
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row) records.push_back(ReadRecord(chunk, row));
  }
  return records;
}

}  // namespace kebao::engine::duckdb
