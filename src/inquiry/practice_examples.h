#pragma once

#include <string>
#include <vector>

#include "inquiry/practice_inquiry.h"
#include "metrics/metric_service.h"

namespace kebao::inquiry {

/// Conversations of `best` (values of `by`) that are good ones of the share `good_of` and lie on
/// the best's side of the rest in the feature, those nearest to the best's mean first. None where
/// one of the two has no rows by conversation. Problems: those of metrics.
Result<std::vector<ExampleConversation>> FindExamples(const metrics::MetricService& service,
                                                      const metrics::QueryContext& context,
                                                      const std::string& by,
                                                      const std::vector<std::string>& best,
                                                      const PracticeFeature& feature,
                                                      const PracticePlan& plan);

}  // namespace kebao::inquiry
