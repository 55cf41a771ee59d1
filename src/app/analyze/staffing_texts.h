#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/staffing_balance.h"
#include "inquiry/staffing_inquiry.h"

namespace kebao::app {

/// What `kebao analyze staffing` prints, for people and as JSON (docs/staffing.md).

void PrintStaffing(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan,
                   const MetricSession& opened, Console* console);
std::string StaffingJson(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan,
                         const MetricSession& opened);

/// "2026-01-03 14:30", of the place among the period's half hours.
std::string HalfHourOf(const inquiry::StaffingAnswer& answer, size_t half_hour);

}  // namespace kebao::app
