#include "render/html/figure_text.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace kebao::render::html {
namespace {

using document::Figure;
using document::NumberFormat;

/// "1234567.89" → "1,234,567.89": both languages group by thousands.
std::string Grouped(std::string digits) {
  const size_t point = digits.find('.');
  for (size_t at = point == std::string::npos ? digits.size() : point; at > 3; at -= 3)
    digits.insert(at - 3, 1, ',');
  return digits;
}

std::string Duration(double value, const PageContext& page) {
  const auto seconds = static_cast<int64_t>(std::llround(value));
  const auto pad = [](int64_t part) { return fmt::format("{:02}", part); };
  if (seconds < 60) return page.Text("duration_seconds", {{"seconds", fmt::format("{}", seconds)}});
  if (seconds < 3600)
    return page.Text("duration_minutes", {{"minutes", fmt::format("{}", seconds / 60)},
                                          {"seconds", pad(seconds % 60)}});
  return page.Text("duration_hours", {{"hours", Grouped(fmt::format("{}", seconds / 3600))},
                                      {"minutes", pad(seconds % 3600 / 60)}});
}

std::string Magnitude(double value, NumberFormat format, const PageContext& page) {
  switch (format) {
    case NumberFormat::kInteger:
      return Grouped(fmt::format("{:.0f}", value));
    case NumberFormat::kDecimal1:
      return Grouped(fmt::format("{:.1f}", value));
    case NumberFormat::kDecimal2:
      return Grouped(fmt::format("{:.2f}", value));
    case NumberFormat::kPercent1:
      return fmt::format("{:.1f}%", value * 100);
    case NumberFormat::kPercentPoints1:
      return page.Text("percent_points", {{"value", fmt::format("{:.1f}", value * 100)}});
    case NumberFormat::kDuration:
      return Duration(value, page);
    case NumberFormat::kMoney:
      return Grouped(fmt::format("{:.2f}", value / 100));
  }
  return {};
}

std::string Joined(const std::vector<std::string>& parts, const std::string& separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

}  // namespace

std::string ToneClass(document::Tone tone) {
  switch (tone) {
    case document::Tone::kNeutral:
      return {};
    case document::Tone::kGood:
      return "tone-good";
    case document::Tone::kBad:
      return "tone-bad";
    case document::Tone::kMuted:
      return "tone-muted";
  }
  return {};
}

std::string Classes(std::initializer_list<std::string_view> names) {
  std::string joined;
  for (const std::string_view name : names) {
    if (name.empty()) continue;
    if (!joined.empty()) joined += ' ';
    joined += name;
  }
  return joined;
}

std::string BoundText(double value, NumberFormat format, const PageContext& page) {
  const std::string magnitude = Magnitude(std::abs(value), format, page);
  return value < 0 ? page.Text("negative", {{"value", magnitude}}) : magnitude;
}

std::string FigureNote(const Figure& figure, const PageContext& page) {
  std::vector<std::string> parts;
  if (figure.n)
    parts.push_back(page.Text("sample_size", {{"n", Grouped(fmt::format("{}", *figure.n))}}));
  if (figure.low && figure.high)
    parts.push_back(
        page.Text("interval", {{"low", BoundText(*figure.low, figure.format, page)},
                               {"high", BoundText(*figure.high, figure.format, page)}}));
  if (!figure.is_complete) parts.push_back(page.Text("incomplete"));
  return Joined(parts, page.Text("list_separator"));
}

std::string SortKey(double value) { return fmt::format("{:.9g}", value); }

}  // namespace kebao::render::html
