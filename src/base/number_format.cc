#include "base/number_format.h"

#include <fmt/format.h>
#include <unicode/ucurr.h>
#include <unicode/unistr.h>

#include <cmath>
#include <cstdlib>

#include "base/problem.h"

namespace kebao {
namespace {

constexpr int kSignificantDigits =
    15;  // what a double holds of any decimal number, and what spreadsheets show

/// Adds one to the last digit; the first digit is 0, so the carry has room.
void Increment(std::string& digits) {
  for (size_t at = digits.size(); at-- > 0;) {
    if (digits[at] != '9') {
      ++digits[at];
      return;
    }
    digits[at] = '0';
  }
}

/// |value| with `places` decimals, as digits only: 12.345, 2 → "1235" (12.35). May begin with
/// zeros.
std::string RoundedDigits(double value, int places) {
  const std::string scientific = fmt::format("{:.{}e}", std::abs(value), kSignificantDigits - 1);
  std::string digits = "0" + scientific.substr(0, 1) + scientific.substr(2, kSignificantDigits - 1);
  const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  const int kept = 2 + exponent + places;
  if (kept < 1) return "0";
  const auto size = static_cast<size_t>(kept);
  const bool rounds_up = size < digits.size() && digits[size] >= '5';
  digits.resize(size, '0');
  if (rounds_up) Increment(digits);
  return digits;
}

std::string WithoutLeadingZeros(const std::string& digits) {
  const size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? "0" : digits.substr(first);
}

std::string Grouped(const std::string& digits) {
  std::string grouped;
  for (size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) grouped += ',';
    grouped += digits[at];
  }
  return grouped;
}

/// "1235", 2 → "12.35"; "5", 2 → "0.05"
std::string WithPoint(std::string digits, int places) {
  const auto decimals = static_cast<size_t>(places);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  const size_t whole = digits.size() - decimals;
  const std::string text = Grouped(WithoutLeadingZeros(digits.substr(0, whole)));
  return places == 0 ? text : text + "." + digits.substr(whole);
}

bool IsZero(std::string_view text) {
  return text.find_first_of("123456789") == std::string_view::npos;
}

/// The sign belongs to the text as shown: what rounds to zero has none.
std::string Signed(const std::string& magnitude, bool is_negative, const char* plus) {
  if (IsZero(magnitude)) return magnitude;
  return (is_negative ? "-" : plus) + magnitude;
}

std::string Magnitude(double value, int places) {
  KEBAO_ASSERT(std::isfinite(value) && places >= 0);
  return WithPoint(RoundedDigits(value, places), places);
}

std::string Magnitude(int64_t value) {
  const uint64_t magnitude =
      value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  return Grouped(fmt::to_string(magnitude));
}

int64_t RoundedSeconds(double seconds) {
  KEBAO_ASSERT(std::isfinite(seconds) && std::abs(seconds) < 1e15);
  return std::atoll(WithoutLeadingZeros(RoundedDigits(seconds, 0)).c_str());
}

int64_t DividedHalfUp(int64_t value, int64_t divisor) { return (value + divisor / 2) / divisor; }

int MinorDigits(std::string_view currency) {
  auto name = icu::UnicodeString::fromUTF8(std::string(currency));
  UErrorCode status = U_ZERO_ERROR;
  const int digits = ucurr_getDefaultFractionDigits(name.getTerminatedBuffer(), &status);
  return U_SUCCESS(status) ? digits : 2;
}

}  // namespace

NumberFormatter::NumberFormatter(const Texts& texts)
    : texts_(texts), missing_(texts.Get("number.missing")) {}

std::string NumberFormatter::Integer(int64_t value) const {
  return Signed(Magnitude(value), value < 0, "");
}

std::string NumberFormatter::Decimal(double value, int places) const {
  return Signed(Magnitude(value, places), value < 0, "");
}

std::string NumberFormatter::Percent(double share, int places) const {
  return Decimal(share * 100, places) + "%";
}

std::string NumberFormatter::IntegerChange(int64_t difference) const {
  return Signed(Magnitude(difference), difference < 0, "+");
}

std::string NumberFormatter::DecimalChange(double difference, int places) const {
  return Signed(Magnitude(difference, places), difference < 0, "+");
}

std::string NumberFormatter::PercentChange(double ratio, int places) const {
  return DecimalChange(ratio * 100, places) + "%";
}

std::string NumberFormatter::PercentPoints(double difference, int places) const {
  return texts_.Get("number.percent_points", {{"points", DecimalChange(difference * 100, places)}});
}

std::string NumberFormatter::PercentPointsSize(double difference, int places) const {
  return texts_.Get("number.percent_points",
                    {{"points", Decimal(std::abs(difference) * 100, places)}});
}

std::string NumberFormatter::DurationChange(double seconds) const {
  return Signed(UnsignedDuration(RoundedSeconds(seconds)), seconds < 0, "+");
}

std::string NumberFormatter::Duration(double seconds) const {
  return Signed(UnsignedDuration(RoundedSeconds(seconds)), seconds < 0, "");
}

std::string NumberFormatter::UnsignedDuration(int64_t seconds) const {
  const int64_t minutes = DividedHalfUp(seconds, 60);
  const int64_t hours = DividedHalfUp(seconds, 3600);
  if (seconds < 60) return texts_.Get("number.duration.seconds", {{"s", fmt::to_string(seconds)}});
  if (seconds < 3600) {
    return texts_.Get("number.duration.minutes", {{"m", fmt::to_string(seconds / 60)},
                                                  {"ss", fmt::format("{:02}", seconds % 60)}});
  }
  if (minutes < 24 * 60) {
    return texts_.Get("number.duration.hours", {{"h", fmt::to_string(minutes / 60)},
                                                {"mm", fmt::format("{:02}", minutes % 60)}});
  }
  return texts_.Get("number.duration.days", {{"d", Grouped(fmt::to_string(hours / 24))},
                                             {"h", fmt::to_string(hours % 24)}});
}

std::string NumberFormatter::Money(int64_t minor_units, std::string_view currency) const {
  const uint64_t magnitude =
      minor_units < 0 ? 0 - static_cast<uint64_t>(minor_units) : static_cast<uint64_t>(minor_units);
  const std::string amount = WithPoint(fmt::to_string(magnitude), MinorDigits(currency));
  const std::string own = fmt::format("number.money.{}", currency);
  const std::string text = texts_.Get(texts_.Has(own) ? own : "number.money.other",
                                      {{"amount", amount}, {"currency", std::string(currency)}});
  return Signed(text, minor_units < 0, "");
}

}  // namespace kebao
