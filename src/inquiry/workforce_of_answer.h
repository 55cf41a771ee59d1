#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/people/workforce.h"
#include "metrics/catalog/metric_spec.h"
#include "metrics/query.h"

namespace kebao::inquiry {

/// Answers by person and kind of work, as what people did.

/// How people are compared by a metric of its own cases; nullopt: they are not. Counts are only
/// compared by something else.
std::optional<analysis::people::Scale> ScaleOf(const metrics::MetricSpec& metric);

/// A value of a metric that has a scale, with n > 0, as work of stratum 0.
analysis::people::Work WorkOf(const metrics::MetricSpec& metric, const metrics::Value& value);

/// The same as if all cases had been looked at together.
void MergeWork(const analysis::people::Work& more, analysis::people::Work* work);

struct WorkforceFrame {
  std::set<int64_t> left_out;           // codes of the first dimension
  std::vector<int64_t> hour_bands;      // first hours
  std::vector<std::string> dimensions;  // of the answer; the first is whom it is about
};

/// One period of an answer about a metric that has a scale, by `frame.dimensions`; rows without a
/// person are nobody's work. Shares are counts again; the squares of means are taken back from
/// their intervals.
analysis::people::Workforce WorkforceOf(const metrics::MetricSpec& metric,
                                        const metrics::ResultTable& answer, bool is_of_comparison,
                                        const WorkforceFrame& frame);

/// A count by another one, matched by person and kind of work. What has no exposure is left out.
analysis::people::Workforce CountsOf(const metrics::ResultTable& events,
                                     const metrics::ResultTable& exposure, bool is_of_comparison,
                                     const WorkforceFrame& frame);

}  // namespace kebao::inquiry
