#pragma once

#include <vector>

#include "analysis/risk/event_load.h"
#include "app/session.h"
#include "base/problem.h"
#include "metrics/query.h"

namespace kebao::app {

/// Known events with an end, by whole local days, from four years before the context's period to
/// its end, oldest first; and, in the time zone of China, its public holidays as in
/// catalog/calendars (of kind "holiday") on whose days no known event of that kind lies. Problems
/// "yaml.*".
Result<std::vector<analysis::risk::CalendarEvent>> CalendarEventsOf(
    const Session& session, const metrics::QueryContext& context);

}  // namespace kebao::app
