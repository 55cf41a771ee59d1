#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inquiry/process_inquiry.h"

namespace kebao::inquiry {

/// The parts of AskForProcess.

struct ProcessAsked {
  const AskedMetrics& asked;
  metrics::QueryContext context;  // with what is compared against
  const ProcessPlan& plan;
  bool is_usual = false;  // the days before, more of them than in the period
};

/// Whether a metric can be grouped by a dimension.
bool HasDimension(const ProcessAsked& asked, const metrics::MetricSpec& metric,
                  const std::string& dimension);
/// Those of `dimensions` that the metric has, without `but`.
std::vector<std::string> DimensionsAmong(const ProcessAsked& asked,
                                         const metrics::MetricSpec& metric,
                                         const std::vector<std::string>& dimensions,
                                         const std::string& but = "");

Result<std::optional<StagesAnswer>> AskForStages(const ProcessAsked& asked);
Result<DelayAnswer> AskForDelay(const ProcessAsked& asked);
Result<BottleneckAnswer> AskForBottlenecks(const ProcessAsked& asked);
/// `answer` gets both flows.
Result<void> AskForFlows(const ProcessAsked& asked, ProcessAnswer* answer);
Result<std::optional<PeakAnswer>> AskForPeaks(const ProcessAsked& asked,
                                              std::optional<CoveredDays> covered);

}  // namespace kebao::inquiry
