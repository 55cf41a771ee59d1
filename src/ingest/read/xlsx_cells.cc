#include "ingest/read/xlsx_cells.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/instant.h"

namespace kebao::ingest {
namespace {

constexpr int64_t kMillisPerDay = 86'400'000;
constexpr int kColumnLimit = 16'384;
constexpr double kLastSerial = 2'958'466;  // 10000-01-01, the first day that is no date

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

bool IsEscape(std::string_view at) {
  return at.size() >= 7 && at[0] == '_' && at[1] == 'x' && at[6] == '_' && IsHex(at[2]) &&
         IsHex(at[3]) && IsHex(at[4]) && IsHex(at[5]);
}

std::string ClockText(int64_t millis) {
  const int64_t seconds = millis / 1000;
  std::string text =
      fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (millis % 1000 != 0) text += fmt::format(".{:03}", millis % 1000);
  return text;
}

std::string DayText(int64_t serial_day, bool dates_from_1904) {
  if (dates_from_1904)
    return FormatDay(LocalDay{DayFromCivil({1904, 1, 1}).days + static_cast<int32_t>(serial_day)});
  if (serial_day == 60) return "1900-02-29";
  const int32_t day_zero = DayFromCivil({1899, 12, 30}).days + (serial_day < 60 ? 1 : 0);
  return FormatDay(LocalDay{day_zero + static_cast<int32_t>(serial_day)});
}

std::string DateText(double serial, CellFormat format, bool dates_from_1904) {
  const auto millis =
      static_cast<int64_t>(std::llround(serial * static_cast<double>(kMillisPerDay)));
  if (format == CellFormat::kDuration) return ClockText(millis);
  const int64_t day = millis / kMillisPerDay;
  const int64_t clock = millis % kMillisPerDay;
  if (format == CellFormat::kTime && day == 0) return ClockText(clock);
  std::string text = DayText(day, dates_from_1904);
  if (clock != 0 || format != CellFormat::kDate) text += " " + ClockText(clock);
  return text;
}

std::string NumberText(std::string_view value, double number) {
  const bool has_exponent = value.find_first_of("eE") != std::string_view::npos;
  if (!has_exponent && value.size() <= 15) return std::string(value);
  if (std::abs(number) < 1e15 && number == std::floor(number)) return fmt::format("{:.0f}", number);
  if (!has_exponent && value.find('.') == std::string_view::npos) return std::string(value);
  const std::string rounded = fmt::format("{:.15g}", number);
  if (rounded.find('e') == std::string::npos) return rounded;
  if (std::abs(number) >= 1) return fmt::format("{:.0f}", number);
  std::string fixed = fmt::format("{:.20f}", number);
  fixed.erase(fixed.find_last_not_of('0') + 1);
  return fixed.ends_with('.') ? rounded : fixed;
}

}  // namespace

std::string DecodeXlsxEscapes(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    const size_t mark = text.find("_x");
    decoded += text.substr(0, mark);
    if (mark == std::string_view::npos) return decoded;
    text.remove_prefix(mark);
    uint32_t code = 0;
    if (IsEscape(text)) std::from_chars(text.data() + 2, text.data() + 6, code, 16);
    const bool is_character = (code > 0 && code < 0x80);
    decoded += is_character ? static_cast<char>(code) : text[0];
    text.remove_prefix(is_character ? 7 : 1);
  }
  return decoded;
}

int ColumnOfReference(std::string_view reference) {
  int column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + (c - 'A' + 1);
    if (column > kColumnLimit) return -1;
  }
  return column - 1;
}

std::string CellText(std::string_view value, CellFormat format, bool dates_from_1904) {
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || !std::isfinite(number))
    return std::string(value);
  const bool is_date = format != CellFormat::kNumber && number >= 0 && number < kLastSerial;
  return is_date ? DateText(number, format, dates_from_1904) : NumberText(value, number);
}

}  // namespace kebao::ingest
