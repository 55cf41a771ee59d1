#pragma once

#include <memory>
#include <vector>

#include "engine/duckdb/connection.h"
#include "engine/warehouse.h"

namespace kebao::engine::duckdb {

/// The engine's part of next_contact_at; contracts as in WriteTransaction. `is_all`: every
/// conversation is new, so that every customer counts as touched.
std::vector<KeyRange> TouchedCustomers(const Connection& connection, bool is_all,
                                       int64_t conversations_per_range);
std::unique_ptr<ChunkStream> ReadContacts(const Connection& connection, bool is_all,
                                          KeyRange customers);
void SetNextContacts(const Connection& connection, const ColumnBatch& batch);

}  // namespace kebao::engine::duckdb
