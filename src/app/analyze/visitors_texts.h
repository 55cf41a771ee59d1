#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/visitors_inquiry.h"

namespace kebao::app {

/// What `kebao analyze visitors` prints, for people and as JSON (docs/visitors.md).
void PrintVisitors(const inquiry::VisitorsAnswer& answer, const inquiry::VisitorsPlan& plan,
                   const MetricSession& opened, Console* console);
std::string VisitorsJson(const inquiry::VisitorsAnswer& answer, const MetricSession& opened);
/// The text of a code; empty: not stated.
std::string TextOfCode(const std::vector<std::string>& texts, int32_t code);

}  // namespace kebao::app
