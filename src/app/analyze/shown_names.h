#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "app/metric_session.h"
#include "inquiry/asked_metrics.h"

namespace kebao::app {

/// For whom an analysis is: which rows, and by which names.
struct ShownNames {
  metrics::QueryContext context;  // of a department: its issue types only
  inquiry::AskedMetrics asked;    // whose answers hold no name that must not be seen
  /// The same names for texts that no answer holds: titles of events, filters of a plan.
  std::function<std::string(const std::string&)> shown_text;
  std::function<metrics::Filter(const metrics::Filter&)> shown_filter;
};
/// An empty audience changes nothing. `opened` must outlive the result. Problems: those of
/// audiences, and "cli.analyze_audience" {audience, dimension} where it must not see what is told
/// by one of `dimensions`.
Result<ShownNames> ShownNamesFor(const std::string& audience,
                                 const std::vector<std::string>& dimensions, MetricSession* opened,
                                 const Texts& texts);

/// Codes of agents.
std::set<int64_t> BotsOf(const engine::Directory& directory);
/// Codes of a dimension that are nobody: bots among agents.
std::set<int64_t> NobodiesOf(const std::string& dimension, const MetricSession& opened);

}  // namespace kebao::app
