#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical.h"
#include "domain/fact_schema.h"
#include "engine/chunk.h"
#include "engine/duckdb/connection.h"
#include "engine/stored_type.h"

namespace kebao::engine::duckdb {

/// Tables of the warehouse and of staged files, made from the domain's schemas, so that a new field
/// or entity needs no SQL here.

struct TableColumn {
  std::string name;
  ValueType type;
};
using TableColumns = std::vector<TableColumn>;

ValueType StoredType(const domain::FieldSchema& field);
using engine::StoredType;
bool IsReference(const domain::FieldSchema& field);
/// The entity that a reference field points to.
domain::Entity ReferencedEntity(domain::FieldType type);

/// Staged rows refer to ids and dimension texts by local numbers of the file.
TableColumns StagedEventColumns();
TableColumns StagedRecordColumns(const domain::EntitySchema& schema);
/// Log rows refer to them by the warehouse's keys and codes.
TableColumns EventLogColumns();
TableColumns RecordLogColumns(const domain::EntitySchema& schema);
TableColumns FactTableColumns(const domain::FactSchema& schema);
/// Current rows of the entities that are no facts (agent, team, customer, …), personal fields
/// included.
TableColumns CurrentTableColumns(const domain::EntitySchema& schema);

std::string LogTable(const domain::EntitySchema& schema);     // "order_log"
std::string KeyTable(domain::Entity entity);                  // "key_order"
std::string StagedTable(const domain::EntitySchema& schema);  // "staged_order"
std::string StagedIdTable(domain::Entity entity);             // "staged_order_id"
/// Table of an entity's current rows: its fact table where it is a fact, else "current_agent" …;
/// empty for conversations.
std::string CurrentTable(const domain::EntitySchema& schema);
bool IsFact(const domain::EntitySchema& schema);

void CreateTable(const Connection& connection, const std::string& name,
                 const TableColumns& columns);
void CreateWarehouseTables(const Connection& connection, const domain::FactCatalog& catalog);
/// Drops and creates the fact tables that are derived from events (their timing columns follow the
/// catalogue).
void RecreateDerivedFacts(const Connection& connection, const domain::FactCatalog& catalog);
bool DerivedFactsMatch(const Connection& connection, const domain::FactCatalog& catalog);
std::vector<ValueType> TypesOf(const TableColumns& columns);
inline constexpr domain::Fact kDerivedFacts[] = {
    domain::Fact::kConversation, domain::Fact::kReply,     domain::Fact::kParticipation,
    domain::Fact::kFeedback,     domain::Fact::kReopening, domain::Fact::kFlow};

}  // namespace kebao::engine::duckdb
