#include "app/local_minute.h"

#include <fmt/format.h>

namespace kebao::app {

std::string LocalMinute(Instant at, const TimeZone& zone) {
  const LocalTime local = zone.ToLocal(at);
  const int64_t seconds = (local.micros - local.day().days * kMicrosPerDay) / kMicrosPerSecond;
  return fmt::format("{} {:02}:{:02}", FormatDay(local.day()), seconds / 3600, seconds / 60 % 60);
}

}  // namespace kebao::app
