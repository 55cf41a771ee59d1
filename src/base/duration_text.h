#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kebao {

/// How a duration is written.
enum class DurationForm : uint8_t {
  kAuto,  // a clock if it has a colon, words if it has letters, else seconds
  kSeconds,
  kMilliseconds,
  kMinutes,
  kHours,
  kDays,
  kClock,        // [d ]H:mm[:ss[.fraction]]: two parts are hours and minutes
  kMinuteClock,  // m:ss
  kWords,        // "3 hours 12 minutes", "1 天 2 小时", "1d 4h"
};

/// auto, seconds, milliseconds, minutes, hours, days, clock, minute_clock, words. Problem
/// "duration.form".
Result<DurationForm> DurationFormNamed(std::string_view name, const std::string& place);

/// Seconds, negative where the text says so; nullopt where the text is not of this form.
std::optional<double> ParseDuration(std::string_view text, DurationForm form);

}  // namespace kebao
