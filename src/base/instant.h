#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kebao {

inline constexpr int64_t kMicrosPerSecond = 1'000'000;
inline constexpr int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

/// A point in time: microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  int64_t micros = 0;
  auto operator<=>(const Instant&) const = default;
};

/// A calendar day in some zone: days since 1970-01-01 (proleptic Gregorian).
struct LocalDay {
  int32_t days = 0;
  auto operator<=>(const LocalDay&) const = default;
};

/// Wall-clock time without a zone: microseconds since 1970-01-01T00:00:00 of the wall clock.
struct LocalTime {
  int64_t micros = 0;
  auto operator<=>(const LocalTime&) const = default;
  LocalDay day() const;
};

/// Half-open: start included, end excluded.
struct InstantRange {
  Instant start;
  Instant end;
  bool operator==(const InstantRange&) const = default;
};

struct CivilDay {
  int year = 1970;
  int month = 1;
  int day = 1;
};

LocalDay DayFromCivil(CivilDay civil);
CivilDay CivilFromDay(LocalDay day);
/// 1 = Monday … 7 = Sunday (ISO 8601).
int WeekdayOf(LocalDay day);
bool IsValid(CivilDay civil);

/// "2016-03-31"; nullopt for anything else, impossible dates included.
std::optional<LocalDay> ParseDay(std::string_view text);
std::string FormatDay(LocalDay day);
/// "2016-03-31T08:00:00Z", with microseconds only where there are any.
std::string FormatInstantUtc(Instant instant);
/// Whole seconds from a to b, rounded towards minus infinity.
int64_t SecondsBetween(Instant a, Instant b);

}  // namespace kebao
