#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/problem.h"
#include "base/time_zone.h"

namespace kebao::cases {

/// How the times of a case are written: the day and the zone are stated once.
struct CaseClock {
  LocalDay day;
  TimeZone zone = TimeZone::Utc();
};

/// "09:00", "09:00:05", "+1 09:00" (the day after the case's), "2016-03-15 09:00",
/// "2016-03-15T09:00:00+08:00". Nullopt if the text is no time.
std::optional<Instant> ParseCaseTime(std::string_view text, const CaseClock& clock);

/// Cuts the time that a line begins with; `rest` is what follows.
std::optional<Instant> TakeCaseTime(std::string_view* rest, const CaseClock& clock);

}  // namespace kebao::cases
