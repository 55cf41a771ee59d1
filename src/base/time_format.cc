#include "base/time_format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/time_pattern.h"

namespace kebao {
namespace {

constexpr int64_t kExcelEpochDays = 25569;  // 1970-01-01 in Excel's 1900 system
constexpr std::string_view kRfc2822Pattern = "[EEE, ]d MMM yyyy H:mm[:ss] X[ (z)]";
// What `auto` takes beside ISO and epochs: the year stands first, so day and month cannot be
// mistaken.
constexpr std::array<std::string_view, 4> kYearFirst = {
    "yyyy/M/d[ H:mm[:ss[.S]]][ X]", "yyyy.M.d[ H:mm[:ss]]", "yyyy年M月d日[ H:mm[:ss]]",
    "yyyy-M-d[ H:mm[:ss[.S]]][ X]"};

std::optional<WrittenTime> FromEpoch(std::string_view text, double micros_per_unit) {
  const std::optional<double> value = ParsePlainDecimal(text);
  if (!value || std::abs(*value * micros_per_unit) > 9e17) return std::nullopt;
  // Seconds and their fraction apart: a double holds no microseconds of 1.7e9 seconds exactly
  // otherwise.
  const double whole = std::floor(*value);
  const double fraction = *value - whole;
  const int64_t micros = static_cast<int64_t>(whole) * static_cast<int64_t>(micros_per_unit) +
                         std::llround(fraction * micros_per_unit);
  return WrittenTime{LocalTime{micros}, 0, {}};
}

std::optional<WrittenTime> FromExcel(std::string_view text) {
  const std::optional<double> value = ParsePlainDecimal(text);
  if (!value || *value < 1 || *value > 2'958'466) return std::nullopt;
  // Excel keeps milliseconds at best: rounding undoes the binary fraction's 8:59:59.9999.
  const int64_t millis = std::llround((*value - kExcelEpochDays) * 86'400'000.0);
  return WrittenTime{LocalTime{millis * 1000}, std::nullopt, {}};
}

std::optional<WrittenTime> FromAuto(std::string_view text) {
  if (auto iso = ParseIsoTime(text)) return iso;
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool is_number = digits == text.size() || (digits > 0 && ParsePlainDecimal(text));
  if (is_number && digits == 10) return FromEpoch(text, 1e6);
  if (is_number && digits == 13) return FromEpoch(text, 1e3);
  if (is_number && digits == 16) return FromEpoch(text, 1);
  for (const std::string_view pattern : kYearFirst) {
    if (auto written = MatchTimePattern(pattern, text)) return written;
  }
  return std::nullopt;
}

}  // namespace

Result<TimeFormat> TimeFormat::Compile(std::string_view pattern, const std::string& place) {
  using enum Kind;
  constexpr std::array<std::pair<std::string_view, Kind>, 7> kNames = {{{"iso", kIso},
                                                                        {"auto", kAuto},
                                                                        {"epoch_seconds", kSeconds},
                                                                        {"epoch_millis", kMillis},
                                                                        {"epoch_micros", kMicros},
                                                                        {"excel", kExcel},
                                                                        {"rfc2822", kRfc2822}}};
  TimeFormat format;
  format.pattern_ = pattern;
  for (const auto& [name, kind] : kNames) {
    if (name != pattern) continue;
    format.kind_ = kind;
    return format;
  }
  if (!IsTimePattern(pattern)) {
    return MakeProblem("time.pattern", place, {{"pattern", std::string(pattern)}});
  }
  return format;
}

std::optional<WrittenTime> TimeFormat::Parse(std::string_view text) const {
  switch (kind_) {
    case Kind::kPattern:
      return MatchTimePattern(pattern_, text);
    case Kind::kIso:
      return ParseIsoTime(text);
    case Kind::kAuto:
      return FromAuto(text);
    case Kind::kSeconds:
      return FromEpoch(text, 1e6);
    case Kind::kMillis:
      return FromEpoch(text, 1e3);
    case Kind::kMicros:
      return FromEpoch(text, 1);
    case Kind::kExcel:
      return FromExcel(text);
    case Kind::kRfc2822:
      return MatchTimePattern(kRfc2822Pattern, text);
  }
  return std::nullopt;
}

TimeReader::TimeReader(std::vector<TimeFormat> formats, TimeZone zone)
    : formats_(std::move(formats)), zone_(std::move(zone)) {}

std::optional<Instant> TimeReader::Read(std::string_view text) {
  if (text != last_text_) {
    last_ = ReadAnew(text);
    last_text_.assign(text);
  }
  return last_;
}

std::optional<Instant> TimeReader::ReadAnew(std::string_view text) {
  for (const TimeFormat& format : formats_) {
    if (const auto written = format.Parse(text)) return ToInstant(*written);
  }
  return std::nullopt;
}

Instant TimeReader::ToInstant(const WrittenTime& written) {
  if (written.offset_seconds) {
    return Instant{written.local.micros - *written.offset_seconds * kMicrosPerSecond};
  }
  if (!written.zone_name.empty()) {
    const Result<TimeZone> named = TimeZone::Find(written.zone_name);
    if (named) return named->ToInstant(written.local);
  }
  return FromWallClock(written.local);
}

Instant TimeReader::FromWallClock(LocalTime local) {
  if (local.micros < known_from_ || local.micros >= known_to_) RememberOffsetAround(local);
  if (local.micros < known_from_ || local.micros >= known_to_) return zone_.ToInstant(local);
  return Instant{local.micros - known_offset_micros_};
}

/// A step's local times are certain from a day after it began until a day before the next one
/// begins: no zone's offset moves by a day at once, save once in Samoa, where the margin still
/// keeps us on the safe side.
void TimeReader::RememberOffsetAround(LocalTime local) {
  constexpr int64_t kReach = 400 * kMicrosPerDay;
  const Instant about = zone_.ToInstant(local);
  const InstantRange range{Instant{about.micros - kReach}, Instant{about.micros + kReach}};
  const std::vector<ZoneStep> steps = zone_.StepsIn(range);
  const auto next =
      std::upper_bound(steps.begin(), steps.end(), about,
                       [](Instant at, const ZoneStep& step) { return at < step.from; });
  const ZoneStep& step = *std::prev(next);
  const Instant end = next == steps.end() ? range.end : next->from;
  known_offset_micros_ = step.offset_seconds * kMicrosPerSecond;
  known_from_ = step.from.micros + known_offset_micros_ + 2 * kMicrosPerDay;
  known_to_ = end.micros + known_offset_micros_ - 2 * kMicrosPerDay;
}

}  // namespace kebao
