#pragma once

#include <string>

#include "base/time_zone.h"

namespace kebao::app {

/// "2026-03-01 08:15" on the clock of `zone`.
std::string LocalMinute(Instant at, const TimeZone& zone);

}  // namespace kebao::app
