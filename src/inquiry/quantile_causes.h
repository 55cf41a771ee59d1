#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "inquiry/cause_inquiry.h"

namespace kebao::inquiry {

/// The change of a quantile, taken apart by the share of rows above the quantile of both periods
/// together: that share is made of parts (Kitagawa, attribution/change_parts.h), so it is searched,
/// and what is found is put back into the metric's unit by how far the quantile moved for the share
/// that moved (the recentred influence function of Firpo, Fortin and Lemieux, Econometrica 77,
/// 2009). Parts therefore sum to the change of the quantile.
///
/// Fills `search` and `breakdowns`, whose segments stand as means of the quantile of each (measure
/// kMean). Dimensions that rows do not state (hour, weekday) are left out. Result: what keeps it
/// from being searched; nullopt: nothing does. Problems: those of metrics.
Result<std::optional<analysis::Outcome>> SearchQuantile(const AskedMetrics& asked,
                                                        const metrics::QueryContext& context,
                                                        const CauseRequest& request,
                                                        const std::vector<std::string>& dimensions,
                                                        ExplainedChange* change);

}  // namespace kebao::inquiry
