#pragma once

#include <span>
#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/recurring_inquiry.h"

namespace kebao::app {

/// What `kebao analyze recurring` prints, for people and as JSON (docs/recurring-problems.md).
/// `events`: those that the request had.
void PrintRecurring(const inquiry::RecurringAnswer& answer,
                    const inquiry::RecurringRequest& request, const MetricSession& opened,
                    Console* console);
std::string RecurringJson(const inquiry::RecurringAnswer& answer,
                          const inquiry::RecurringRequest& request, const MetricSession& opened);

/// "none", "rising", "falling".
const char* NameOf(analysis::recurring::Recurring::Trend trend);

}  // namespace kebao::app
