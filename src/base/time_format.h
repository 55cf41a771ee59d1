#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/problem.h"
#include "base/time_zone.h"

namespace kebao {

/// A time as it was written: a wall clock, and the offset or zone if the text names one.
struct WrittenTime {
  LocalTime local;
  std::optional<int32_t> offset_seconds;  // given: local − offset is the instant
  std::string_view zone_name;             // "Europe/Rome"; views the parsed text
};

/// One way of writing a time. Patterns:
///   yyyy yy MM M dd d HH H hh h mm m ss s  numbers (the single letter also takes two digits); yy
///   69–99 → 19yy S…     fraction of a second     a     AM/PM/上午/下午     MMM  Jan, January EEE
///   Mon, Monday (not checked) X      +08:00, +0800, +08, Z    z     UTC, GMT, an IANA name [ … ]
///   may be absent            '…'   literal letters; other characters stand for themselves, a blank
///   for any run
/// and the names: iso, auto, rfc2822, epoch_seconds, epoch_millis, epoch_micros, excel.
/// `auto` takes what is certain: ISO forms, year-first dates with - / . 年月日, and epochs of 10,
/// 13 or 16 digits; never 3/4/2016. A date alone means its first instant. `excel` is the 1900 date
/// system's day number.
class TimeFormat {
 public:
  /// Problem "time.pattern" with {pattern}.
  static Result<TimeFormat> Compile(std::string_view pattern, const std::string& place);
  /// The whole text must match. Impossible dates (31 April) do not.
  std::optional<WrittenTime> Parse(std::string_view text) const;

 private:
  enum class Kind : uint8_t { kPattern, kIso, kAuto, kSeconds, kMillis, kMicros, kExcel, kRfc2822 };
  Kind kind_ = Kind::kPattern;
  std::string pattern_;
};

/// Reads times of one column: formats tried in order, naive times in `zone`. Remembers the zone's
/// offset around the last time, so a million rows cost no zone look-up each, and the last text, as
/// several values may be read off one column. Not thread-safe.
class TimeReader {
 public:
  TimeReader(std::vector<TimeFormat> formats, TimeZone zone);
  std::optional<Instant> Read(std::string_view text);

 private:
  std::optional<Instant> ReadAnew(std::string_view text);
  Instant ToInstant(const WrittenTime& written);
  Instant FromWallClock(LocalTime local);
  void RememberOffsetAround(LocalTime local);

  std::vector<TimeFormat> formats_;
  TimeZone zone_;
  // Wall clocks in [known_from_, known_to_) have exactly one instant, known_offset_ away.
  int64_t known_from_ = 0;
  int64_t known_to_ = 0;
  int64_t known_offset_micros_ = 0;
  std::string last_text_;  // "" gives nothing in any format
  std::optional<Instant> last_;
};

}  // namespace kebao
