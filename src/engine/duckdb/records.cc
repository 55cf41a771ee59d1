#include "engine/duckdb/records.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "engine/duckdb/schema.h"

namespace kebao::engine::duckdb {
namespace {

using domain::EntitySchema;
using domain::FieldSchema;

std::string Winner(size_t index, const FieldSchema& field) {
  return fmt::format(
      "arg_max_null(l.\"{0}\", row(l.version, r.rank, l.row_number)) FILTER (WHERE (l.provided >> "
      "{1}) & 1 = 1) AS \"{0}\"",
      field.name, index);
}

std::string WinnersOfTouched(const EntitySchema& schema) {
  std::vector<std::string> columns = {"l.record_key", "any_value(l.source) AS source"};
  for (size_t index = 0; index < schema.fields.size(); ++index) {
    columns.push_back(Winner(index, schema.fields[index]));
  }
  return fmt::format(
      "SELECT {} FROM {} l JOIN import_rank r USING (import_id) JOIN touched_{} t USING "
      "(record_key) GROUP BY l.record_key",
      fmt::join(columns, ", "), LogTable(schema), schema.name);
}

const FieldSchema* Find(const EntitySchema& schema, std::string_view name) {
  for (const FieldSchema& field : schema.fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

/// The team of the agent at the record's (first) instant, by membership, else the agent's own team.
std::string TeamAtInstant(const EntitySchema& schema) {
  for (const FieldSchema& field : schema.fields) {
    if (field.type != domain::FieldType::kInstant) continue;
    return fmt::format(
        "coalesce((SELECT max(i.team) FROM team_interval i WHERE i.agent = w.agent AND w.\"{0}\" "
        ">= i.from_at AND "
        "w.\"{0}\" < i.to_at), (SELECT max(a.team) FROM current_agent a WHERE a.record_key = "
        "w.agent))",
        field.name);
  }
  return "(SELECT max(a.team) FROM current_agent a WHERE a.record_key = w.agent)";
}

std::string CurrentColumns(const EntitySchema& schema) {
  std::vector<std::string> columns = {"w.record_key", "w.source"};
  for (const FieldSchema& field : schema.fields) {
    if (field.is_personal && IsFact(schema)) continue;
    columns.push_back(fmt::format("w.\"{}\"", field.name));
  }
  if (IsFact(schema) && Find(schema, "agent") != nullptr && Find(schema, "team") == nullptr) {
    columns.push_back(TeamAtInstant(schema));
  }
  if (schema.entity == domain::Entity::kOrder) columns.emplace_back("w.\"conversation\"");
  return fmt::format("{}", fmt::join(columns, ", "));
}

void Refresh(const Connection& connection, const EntitySchema& schema) {
  const std::string touched = fmt::format("touched_{}", schema.name);
  if (connection.Integer("SELECT count(*) FROM " + touched).value_or(0) == 0) return;
  const std::string table = CurrentTable(schema);
  connection.Execute(fmt::format("DELETE FROM {} WHERE record_key IN (SELECT record_key FROM {})",
                                 table, touched));
  connection.Execute(fmt::format("INSERT INTO {} SELECT {} FROM ({}) w", table,
                                 CurrentColumns(schema), WinnersOfTouched(schema)));
}

}  // namespace

void RefreshImportRanks(const Connection& connection) {
  connection.Execute(
      "CREATE OR REPLACE TEMP TABLE import_rank AS SELECT root_id AS import_id, max(import_id) AS "
      "rank "
      "FROM import_ledger WHERE NOT is_withdrawn GROUP BY root_id");
}

void RefreshCurrentRecords(const Connection& connection) {
  for (const EntitySchema& schema : domain::AllEntities()) {
    if (schema.entity != domain::Entity::kConversation && !IsFact(schema))
      Refresh(connection, schema);
  }
}

void RefreshRecordFacts(const Connection& connection) {
  for (const EntitySchema& schema : domain::AllEntities()) {
    if (IsFact(schema)) Refresh(connection, schema);
  }
}

}  // namespace kebao::engine::duckdb
