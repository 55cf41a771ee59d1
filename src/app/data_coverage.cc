#include "app/data_coverage.h"

#include <algorithm>

namespace kebao::app {
namespace {

/// The longest run of holidays that anybody has; beyond it the calendar says too little.
constexpr int kMostClosedDays = 31;

bool IsAmong(const std::string& source, const std::vector<std::string>& sources) {
  return sources.empty() || std::find(sources.begin(), sources.end(), source) != sources.end();
}

bool HasNoOpenTime(const BusinessCalendar& calendar, Instant start, Instant end) {
  return calendar.Covers(start) && calendar.Covers(end) &&
         calendar.OpenSecondsBetween(start, end) == 0;
}

bool IsClosedOn(LocalDay day, const TimeZone& zone, const BusinessCalendars& calendars) {
  const Instant start = zone.StartOf(day);
  const Instant end = zone.StartOf({day.days + 1});
  const auto& rules = calendars.rules();
  return !rules.empty() && std::ranges::all_of(rules, [&](const BusinessCalendars::Rule& rule) {
    return rule.calendar != BusinessCalendars::kNoCalendar &&
           HasNoOpenTime(calendars.calendars()[static_cast<size_t>(rule.calendar)], start, end);
  });
}

/// Closed days in a row from the day after `day` on, towards `step` (1 or -1).
int ClosedDaysBeside(LocalDay day, int step, const TimeZone& zone,
                     const BusinessCalendars& calendars) {
  int closed = 0;
  while (closed < kMostClosedDays) {
    day.days += step;
    if (!IsClosedOn(day, zone, calendars)) break;
    ++closed;
  }
  return closed;
}

}  // namespace

std::optional<report::DataCoverage> CoverageOf(const engine::Warehouse& warehouse,
                                               const std::vector<std::string>& sources,
                                               const TimeZone& zone,
                                               const BusinessCalendars& calendars) {
  std::optional<report::DataCoverage> coverage;
  for (const engine::SourceSummary& source : warehouse.Sources()) {
    if (!source.first_opened || !IsAmong(source.name, sources)) continue;
    const LocalDay first = zone.DayOf(*source.first_opened);
    const LocalDay last = zone.DayOf(*source.last_opened);
    if (!coverage) coverage = {first, last};
    coverage->first = std::min(coverage->first, first);
    coverage->last = std::max(coverage->last, last);
  }
  if (coverage) {
    coverage->closed_days_before = ClosedDaysBeside(coverage->first, -1, zone, calendars);
    coverage->closed_days_after = ClosedDaysBeside(coverage->last, 1, zone, calendars);
  }
  return coverage;
}

}  // namespace kebao::app
