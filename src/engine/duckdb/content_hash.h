#pragma once

#include <cstdint>

#include "domain/canonical.h"

namespace kebao::engine::duckdb {

/// Of everything but row, version and identity: two rows with the same hash say the same. Stored,
/// so never to change.
uint64_t ContentOf(const domain::CanonicalRecord& record);
uint64_t ContentOf(const domain::CanonicalEvent& event);

}  // namespace kebao::engine::duckdb
