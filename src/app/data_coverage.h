#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/business_calendar.h"
#include "base/time_zone.h"
#include "engine/warehouse.h"
#include "report/build.h"

namespace kebao::app {

/// What days the data of some sources (empty: all) cover. A day is closed when every calendar that
/// counts for some conversations is closed on it; without such calendars none is known to be.
std::optional<report::DataCoverage> CoverageOf(const engine::Warehouse& warehouse,
                                               const std::vector<std::string>& sources,
                                               const TimeZone& zone,
                                               const BusinessCalendars& calendars);

}  // namespace kebao::app
