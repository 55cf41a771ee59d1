#include "base/time_zone.h"

#include <date/tz.h>

#include <chrono>

namespace kebao {
namespace {

using SysMicros = date::sys_time<std::chrono::microseconds>;
using LocalMicros = date::local_time<std::chrono::microseconds>;

SysMicros ToSys(Instant instant) { return SysMicros{std::chrono::microseconds{instant.micros}}; }

}  // namespace

Result<TimeZone> TimeZone::Find(std::string_view name) {
  try {
    return TimeZone(std::string(name), date::locate_zone(name));
  } catch (const std::runtime_error&) {  // the library's only way to say "no such zone"
    return MakeProblem("zone.unknown", "time zone", {{"zone", std::string(name)}});
  }
}

TimeZone TimeZone::Utc() { return Find("UTC").value(); }

int32_t TimeZone::OffsetSecondsAt(Instant instant) const {
  return static_cast<int32_t>(zone_->get_info(ToSys(instant)).offset.count());
}

LocalTime TimeZone::ToLocal(Instant instant) const {
  return LocalTime{instant.micros + OffsetSecondsAt(instant) * kMicrosPerSecond};
}

Instant TimeZone::ToInstant(LocalTime local) const {
  const LocalMicros wall{std::chrono::microseconds{local.micros}};
  return Instant{zone_->to_sys(wall, date::choose::earliest).time_since_epoch().count()};
}

Instant TimeZone::StartOf(LocalDay day) const {
  return ToInstant(LocalTime{day.days * kMicrosPerDay});
}

std::vector<ZoneStep> TimeZone::StepsIn(InstantRange range) const {
  std::vector<ZoneStep> steps;
  for (Instant at = range.start; at < range.end || steps.empty();) {
    const date::sys_info info = zone_->get_info(ToSys(at));
    const auto offset = static_cast<int32_t>(info.offset.count());
    if (steps.empty() || steps.back().offset_seconds != offset) steps.push_back({at, offset});
    const int64_t next_seconds = info.end.time_since_epoch().count();
    if (next_seconds >= range.end.micros / kMicrosPerSecond + 1) break;
    at = Instant{next_seconds * kMicrosPerSecond};
  }
  return steps;
}

}  // namespace kebao
