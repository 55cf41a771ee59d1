#pragma once

#include <string>

#include "base/problem.h"
#include "domain/fact_schema.h"
#include "metrics/catalog/metric_spec.h"
#include "metrics/catalog/raw_metric.h"
#include "metrics/catalog/words.h"

namespace kebao::metrics {

/// Turns a raw metric into a checked one for a pack. What it needs of other metrics (derived) is
/// checked afterwards by LinkDerived, when all of them are known.
Result<MetricSpec> BuildMetric(const RawMetric& raw, const domain::FactCatalog& facts,
                               const Words& words, const std::string& pack);

}  // namespace kebao::metrics
