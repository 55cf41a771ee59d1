#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "engine/engine.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/query.h"

namespace kebao::metrics {

/// What one customer has of a figure: how many rows of a count, the sum of a sum.
struct CustomerTotal {
  int64_t customer = 0;  // key
  double total = 0;
};

/// What rows are asked of; as MetricService is made of.
struct FactInputs {
  const engine::Engine& engine;
  const engine::Directory& directory;
  const MetricCatalog& catalog;
  std::string_view recorded_facts;
};

/// Of every known customer with a row in the context's period, by key. They sum to the figure over
/// the rows whose customer is known. The comparison period is not looked at. Problems: those of
/// MakePlan, "query.customer_unsupported" {metric}: its rows know no customers, or it is neither a
/// count nor a sum by a clock.
Result<std::vector<CustomerTotal>> FindCustomerTotals(const FactInputs& inputs,
                                                      const QueryContext& context,
                                                      const std::string& metric);

}  // namespace kebao::metrics
