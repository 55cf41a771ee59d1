#pragma once

#include <vector>

#include "inquiry/series_inquiry.h"
#include "metrics/query.h"

namespace kebao::inquiry {

/// The last `count` periods, `last` among them, oldest first, that lie within the known days; none
/// where `last` does not.
std::vector<metrics::Period> PeriodsUntil(const metrics::Period& last, size_t count,
                                          CoveredDays known);

}  // namespace kebao::inquiry
