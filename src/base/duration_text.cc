#include "base/duration_text.h"

#include <array>
#include <utility>

#include "base/time_pattern.h"

namespace kebao {
namespace {

constexpr std::array<std::pair<std::string_view, DurationForm>, 9> kForms = {
    {{"auto", DurationForm::kAuto},
     {"seconds", DurationForm::kSeconds},
     {"milliseconds", DurationForm::kMilliseconds},
     {"minutes", DurationForm::kMinutes},
     {"hours", DurationForm::kHours},
     {"days", DurationForm::kDays},
     {"clock", DurationForm::kClock},
     {"minute_clock", DurationForm::kMinuteClock},
     {"words", DurationForm::kWords}}};

struct Unit {
  std::string_view word;
  double seconds;
};
constexpr std::array<Unit, 38> kUnits = {{{"ms", 0.001},
                                          {"millisecond", 0.001},
                                          {"milliseconds", 0.001},
                                          {"毫秒", 0.001},
                                          {"s", 1},
                                          {"sec", 1},
                                          {"secs", 1},
                                          {"second", 1},
                                          {"seconds", 1},
                                          {"秒", 1},
                                          {"秒钟", 1},
                                          {"m", 60},
                                          {"min", 60},
                                          {"mins", 60},
                                          {"minute", 60},
                                          {"minutes", 60},
                                          {"分", 60},
                                          {"分钟", 60},
                                          {"h", 3600},
                                          {"hr", 3600},
                                          {"hrs", 3600},
                                          {"hour", 3600},
                                          {"hours", 3600},
                                          {"时", 3600},
                                          {"小时", 3600},
                                          {"个小时", 3600},
                                          {"钟头", 3600},
                                          {"d", 86400},
                                          {"day", 86400},
                                          {"days", 86400},
                                          {"天", 86400},
                                          {"日", 86400},
                                          {"w", 604800},
                                          {"wk", 604800},
                                          {"week", 604800},
                                          {"weeks", 604800},
                                          {"周", 604800},
                                          {"星期", 604800}}};

bool IsNumberChar(char c) { return (c >= '0' && c <= '9') || c == '.'; }

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

std::optional<double> SecondsOfUnit(std::string_view word) {
  const std::string lower = LowerAscii(word);
  for (const Unit& unit : kUnits) {
    if (unit.word == lower) return unit.seconds;
  }
  return std::nullopt;
}

size_t SkipSeparators(std::string_view text, size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == ',')) ++at;
  return at;
}

std::optional<double> ParseWords(std::string_view text) {
  double total = 0;
  size_t at = SkipSeparators(text, 0);
  if (at == text.size()) return std::nullopt;
  while (at < text.size()) {
    size_t end = at;
    while (end < text.size() && IsNumberChar(text[end])) ++end;
    const auto number = ParsePlainDecimal(text.substr(at, end - at));
    at = SkipSeparators(text, end);
    end = at;
    while (end < text.size() && !IsNumberChar(text[end]) && text[end] != ' ' && text[end] != ',')
      ++end;
    const auto unit = SecondsOfUnit(text.substr(at, end - at));
    if (!number || !unit) return std::nullopt;
    total += *number * *unit;
    at = SkipSeparators(text, end);
  }
  return total;
}

/// "2 03:15:00", "27:03:15", "03:15": days, then parts that are each 60 of the next.
std::optional<double> ParseClock(std::string_view text, double seconds_of_last_of_two) {
  double days = 0;
  if (const size_t blank = text.find(' '); blank != std::string_view::npos) {
    const auto number = ParsePlainDecimal(text.substr(0, blank));
    if (!number) return std::nullopt;
    days = *number;
    text = text.substr(blank + 1);
  }
  double total = 0;
  int parts = 0;
  for (size_t at = 0; at <= text.size();) {
    const size_t colon = std::min(text.find(':', at), text.size());
    const auto number = ParsePlainDecimal(text.substr(at, colon - at));
    if (!number || *number < 0 || (parts > 0 && *number >= 60)) return std::nullopt;
    total = total * 60 + *number;
    ++parts;
    at = colon + 1;
  }
  if (parts < 2 || parts > 3) return std::nullopt;
  return days * 86400 + total * (parts == 2 ? seconds_of_last_of_two : 1);
}

std::optional<double> Scaled(std::string_view text, double factor) {
  const auto number = ParsePlainDecimal(text);
  return number ? std::optional(*number * factor) : std::nullopt;
}

std::optional<double> ParseUnsigned(std::string_view text, DurationForm form) {
  switch (form) {
    case DurationForm::kSeconds:
      return Scaled(text, 1);
    case DurationForm::kMilliseconds:
      return Scaled(text, 0.001);
    case DurationForm::kMinutes:
      return Scaled(text, 60);
    case DurationForm::kHours:
      return Scaled(text, 3600);
    case DurationForm::kDays:
      return Scaled(text, 86400);
    case DurationForm::kClock:
      return ParseClock(text, 60);
    case DurationForm::kMinuteClock:
      return ParseClock(text, 1);
    case DurationForm::kWords:
      return ParseWords(text);
    case DurationForm::kAuto:
      break;
  }
  if (text.find(':') != std::string_view::npos) return ParseClock(text, 60);
  if (const auto seconds = ParsePlainDecimal(text)) return seconds;
  return ParseWords(text);
}

}  // namespace

Result<DurationForm> DurationFormNamed(std::string_view name, const std::string& place) {
  for (const auto& [form_name, form] : kForms) {
    if (form_name == name) return form;
  }
  return MakeProblem("duration.form", place, {{"form", std::string(name)}});
}

std::optional<double> ParseDuration(std::string_view text, DurationForm form) {
  const bool is_negative = text.starts_with('-');
  const auto seconds = ParseUnsigned(is_negative ? text.substr(1) : text, form);
  if (!seconds) return std::nullopt;
  return is_negative ? -*seconds : *seconds;
}

}  // namespace kebao
