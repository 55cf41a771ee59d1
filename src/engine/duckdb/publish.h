#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.h"
#include "engine/duckdb/connection.h"
#include "engine/duckdb/staged_file.h"
#include "engine/warehouse.h"

namespace kebao::engine::duckdb {

/// What a publication changed, left in temporary tables for the steps that follow:
///   touched_conversation(conversation_key), touched_<entity>(record_key).
/// Where a fresh range of conversations covers them all, `fresh` says so and the table stays empty.
struct Publication {
  ImportRecord record;
  std::optional<KeyRange> fresh;
};

/// Staged file → log rows, keys, dimension codes, ledger. Runs inside the caller's transaction.
Publication PublishStagedFile(const Connection& connection, const StagedFile& staged,
                              const ImportDescription& description);

void WriteLedgerEntry(const Connection& connection, const ImportRecord& record, int32_t root_id);
int32_t NextImportId(const Connection& connection);

}  // namespace kebao::engine::duckdb
