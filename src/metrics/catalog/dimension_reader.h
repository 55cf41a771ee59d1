#pragma once

#include <vector>

#include "base/problem.h"
#include "base/yaml.h"
#include "metrics/catalog/metric_spec.h"

namespace kebao::metrics {

/// A document of catalog/dimensions: one dimension or a list of them. Problem
/// "dimension.duplicate".
Result<void> ReadDimensions(const Yaml& document, std::vector<DimensionSpec>* dimensions);

}  // namespace kebao::metrics
