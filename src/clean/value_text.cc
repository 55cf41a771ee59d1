#include "clean/value_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace kebao::clean {
namespace {

constexpr std::array<std::string_view, 5> kCurrencies = {"¥", "￥", "$", "€", "£"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// Takes separators out of the digits before the point, if they stand between groups of three.
bool TakeOutSeparators(std::string_view text, std::string& plain) {
  const size_t first = text.find_first_of(",' ");
  plain.assign(text);
  if (first == std::string_view::npos) return true;
  const char separator = text[first];
  plain.clear();
  size_t group = 0;
  bool has_separator = false;
  size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  if (at == 1 && text[0] == '-') plain.push_back('-');
  for (; at < text.size() && text[at] != '.'; ++at) {
    if (text[at] == separator) {
      if (group == 0 || group > 3 || (has_separator && group != 3)) return false;
      has_separator = true;
      group = 0;
    } else if (IsDigit(text[at])) {
      plain.push_back(text[at]);
      ++group;
    } else {
      return false;
    }
  }
  if (group != 3) return false;
  plain.append(text.substr(at));
  return true;
}

std::optional<double> ParseReal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::string_view WithoutCurrency(std::string_view text) {
  for (const std::string_view sign : kCurrencies) {
    if (!text.starts_with(sign)) continue;
    text.remove_prefix(sign.size());
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return text;
}

}  // namespace

std::optional<double> ParseNumber(std::string_view text) {
  if (const auto plain = ParseReal(text)) return plain;
  text = WithoutCurrency(text);
  const bool is_percent = text.ends_with('%');
  if (is_percent) text.remove_suffix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  std::string plain;
  if (text.empty() || !TakeOutSeparators(text, plain)) return std::nullopt;
  const auto value = ParseReal(plain);
  return value && is_percent ? std::optional(*value / 100) : value;
}

std::optional<int64_t> ParseInteger(std::string_view text) {
  int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error == std::errc{} && end == text.data() + text.size()) return whole;
  const auto value = ParseNumber(text);
  if (!value || *value != std::floor(*value) || std::abs(*value) > 9e15) return std::nullopt;
  return static_cast<int64_t>(*value);
}

std::optional<bool> ParseBoolean(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kTrue = {"true", "1",  "yes", "y",  "t",
                                                             "on",   "是", "有",  "对", "真"};
  static constexpr std::array<std::string_view, 10> kFalse = {"false", "0",  "no", "n",  "f",
                                                              "off",   "否", "无", "错", "假"};
  std::string lower(text.substr(0, 8));
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  if (text.size() > 8) return std::nullopt;
  for (const std::string_view word : kTrue) {
    if (word == lower) return true;
  }
  for (const std::string_view word : kFalse) {
    if (word == lower) return false;
  }
  return std::nullopt;
}

PlausibleTimes PlausibleTimes::UpTo(Instant report_time) {
  PlausibleTimes times;
  times.latest = Instant{report_time.micros + kMicrosPerDay};
  return times;
}

}  // namespace kebao::clean
