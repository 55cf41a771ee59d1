#pragma once

#include "base/texts.h"
#include "document/document.h"
#include "metrics/catalog/metric_catalog.h"

namespace kebao::report {

/// Readers take a share above 100 % for a mistake. Puts one line behind the first block that shows
/// one of a metric: how the metric is defined, which says why it can be.
Result<void> ExplainSharesAboveOne(const metrics::MetricCatalog& catalog, const std::string& pack,
                                   const Texts& texts, document::Document* document);

}  // namespace kebao::report
