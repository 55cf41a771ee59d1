#include "base/fuzzed_times.h"

#include <algorithm>
#include <cmath>

#include "base/duration_text.h"
#include "base/time_format.h"

namespace kebao::fuzzed {
namespace {

constexpr DurationForm kForms[] = {
    DurationForm::kAuto,         DurationForm::kSeconds,     DurationForm::kMinutes,
    DurationForm::kMilliseconds, DurationForm::kHours,       DurationForm::kDays,
    DurationForm::kClock,        DurationForm::kMinuteClock, DurationForm::kWords};

void CheckTime(const TimeFormat& format, std::string_view text) {
  static const TimeZone zone = TimeZone::Find("Europe/Rome").value();
  const auto written = format.Parse(text);
  const auto instant = TimeReader({format}, zone).Read(text);
  KEBAO_ASSERT(written || !instant);
  if (instant) KEBAO_ASSERT(!FormatInstantUtc(*instant).empty());
}

void CheckDuration(std::string_view text) {
  for (const DurationForm form : kForms) {
    if (const auto seconds = ParseDuration(text, form)) KEBAO_ASSERT(std::isfinite(*seconds));
  }
}

}  // namespace

void Time(std::string_view input) {
  const size_t end = std::min(input.find('\n'), input.size());
  const std::string_view text = input.substr(std::min(end + 1, input.size()));
  CheckDuration(text);
  if (const auto format = TimeFormat::Compile(input.substr(0, end), "fuzz")) {
    CheckTime(*format, text);
  }
}

}  // namespace kebao::fuzzed
