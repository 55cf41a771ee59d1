#include "render/xlsx/number_pattern.h"

#include <cmath>

namespace kebao::render::xlsx {
namespace {

using document::NumberFormat;

constexpr double kSecondsPerDay = 86'400;

/// A quoted literal of a pattern; quotes inside cannot be written and are left out.
std::string Literal(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c != '"') quoted += c;
  }
  return quoted + "\"";
}

std::string BasePattern(NumberFormat format, const UnitWords& units) {
  switch (format) {
    case NumberFormat::kInteger:
      return "#,##0";
    case NumberFormat::kDecimal1:
      return "#,##0.0";
    case NumberFormat::kDecimal2:
    case NumberFormat::kMoney:
      return "#,##0.00";
    case NumberFormat::kPercent1:
      return "0.0%";
    case NumberFormat::kPercentPoints1:
      return "0.0" + Literal(units.percentage_points);
    case NumberFormat::kDuration:
      return "[h]:mm:ss";
  }
  return "General";
}

std::string Signed(const std::string& pattern) {
  return "+" + pattern + ";-" + pattern + ";" + pattern;
}

/// Applies `change` to each of the parts that semicolons separate (none of ours has one inside a
/// literal).
template <class Change>
std::string ForEachPart(const std::string& pattern, Change change) {
  std::string changed;
  size_t start = 0;
  while (true) {
    const size_t end = pattern.find(';', start);
    changed += change(pattern.substr(start, end - start));
    if (end == pattern.npos) return changed;
    changed += ';';
    start = end + 1;
  }
}

NativeNumber NegativeDuration(double seconds, const UnitWords& units) {
  return {seconds, "#,##0" + Literal(units.seconds)};
}

bool ShowsPlus(const document::Figure& figure) {
  return figure.format == NumberFormat::kPercentPoints1 || figure.text.starts_with('+');
}

NativeNumber PlainNative(const document::Figure& figure, const UnitWords& units) {
  const bool is_duration = figure.format == NumberFormat::kDuration;
  if (is_duration && *figure.raw < 0) return NegativeDuration(*figure.raw, units);
  const std::string pattern = PatternOf(figure.format, units);
  const bool is_signed = ShowsPlus(figure) && figure.format != NumberFormat::kPercentPoints1;
  return {*figure.raw * NativeFactor(figure.format), is_signed ? Signed(pattern) : pattern};
}

}  // namespace

double NativeFactor(NumberFormat format) {
  if (format == NumberFormat::kDuration) return 1 / kSecondsPerDay;
  if (format == NumberFormat::kMoney) return 0.01;
  if (format == NumberFormat::kPercentPoints1) return 100;
  return 1;
}

std::string PatternOf(NumberFormat format, const UnitWords& units) {
  const std::string pattern = BasePattern(format, units);
  return format == NumberFormat::kPercentPoints1 ? Signed(pattern) : pattern;
}

std::optional<NativeNumber> ToNative(const document::Figure& figure, const UnitWords& units) {
  if (!figure.raw || !std::isfinite(*figure.raw)) return std::nullopt;
  NativeNumber native = PlainNative(figure, units);
  const std::string marks =
      std::string(figure.is_partial ? "†" : "") + (figure.is_complete ? "" : "*");
  if (!marks.empty()) {
    native.pattern = ForEachPart(
        native.pattern, [&](const std::string& part) { return part + "\"" + marks + "\""; });
  }
  return native;
}

std::string WithPrefix(const std::string& pattern, const std::string& prefix) {
  std::string clean;
  for (const char c : prefix) {
    if (c != ';') clean += c;
  }
  std::string signed_pattern = pattern;
  if (pattern.find(';') == pattern.npos) signed_pattern += ";-" + pattern;
  return ForEachPart(signed_pattern,
                     [&](const std::string& part) { return Literal(clean) + part; });
}

}  // namespace kebao::render::xlsx
