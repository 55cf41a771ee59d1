#pragma once

#include "document/document.h"
#include "metrics/query.h"

namespace kebao::report {

void AddPoint(const document::Figure& figure, document::Series* series);
/// A place of the axis without a value.
void AddGap(document::Series* series);
/// A number that is no answer of a query: without cases, a numerator or an interval.
metrics::Value Plain(double value);

}  // namespace kebao::report
