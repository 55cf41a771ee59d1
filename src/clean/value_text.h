#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/instant.h"

namespace kebao::clean {

/// A number as people and exports write it: sign, thousands separators (comma, blank, apostrophe
/// between groups of three), decimal point, exponent, a leading currency sign (¥ ￥ $ € £), a
/// trailing % (divides by 100). "1,5" is refused: it may mean 1.5.
std::optional<double> ParseNumber(std::string_view text);
/// A whole number of the same forms; "12.0" too. nullopt beyond 64 bits or with a fraction.
std::optional<int64_t> ParseInteger(std::string_view text);
/// true/false, yes/no, y/n, t/f, on/off, 1/0, 是/否, 有/无, 对/错; any capitals.
std::optional<bool> ParseBoolean(std::string_view text);

/// Times that a customer-service record cannot have: before 1990, or more than a day after the
/// report's time (clocks differ, time zones are mistaken, but not by more).
struct PlausibleTimes {
  Instant earliest{631'152'000 * kMicrosPerSecond};
  Instant latest{4'102'444'800 * kMicrosPerSecond};  // 2100-01-01 until the report's time is known
  static PlausibleTimes UpTo(Instant report_time);
  bool Has(Instant at) const { return earliest <= at && at <= latest; }
};

}  // namespace kebao::clean
