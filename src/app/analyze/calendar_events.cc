#include "app/analyze/calendar_events.h"

#include <algorithm>
#include <filesystem>

#include "app/analyze/holidays.h"

namespace kebao::app {
namespace {

using analysis::risk::CalendarEvent;

constexpr int kYearsOfEvents = 4;
constexpr int kDaysOfYear = 366;
constexpr const char* kHoliday = "holiday";
constexpr const char* kZoneOfHolidays = "Asia/Shanghai";  // whose public holidays the catalogue has

void AddKnown(const Session& session, const metrics::QueryContext& context, LocalDay first,
              std::vector<CalendarEvent>* events) {
  for (const engine::KnownEvent& event : session.warehouse().KnownEvents(
           {context.zone.StartOf(first), context.zone.StartOf(context.period.limit)})) {
    if (!event.ended_at || *event.ended_at <= event.started_at) continue;
    const LocalDay last = context.zone.DayOf(Instant{event.ended_at->micros - 1});
    events->push_back(
        {event.title, event.kind, context.zone.DayOf(event.started_at), LocalDay{last.days + 1}});
  }
}

/// Days of one name that follow each other are one holiday.
void AddDay(LocalDay day, const std::string& name, std::vector<CalendarEvent>* holidays) {
  if (!holidays->empty() && holidays->back().name == name && holidays->back().limit == day) {
    ++holidays->back().limit.days;
  } else {
    holidays->push_back({name, kHoliday, day, LocalDay{day.days + 1}});
  }
}

Result<std::vector<CalendarEvent>> PublicHolidays(const Definitions& definitions, int first_year,
                                                  int last_year) {
  std::vector<CalendarEvent> holidays;
  for (int year = first_year; year <= last_year; ++year) {
    const std::string of_year = std::to_string(year) + ".yaml";
    const auto file = definitions.UsersOrShipped("calendars/holidays-cn", of_year.c_str());
    if (!std::filesystem::exists(file)) continue;
    KEBAO_TRY(const std::vector<analysis::NamedDay> days, LoadHolidaysOfYear(file));
    for (const analysis::NamedDay& day : days)
      if (!day.is_makeup) AddDay(day.day, day.name, &holidays);
  }
  return holidays;
}

bool Overlap(const CalendarEvent& a, const CalendarEvent& b) {
  return a.first < b.limit && b.first < a.limit;
}

}  // namespace

Result<std::vector<CalendarEvent>> CalendarEventsOf(const Session& session,
                                                    const metrics::QueryContext& context) {
  const LocalDay first{context.period.first.days - kYearsOfEvents * kDaysOfYear};
  std::vector<CalendarEvent> events;
  AddKnown(session, context, first, &events);
  const size_t known = events.size();
  if (context.zone.name() != kZoneOfHolidays) return events;
  KEBAO_TRY(const auto holidays, PublicHolidays(session.definitions(), CivilFromDay(first).year,
                                                CivilFromDay(context.period.limit).year));
  for (const CalendarEvent& holiday : holidays) {
    const bool is_known =
        std::any_of(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(known),
                    [&](const CalendarEvent& event) {
                      return event.kind == kHoliday && Overlap(event, holiday);
                    });
    if (!is_known && holiday.first < context.period.limit) events.push_back(holiday);
  }
  std::ranges::stable_sort(events, {}, &CalendarEvent::first);
  return events;
}

}  // namespace kebao::app
