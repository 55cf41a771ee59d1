#include "engine/duckdb/schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/problem.h"

namespace kebao::engine::duckdb {
namespace {

using domain::Entity;
using domain::EntitySchema;
using domain::FieldType;

std::string SqlType(ValueType type) {
  switch (type) {
    case ValueType::kBoolean:
      return "BOOLEAN";
    case ValueType::kInt32:
      return "INTEGER";
    case ValueType::kInt64:
      return "BIGINT";
    case ValueType::kReal:
      return "DOUBLE";
    case ValueType::kInstant:
      return "TIMESTAMP";
    case ValueType::kDay:
      return "DATE";
    case ValueType::kText:
      return "VARCHAR";
  }
  return "";
}

TableColumns WithFields(TableColumns columns, const EntitySchema& schema) {
  for (const domain::FieldSchema& field : schema.fields) {
    columns.push_back({std::string(field.name), StoredType(field)});
  }
  return columns;
}

constexpr const char* kLedgerTables = R"(
CREATE TABLE setting (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE source (source_key INTEGER, name VARCHAR);
CREATE TABLE dimension_value (dimension VARCHAR, code INTEGER, text VARCHAR);
CREATE TABLE import_ledger (
  import_id INTEGER, root_id INTEGER, is_withdrawn BOOLEAN, file_name VARCHAR, file_bytes BIGINT, file_hash VARCHAR,
  source VARCHAR, mapping VARCHAR, mapping_hash VARCHAR, zone VARCHAR, header VARCHAR, imported_at TIMESTAMP,
  rows_read BIGINT, rows_inserted BIGINT, rows_updated BIGINT, rows_duplicate BIGINT, rows_repaired BIGINT,
  rows_rejected BIGINT, rows_ignored BIGINT);
CREATE TABLE import_count (import_id INTEGER, code VARCHAR, column_name VARCHAR, row_count BIGINT, example VARCHAR);
CREATE TABLE rejected_row (import_id INTEGER, row_number BIGINT, code VARCHAR, column_name VARCHAR, value VARCHAR, original VARCHAR);
INSERT INTO setting VALUES ('data_version', '0');
)";

}  // namespace

ValueType StoredType(const domain::FieldSchema& field) {
  switch (field.type) {
    case FieldType::kText:
      return field.is_dimension ? ValueType::kInt32 : ValueType::kText;
    case FieldType::kInteger:
      return ValueType::kInt64;
    case FieldType::kReal:
      return ValueType::kReal;
    case FieldType::kBoolean:
      return ValueType::kBoolean;
    case FieldType::kInstant:
      return ValueType::kInstant;
    case FieldType::kDay:
      return ValueType::kDay;
    case FieldType::kConversationRef:
    case FieldType::kCustomerRef:
      return ValueType::kInt64;
    case FieldType::kAgentRef:
    case FieldType::kTeamRef:
      return ValueType::kInt32;
  }
  return ValueType::kText;
}

bool IsReference(const domain::FieldSchema& field) {
  return field.type == FieldType::kConversationRef || field.type == FieldType::kAgentRef ||
         field.type == FieldType::kTeamRef || field.type == FieldType::kCustomerRef;
}

Entity ReferencedEntity(FieldType type) {
  switch (type) {
    case FieldType::kConversationRef:
      return Entity::kConversation;
    case FieldType::kAgentRef:
      return Entity::kAgent;
    case FieldType::kTeamRef:
      return Entity::kTeam;
    default:
      return Entity::kCustomer;
  }
}

TableColumns StagedEventColumns() {
  using enum ValueType;
  return {{"row_number", kInt64}, {"conversation", kInt64}, {"identity", kInt64},
          {"content", kInt64},    {"version", kInt64},      {"at", kInstant},
          {"kind", kInt32},       {"actor", kInt32},        {"is_observed", kBoolean},
          {"agent", kInt32},      {"team", kInt32},         {"customer", kInt64},
          {"value", kInt32},      {"subject", kInt32},      {"text", kText}};
}

TableColumns EventLogColumns() {
  TableColumns columns = StagedEventColumns();
  columns[1].name = "conversation_key";
  columns.insert(columns.begin(),
                 {{"import_id", ValueType::kInt32}, {"source", ValueType::kInt32}});
  return columns;
}

TableColumns StagedRecordColumns(const EntitySchema& schema) {
  using enum ValueType;
  return WithFields({{"row_number", kInt64},
                     {"record", kInt64},
                     {"version", kInt64},
                     {"content", kInt64},
                     {"provided", kInt64},
                     {"recorded_kinds", kInt64}},
                    schema);
}

TableColumns RecordLogColumns(const EntitySchema& schema) {
  using enum ValueType;
  return WithFields({{"import_id", kInt32},
                     {"source", kInt32},
                     {"row_number", kInt64},
                     {"record_key", kInt64},
                     {"version", kInt64},
                     {"content", kInt64},
                     {"provided", kInt64},
                     {"recorded_kinds", kInt64}},
                    schema);
}

TableColumns FactTableColumns(const domain::FactSchema& schema) {
  TableColumns columns;
  for (const domain::FactColumn& column : schema.columns)
    columns.push_back({column.name, StoredType(column.type)});
  return columns;
}

TableColumns CurrentTableColumns(const EntitySchema& schema) {
  return WithFields({{"record_key", ValueType::kInt64}, {"source", ValueType::kInt32}}, schema);
}

std::string LogTable(const EntitySchema& schema) { return std::string(schema.name) + "_log"; }
std::string KeyTable(Entity entity) { return fmt::format("key_{}", domain::SchemaOf(entity).name); }
std::string StagedTable(const EntitySchema& schema) {
  return fmt::format("staged_{}", schema.name);
}
std::string StagedIdTable(Entity entity) {
  return fmt::format("staged_{}_id", domain::SchemaOf(entity).name);
}

bool IsFact(const EntitySchema& schema) {
  switch (schema.entity) {
    case Entity::kConversation:
    case Entity::kAgent:
    case Entity::kTeam:
    case Entity::kCustomer:
    case Entity::kTeamMembership:
    case Entity::kKnownEvent:
    case Entity::kSourceFigure:
      return false;
    default:
      return true;
  }
}

std::string CurrentTable(const EntitySchema& schema) {
  if (schema.entity == Entity::kConversation) return "";
  return fmt::format("{}_{}", IsFact(schema) ? "fact" : "current", schema.name);
}

void CreateTable(const Connection& connection, const std::string& name,
                 const TableColumns& columns) {
  std::vector<std::string> parts;
  for (const TableColumn& column : columns)
    parts.push_back(fmt::format("\"{}\" {}", column.name, SqlType(column.type)));
  connection.Execute(fmt::format("CREATE TABLE {} ({})", name, fmt::join(parts, ", ")));
}

void CreateWarehouseTables(const Connection& connection, const domain::FactCatalog& catalog) {
  connection.Execute(kLedgerTables);
  CreateTable(connection, "event_log", EventLogColumns());
  for (const EntitySchema& schema : domain::AllEntities()) {
    CreateTable(connection, LogTable(schema), RecordLogColumns(schema));
    CreateTable(connection, KeyTable(schema.entity),
                {{"record_key", ValueType::kInt64},
                 {"source", ValueType::kInt32},
                 {"id", ValueType::kText}});
    if (schema.entity != Entity::kConversation && !IsFact(schema)) {
      CreateTable(connection, CurrentTable(schema), CurrentTableColumns(schema));
    }
  }
  for (const domain::FactSchema& schema : catalog.All()) {
    CreateTable(connection, std::string(schema.name), FactTableColumns(schema));
  }
}

void RecreateDerivedFacts(const Connection& connection, const domain::FactCatalog& catalog) {
  for (const domain::Fact fact : kDerivedFacts) {
    const domain::FactSchema& schema = catalog.SchemaOf(fact);
    connection.Execute(fmt::format("DROP TABLE IF EXISTS {}", schema.name));
    CreateTable(connection, std::string(schema.name), FactTableColumns(schema));
  }
  // Facts of records stand as they came; a column that an older release did not have is filled in
  // by what follows.
  for (const domain::FactSchema& schema : catalog.All()) {
    for (const TableColumn& column : FactTableColumns(schema)) {
      connection.Execute(fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS \"{}\" {}",
                                     schema.name, column.name, SqlType(column.type)));
    }
  }
}

bool DerivedFactsMatch(const Connection& connection, const domain::FactCatalog& catalog) {
  for (const domain::Fact fact : kDerivedFacts) {
    const domain::FactSchema& schema = catalog.SchemaOf(fact);
    std::string wanted;
    for (const domain::FactColumn& column : schema.columns) wanted += column.name + ",";
    const auto actual = connection.Text(fmt::format(
        "SELECT string_agg(column_name || ',', '' ORDER BY column_index) FROM duckdb_columns() "
        "WHERE table_name = '{}'",
        schema.name));
    if (actual != wanted) return false;
  }
  return true;
}

std::vector<ValueType> TypesOf(const TableColumns& columns) {
  std::vector<ValueType> types;
  for (const TableColumn& column : columns) types.push_back(column.type);
  return types;
}

}  // namespace kebao::engine::duckdb
