#pragma once

#include <vector>

#include "base/problem.h"
#include "metrics/answer_queries.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/metric_service.h"

namespace kebao::inquiry {

/// What inquiries ask. Answers may have been changed on their way (names replaced for an audience):
/// findings then speak of what the answers say.
class AskedMetrics {
 public:
  /// Borrowed. Not explicit: whoever has the service asks it as it is.
  AskedMetrics(const metrics::MetricService& service);
  /// `catalog` is borrowed.
  AskedMetrics(const metrics::MetricCatalog& catalog, metrics::AnswerQueries answer)
      : catalog_(catalog), answer_(std::move(answer)) {}

  const metrics::MetricCatalog& catalog() const { return catalog_; }
  Result<std::vector<metrics::ResultTable>> Answer(
      const metrics::QueryContext& context, const std::vector<metrics::Query>& queries) const;

 private:
  const metrics::MetricCatalog& catalog_;
  metrics::AnswerQueries answer_;
};

}  // namespace kebao::inquiry
