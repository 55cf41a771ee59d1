#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/attribution/known_events.h"
#include "app/session.h"
#include "inquiry/series_inquiry.h"
#include "metrics/query.h"

namespace kebao::app {

/// What an analysis has to know of the days: which the data cover, and what was special about them.

/// Nullopt: no data. What is not over at the report time is not covered.
std::optional<inquiry::CoveredDays> CoveredBy(const Session& session,
                                              const metrics::QueryContext& context);

/// Whether all days of an event are alike. The first day of a promotion is not like its last, and
/// what is unusual must not be measured by it.
enum class DaysOfEvent { kAlike, kEachItsOwn };

/// The days of known events of these kinds, up to the end of the context's period.
std::vector<analysis::NamedDay> NamedDaysOf(const Session& session,
                                            const metrics::QueryContext& context,
                                            const std::vector<std::string>& kinds,
                                            DaysOfEvent alike);

/// The known events of the context's period, of its comparison, and of what lies between.
std::vector<analysis::KnownEvent> EventsOf(const Session& session,
                                           const metrics::QueryContext& context);
/// Those of the days [first, limit).
std::vector<analysis::KnownEvent> EventsWithin(const Session& session,
                                               const metrics::QueryContext& context, LocalDay first,
                                               LocalDay limit);

}  // namespace kebao::app
