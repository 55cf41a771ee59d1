#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/problem.h"

namespace date {
class time_zone;
}

namespace kebao {

/// From `from` on, local time = UTC + offset_seconds.
struct ZoneStep {
  Instant from;
  int32_t offset_seconds = 0;
};

/// An IANA zone; the only place in Kebao where instants and wall clocks meet. Cheap to copy;
/// thread-safe.
class TimeZone {
 public:
  /// Problem "zone.unknown" for a name that the tz database does not have.
  static Result<TimeZone> Find(std::string_view name);
  static TimeZone Utc();

  const std::string& name() const { return name_; }
  int32_t OffsetSecondsAt(Instant instant) const;
  LocalTime ToLocal(Instant instant) const;
  /// A wall clock that occurs twice means the earlier instant; one that is skipped, the instant of
  /// the change.
  Instant ToInstant(LocalTime local) const;
  /// The first instant of the day (not always local midnight).
  Instant StartOf(LocalDay day) const;
  LocalDay DayOf(Instant instant) const { return ToLocal(instant).day(); }
  /// The offsets in force over [range.start, range.end), in order; the first step begins at
  /// range.start.
  std::vector<ZoneStep> StepsIn(InstantRange range) const;

 private:
  TimeZone(std::string name, const date::time_zone* zone) : name_(std::move(name)), zone_(zone) {}
  std::string name_;
  const date::time_zone* zone_;
};

}  // namespace kebao
