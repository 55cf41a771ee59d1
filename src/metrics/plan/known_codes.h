#pragma once

#include <cstdint>

#include "engine/engine.h"
#include "metrics/catalog/metric_spec.h"

namespace kebao::metrics {

/// Codes of the dimension lie in [−1, known) as far as the directory knows.
int64_t KnownCodes(const DimensionSpec& dimension, const engine::Directory& directory);

}  // namespace kebao::metrics
