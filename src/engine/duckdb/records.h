#pragma once

#include <vector>

#include "base/instant.h"
#include "domain/canonical.h"
#include "engine/duckdb/connection.h"

namespace kebao::engine::duckdb {

/// Log rows of the touched records (tables touched_<entity>) → current rows, field by field: the
/// value of the row with the highest (version, import rank, row) among those that give the field.
/// First agents, teams, memberships and what else is no fact; then, once team_interval is filled,
/// the facts, which look their agents' teams up.
void RefreshCurrentRecords(const Connection& connection);
void RefreshRecordFacts(const Connection& connection);

/// Temp table import_rank(import_id, rank): how late an import's rows count; withdrawn ones are
/// absent.
void RefreshImportRanks(const Connection& connection);

}  // namespace kebao::engine::duckdb
