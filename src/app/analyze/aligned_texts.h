#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/aligned_inquiry.h"

namespace kebao::app {

/// What `kebao analyze compare` prints, for people and as JSON (docs/comparing-periods.md).
void PrintAligned(const inquiry::AlignedAnswer& answer, const MetricSession& opened,
                  Console* console);
std::string AlignedJson(const inquiry::AlignedAnswer& answer, const MetricSession& opened);

}  // namespace kebao::app
