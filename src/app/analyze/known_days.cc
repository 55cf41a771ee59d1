#include "app/analyze/known_days.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/data_coverage.h"

namespace kebao::app {
namespace {

constexpr int kYearsOfNamedDays = 4;
constexpr int kDaysOfYear = 366;

}  // namespace

std::optional<inquiry::CoveredDays> CoveredBy(const Session& session,
                                              const metrics::QueryContext& context) {
  const auto coverage = CoverageOf(session.warehouse(), context.sources, context.zone,
                                   session.definitions().calendars);
  if (!coverage) return std::nullopt;
  const LocalDay limit = {coverage->last.days + coverage->closed_days_after + 1};
  return inquiry::CoveredDays{{coverage->first.days - coverage->closed_days_before},
                              std::min(limit, context.zone.DayOf(context.report_time))};
}

std::vector<analysis::NamedDay> NamedDaysOf(const Session& session,
                                            const metrics::QueryContext& context,
                                            const std::vector<std::string>& kinds,
                                            DaysOfEvent alike) {
  const LocalDay first{context.period.first.days - kYearsOfNamedDays * kDaysOfYear};
  std::vector<analysis::NamedDay> days;
  for (const engine::KnownEvent& event : session.warehouse().KnownEvents(
           {context.zone.StartOf(first), context.zone.StartOf(context.period.limit)})) {
    if (!event.ended_at || std::ranges::find(kinds, event.kind) == kinds.end()) continue;
    const LocalDay last = context.zone.DayOf(Instant{event.ended_at->micros - 1});
    const LocalDay start = context.zone.DayOf(event.started_at);
    for (LocalDay day = start; day <= last; ++day.days) {
      const bool is_own = alike == DaysOfEvent::kEachItsOwn;
      days.push_back(
          {day, is_own ? fmt::format("{} {}", event.title, day.days - start.days + 1) : event.title,
           false});
    }
  }
  return days;
}

std::vector<analysis::KnownEvent> EventsOf(const Session& session,
                                           const metrics::QueryContext& context) {
  const LocalDay first = std::min(context.comparison->first, context.period.first);
  const LocalDay limit = std::max(context.comparison->limit, context.period.limit);
  return EventsWithin(session, context, first, limit);
}

std::vector<analysis::KnownEvent> EventsWithin(const Session& session,
                                               const metrics::QueryContext& context, LocalDay first,
                                               LocalDay limit) {
  std::vector<analysis::KnownEvent> events;
  for (const engine::KnownEvent& event :
       session.warehouse().KnownEvents({context.zone.StartOf(first), context.zone.StartOf(limit)}))
    events.push_back({event.title, event.kind, event.started_at, event.ended_at, {}});
  return events;
}

}  // namespace kebao::app
