#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time_zone.h"
#include "engine/engine.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/rollup/rollup_spec.h"

namespace kebao::metrics {

/// The name of a roll-up's column of time, a day or the start of an hour.
inline constexpr const char* kSlotColumn = "slot";

/// A roll-up as it lies in the warehouse. What it holds is read off the definition that it was made
/// by: a measure that has changed since is not found in it.
struct RollupTable {
  const RollupSpec* spec = nullptr;
  std::string name;
  domain::FactSchema schema;  // `slot` and the keys: filters and dimensions work on it as on a fact
  std::optional<TimeZone> zone;                         // of its days; none: hours
  std::map<std::string, size_t, std::less<>> measures;  // by IdentityOf
  std::set<std::string, std::less<>> compared_with;
  int64_t cells = 0;
  std::optional<Instant> last_row_at;
  std::optional<Instant> last_known_at;
};

using RollupTables = std::vector<std::unique_ptr<const RollupTable>>;

/// The roll-ups of the directory that the catalogue still asks for in the same shape, smallest
/// first.
RollupTables ReadableRollups(const MetricCatalog& catalog, const engine::Directory& directory);

}  // namespace kebao::metrics
