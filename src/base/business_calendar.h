#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/problem.h"
#include "base/time_zone.h"

namespace kebao {

/// Opening hours of one day: minutes after local midnight. `end` may lie past 24:00 (1440): the
/// shift then ends on the next day, and belongs to the day on which it began.
struct OpeningHours {
  int32_t start_minute = 0;
  int32_t end_minute = 0;
};

/// What a calendar is made from, as written in catalog/calendars.
struct BusinessCalendarSpec {
  std::string name;
  TimeZone zone = TimeZone::Utc();
  int first_year = 1970;
  int last_year = 2099;
  std::vector<OpeningHours> weekly[7];    // Monday first
  std::vector<OpeningHours> makeup;       // hours of a weekend day that is worked (调休)
  std::vector<LocalDay> holidays;         // sorted; closed
  std::vector<LocalDay> makeup_workdays;  // sorted; open with `makeup` hours; wins over a holiday
};

/// The open time of an organisation as sorted intervals with prefix sums, so that the open time
/// between two instants is B(end) − B(start). Immutable, thread-safe, a look-up is O(1).
class BusinessCalendar {
 public:
  /// Hours are wall-clock times of the spec's zone; an hour that the clocks skip or repeat is
  /// counted as it really passed. Overlapping hours count once.
  explicit BusinessCalendar(const BusinessCalendarSpec& spec);

  const std::string& name() const { return name_; }
  /// The years that the calendar describes. Outside, nothing is known: callers must answer null.
  InstantRange range() const { return range_; }
  bool Covers(Instant at) const { return range_.start <= at && at < range_.end; }
  /// B(at): open microseconds from the start of the range to `at`. `at` must be covered.
  int64_t OpenMicrosUntil(Instant at) const {
    const auto slot = static_cast<size_t>((at.micros - range_.start.micros) / kMicrosPerDay);
    size_t interval = first_interval_of_slot_[slot];
    while (intervals_[interval].end <= at.micros) ++interval;  // ends at the sentinel
    const Interval& next = intervals_[interval];
    return next.open_before + (at.micros > next.start ? at.micros - next.start : 0);
  }
  /// Whole open seconds of [start, end); null where the calendar does not cover both. Closed
  /// throughout: 0.
  std::optional<int64_t> OpenSecondsBetween(Instant start, Instant end) const;
  /// For tests and for showing a calendar: the open intervals that begin in `range`.
  std::vector<InstantRange> IntervalsIn(InstantRange range) const;

 private:
  struct Interval {
    int64_t start;
    int64_t end;
    int64_t open_before;  // B(start)
  };
  void AddUpOpenTime();
  void IndexSlots();

  std::string name_;
  InstantRange range_;
  std::vector<Interval> intervals_;  // the last one is a sentinel that never ends
  std::vector<uint32_t>
      first_interval_of_slot_;  // by 24-hour slot: first interval that ends after its start
};

/// All calendars of the catalogue and the rules that choose one.
class BusinessCalendars {
 public:
  struct Rule {
    std::vector<std::string> teams;     // empty: every team
    std::vector<std::string> channels;  // empty: every channel
    int32_t calendar = 0;
  };
  static constexpr int32_t kNoCalendar = -1;

  BusinessCalendars() = default;
  BusinessCalendars(std::vector<BusinessCalendar> calendars, std::vector<Rule> rules,
                    uint64_t version)
      : calendars_(std::move(calendars)), rules_(std::move(rules)), version_(version) {}
  /// Reads folder/*.yaml in the order of `folders`; a later folder's calendar or assignment.yaml
  /// replaces an earlier one of the same name. Folders that are missing are skipped. Problems:
  /// "yaml.*", "zone.unknown", "calendar.hours", "calendar.day", "calendar.years",
  /// "calendar.weekday", "calendar.holidays", "calendar.unknown".
  static Result<BusinessCalendars> Load(std::span<const std::filesystem::path> folders);

  const std::vector<BusinessCalendar>& calendars() const { return calendars_; }
  const std::vector<Rule>& rules() const { return rules_; }
  const BusinessCalendar* Find(std::string_view name) const;
  /// Hash of everything loaded: a changed calendar derives business time again.
  uint64_t version() const { return version_; }

 private:
  std::vector<BusinessCalendar> calendars_;
  std::vector<Rule> rules_;
  uint64_t version_ = 0;
};

/// The rules, resolved to keys and codes: which calendar counts for (team key, channel code).
/// Immutable, thread-safe.
class CalendarAssignment {
 public:
  /// No calendar for anything.
  CalendarAssignment() = default;
  /// `team_names` by team key, `channel_names` by channel code. `calendars` must outlive this.
  CalendarAssignment(const BusinessCalendars& calendars, std::span<const std::string> team_names,
                     std::span<const std::string> channel_names);
  /// Keys and codes beyond the given names, and negative ones (unknown), fit only rules without
  /// names.
  const BusinessCalendar* Find(int32_t team, int32_t channel) const {
    if (table_.empty()) return nullptr;
    return table_[SlotOf(team, teams_) * (channels_ + 1) + SlotOf(channel, channels_)];
  }

 private:
  /// Slot 0 stands for "unknown".
  static size_t SlotOf(int32_t key, size_t count) {
    const auto index = static_cast<size_t>(static_cast<uint32_t>(key));
    return index < count ? index + 1 : 0;
  }
  size_t teams_ = 0;
  size_t channels_ = 0;
  std::vector<const BusinessCalendar*> table_;
};

}  // namespace kebao
