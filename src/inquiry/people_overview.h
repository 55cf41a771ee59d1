#pragma once

#include <optional>

#include "inquiry/people_inquiry.h"

namespace kebao::inquiry {

/// What is made of several figures of people together: quadrants, the matrix, groups. Metrics of
/// the plan that are not among those compared are left out.
void LookOver(const PeoplePlan& plan, PeopleAnswer* answer);

/// Nullopt: the plan has no load, `by` is not known to it, or there is nothing to compare.
/// Problems: those of metrics.
Result<std::optional<LoadOfTeam>> AskForLoad(const AskedMetrics& asked,
                                             const metrics::QueryContext& context,
                                             const PeopleRequest& request);

}  // namespace kebao::inquiry
