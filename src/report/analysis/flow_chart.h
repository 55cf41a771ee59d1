#pragma once

#include "inquiry/process_inquiry.h"
#include "report/analysis/casebook.h"

namespace kebao::report {

/// Where conversations go: a row for each origin, a column for each destination; stages in the
/// order of a life, others by falling count. Without id and title.
document::Chart FlowChartOf(const inquiry::FlowAnswer& flow, const Casebook& casebook);

}  // namespace kebao::report
