#pragma once

#include <vector>

#include "base/problem.h"
#include "base/yaml.h"
#include "metrics/rollup/rollup_spec.h"

namespace kebao::metrics {

/// Adds the roll-ups of a document of catalog/rollups. Problems "rollup.*", "metric.unknown_word",
/// "metric.unknown_entity", "yaml.*".
Result<void> ReadRollups(const Yaml& document, const domain::FactCatalog& facts,
                         std::vector<RollupSpec>* rollups);

}  // namespace kebao::metrics
