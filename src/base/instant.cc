#include "base/instant.h"

#include <date/date.h>
#include <fmt/format.h>

#include <charconv>

namespace kebao {
namespace {

int64_t FloorDivide(int64_t a, int64_t b) {
  const int64_t quotient = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? quotient - 1 : quotient;
}

std::optional<int> ParseDigits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-')
    return std::nullopt;
  return value;
}

}  // namespace

LocalDay LocalTime::day() const {
  return LocalDay{static_cast<int32_t>(FloorDivide(micros, kMicrosPerDay))};
}

LocalDay DayFromCivil(CivilDay civil) {
  const date::sys_days days = date::year{civil.year} / civil.month / civil.day;
  return LocalDay{static_cast<int32_t>(days.time_since_epoch().count())};
}

CivilDay CivilFromDay(LocalDay day) {
  const date::year_month_day civil{date::sys_days{date::days{day.days}}};
  return {int{civil.year()}, static_cast<int>(unsigned{civil.month()}),
          static_cast<int>(unsigned{civil.day()})};
}

int WeekdayOf(LocalDay day) {
  return static_cast<int>(date::weekday{date::sys_days{date::days{day.days}}}.iso_encoding());
}

bool IsValid(CivilDay civil) {
  return civil.month >= 1 && civil.month <= 12 && civil.day >= 1 &&
         (date::year{civil.year} / civil.month / civil.day).ok();
}

std::optional<LocalDay> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = ParseDigits(text.substr(0, 4));
  const auto month = ParseDigits(text.substr(5, 2));
  const auto day = ParseDigits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const CivilDay civil{*year, *month, *day};
  if (!IsValid(civil)) return std::nullopt;
  return DayFromCivil(civil);
}

std::string FormatDay(LocalDay day) {
  const CivilDay civil = CivilFromDay(day);
  return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

std::string FormatInstantUtc(Instant instant) {
  const int64_t days = FloorDivide(instant.micros, kMicrosPerDay);
  const int64_t rest = instant.micros - days * kMicrosPerDay;
  const int64_t seconds = rest / kMicrosPerSecond;
  const int64_t micros = rest % kMicrosPerSecond;
  std::string text =
      fmt::format("{}T{:02}:{:02}:{:02}", FormatDay(LocalDay{static_cast<int32_t>(days)}),
                  seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (micros != 0) text += fmt::format(".{:06}", micros);
  return text + "Z";
}

int64_t SecondsBetween(Instant a, Instant b) {
  return FloorDivide(b.micros - a.micros, kMicrosPerSecond);
}

}  // namespace kebao
