#include "base/business_calendar.h"

#include <algorithm>
#include <limits>

namespace kebao {
namespace {

constexpr int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;
constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

bool Contains(const std::vector<LocalDay>& sorted_days, LocalDay day) {
  return std::binary_search(sorted_days.begin(), sorted_days.end(), day);
}

const std::vector<OpeningHours>& HoursOf(const BusinessCalendarSpec& spec, LocalDay day) {
  static const std::vector<OpeningHours> kClosed;
  if (Contains(spec.makeup_workdays, day)) return spec.makeup;
  if (Contains(spec.holidays, day)) return kClosed;
  return spec.weekly[WeekdayOf(day) - 1];
}

Instant WallClock(const BusinessCalendarSpec& spec, LocalDay day, int32_t minute) {
  return spec.zone.ToInstant(LocalTime{day.days * kMicrosPerDay + minute * kMicrosPerMinute});
}

/// The day before the first one counts too: its last shift may reach into the range.
std::vector<InstantRange> OpenRanges(const BusinessCalendarSpec& spec, LocalDay first,
                                     LocalDay limit) {
  std::vector<InstantRange> open;
  for (LocalDay day{first.days - 1}; day < limit; ++day.days) {
    for (const OpeningHours& hours : HoursOf(spec, day)) {
      open.push_back(
          {WallClock(spec, day, hours.start_minute), WallClock(spec, day, hours.end_minute)});
    }
  }
  std::sort(open.begin(), open.end(),
            [](const InstantRange& a, const InstantRange& b) { return a.start < b.start; });
  return open;
}

}  // namespace

BusinessCalendar::BusinessCalendar(const BusinessCalendarSpec& spec) : name_(spec.name) {
  KEBAO_ASSERT(spec.first_year <= spec.last_year);
  const LocalDay first = DayFromCivil({spec.first_year, 1, 1});
  const LocalDay limit = DayFromCivil({spec.last_year + 1, 1, 1});
  range_ = {spec.zone.StartOf(first), spec.zone.StartOf(limit)};
  for (const InstantRange& open : OpenRanges(spec, first, limit)) {
    const int64_t start = std::max(open.start, range_.start).micros;
    const int64_t end = std::min(open.end, range_.end).micros;
    if (start >= end) continue;  // outside the range, or an hour that the clocks skipped
    if (!intervals_.empty() && start <= intervals_.back().end) {
      intervals_.back().end = std::max(intervals_.back().end, end);
    } else {
      intervals_.push_back({start, end, 0});
    }
  }
  AddUpOpenTime();
  IndexSlots();
}

void BusinessCalendar::AddUpOpenTime() {
  int64_t open = 0;
  for (Interval& interval : intervals_) {
    interval.open_before = open;
    open += interval.end - interval.start;
  }
  intervals_.push_back({kNever, kNever, open});
}

void BusinessCalendar::IndexSlots() {
  uint32_t interval = 0;
  for (int64_t at = range_.start.micros; at < range_.end.micros; at += kMicrosPerDay) {
    while (intervals_[interval].end <= at) ++interval;
    first_interval_of_slot_.push_back(interval);
  }
}

std::optional<int64_t> BusinessCalendar::OpenSecondsBetween(Instant start, Instant end) const {
  if (!Covers(start) || !Covers(end)) return std::nullopt;
  return SecondsBetween(Instant{OpenMicrosUntil(start)}, Instant{OpenMicrosUntil(end)});
}

std::vector<InstantRange> BusinessCalendar::IntervalsIn(InstantRange range) const {
  std::vector<InstantRange> found;
  for (const Interval& interval : intervals_) {
    if (interval.start == kNever) break;
    if (interval.start < range.start.micros || interval.start >= range.end.micros) continue;
    found.push_back({Instant{interval.start}, Instant{interval.end}});
  }
  return found;
}

const BusinessCalendar* BusinessCalendars::Find(std::string_view name) const {
  const auto found =
      std::find_if(calendars_.begin(), calendars_.end(),
                   [&](const BusinessCalendar& calendar) { return calendar.name() == name; });
  return found == calendars_.end() ? nullptr : &*found;
}

namespace {

bool Names(const std::vector<std::string>& wanted, const std::string* name) {
  if (wanted.empty()) return true;
  return name != nullptr && std::find(wanted.begin(), wanted.end(), *name) != wanted.end();
}

const std::string* NameInSlot(std::span<const std::string> names, size_t slot) {
  return slot == 0 ? nullptr : &names[slot - 1];
}

const BusinessCalendar* FirstFit(const BusinessCalendars& calendars, const std::string* team,
                                 const std::string* channel) {
  for (const BusinessCalendars::Rule& rule : calendars.rules()) {
    if (!Names(rule.teams, team) || !Names(rule.channels, channel)) continue;
    if (rule.calendar == BusinessCalendars::kNoCalendar) return nullptr;
    return &calendars.calendars()[static_cast<size_t>(rule.calendar)];
  }
  return nullptr;
}

}  // namespace

CalendarAssignment::CalendarAssignment(const BusinessCalendars& calendars,
                                       std::span<const std::string> team_names,
                                       std::span<const std::string> channel_names)
    : teams_(team_names.size()), channels_(channel_names.size()) {
  table_.reserve((teams_ + 1) * (channels_ + 1));
  for (size_t team = 0; team <= teams_; ++team) {
    for (size_t channel = 0; channel <= channels_; ++channel) {
      table_.push_back(
          FirstFit(calendars, NameInSlot(team_names, team), NameInSlot(channel_names, channel)));
    }
  }
}

}  // namespace kebao
