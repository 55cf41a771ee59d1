#include "report/figures.h"

#include <fmt/format.h>

#include <cmath>

#include "analysis/difference.h"

namespace kebao::report {
namespace {

using document::Figure;
using document::NumberFormat;
using document::Tone;
using metrics::MetricSpec;
using metrics::Polarity;
using metrics::Value;

Tone ToneOf(Polarity polarity, double change, bool is_beyond_noise) {
  if (polarity == Polarity::kNone || change == 0 || !is_beyond_noise) return Tone::kNeutral;
  return (change > 0) == (polarity == Polarity::kUp) ? Tone::kGood : Tone::kBad;
}

}  // namespace

Result<const MetricSpec*> FigureMaker::Spec(const std::string& metric) const {
  return catalog_.Find(metric, context_.pack);
}

NumberFormat FigureMaker::FormatOf(const MetricSpec& spec) {
  using enum metrics::Unit;
  switch (spec.unit) {
    case kCount:
      return NumberFormat::kInteger;
    case kSeconds:
      return NumberFormat::kDuration;
    case kShare:
      return NumberFormat::kPercent1;
    case kScore:
      return NumberFormat::kDecimal2;
    case kPoints:
      return NumberFormat::kDecimal1;
    case kMoney:
      return NumberFormat::kMoney;
    case kNumber:
      return NumberFormat::kDecimal2;
  }
  return NumberFormat::kDecimal2;
}

std::string FigureMaker::Format(NumberFormat format, double raw) const {
  switch (format) {
    case NumberFormat::kInteger:
      return formatter_.Integer(std::llround(raw));
    case NumberFormat::kDecimal1:
      return formatter_.Decimal(raw, 1);
    case NumberFormat::kDecimal2:
      return formatter_.Decimal(raw, 2);
    case NumberFormat::kPercent1:
      return formatter_.Percent(raw, 1);
    case NumberFormat::kPercentPoints1:
      return formatter_.PercentPoints(raw, 1);
    case NumberFormat::kDuration:
      return formatter_.Duration(raw);
    case NumberFormat::kMoney:
      return formatter_.Money(std::llround(raw), currency_);
  }
  return "";
}

Figure FigureMaker::Make(const MetricSpec& spec, const Value& value,
                         const std::string& where) const {
  Figure figure;
  figure.format = FormatOf(spec);
  if (value.value && std::isfinite(*value.value)) figure.raw = value.value;
  figure.n = value.n;
  figure.low = value.low;
  figure.high = value.high;
  figure.is_complete = value.is_complete;
  figure.provenance = {
      spec.id, context_.pack,
      fmt::format("period={}{}{}", context_.period.id, where.empty() ? "" : "; ", where)};
  if (figure.raw) {
    figure.text = Format(figure.format, *figure.raw);
    if (spec.min_n > 0 && value.n < spec.min_n) figure.tone = Tone::kMuted;
  } else {
    figure.text = value.is_recorded ? formatter_.Missing() : texts_.Get("report.not_recorded");
    figure.tone = Tone::kMuted;
  }
  return figure;
}

Figure FigureMaker::Marked(const MetricSpec& spec, const Value& value,
                           const std::string& where) const {
  Figure figure = Make(spec, value, where);
  figure.is_partial = value.is_partial && figure.raw;
  if (figure.is_partial) figure.text += "†";
  return figure;
}

std::optional<Figure> FigureMaker::Change(const MetricSpec& spec, const Value& now,
                                          const Value& before) const {
  if (!now.value || !before.value) return std::nullopt;
  const double difference = *now.value - *before.value;
  if (!std::isfinite(difference)) return std::nullopt;
  Figure change;
  change.provenance = {spec.id, context_.pack,
                       fmt::format("period={}; change from {}", context_.period.id,
                                   context_.comparison ? context_.comparison->id : "")};
  change.is_complete = now.is_complete && before.is_complete;
  if (spec.unit == metrics::Unit::kShare) {
    change.format = NumberFormat::kPercentPoints1;
    change.raw = difference;
    change.text = formatter_.PercentPoints(difference);
  } else if (spec.unit == metrics::Unit::kScore || spec.unit == metrics::Unit::kPoints) {
    change.format = FormatOf(spec);
    change.raw = difference;
    change.text = formatter_.DecimalChange(difference, spec.unit == metrics::Unit::kScore ? 2 : 1);
  } else if (*before.value == 0) {
    return std::nullopt;  // no relative change from nothing
  } else {
    change.format = NumberFormat::kPercent1;
    change.raw = difference / *before.value;
    change.text = formatter_.PercentChange(*change.raw);
  }
  // What rounds to nothing is nothing: no arrow, no colour, "unchanged".
  if (change.text.find_first_of("123456789") == std::string::npos) change.raw = 0;
  change.tone = ToneOf(spec.polarity, *change.raw, IsBeyondNoise(spec, now, before));
  return change;
}

Figure FigureMaker::Found(const MetricSpec& spec, NumberFormat format, double raw,
                          const std::string& what) const {
  Figure figure;
  figure.format = format;
  figure.raw = raw;
  figure.provenance = {spec.id, context_.pack,
                       fmt::format("period={}; {}", context_.period.id, what)};
  figure.text = FoundText(figure);
  return figure;
}

std::string FigureMaker::FoundText(const Figure& found) const {
  const double raw = found.raw.value_or(0);
  if (found.provenance.filters.find("; effect: ") == std::string::npos)
    return Format(found.format, raw);
  const std::string size = FormatSize(found.format, raw);
  if (size.find_first_of("123456789") == std::string::npos) return size;  // no direction
  return (raw < 0 ? "-" : "+") + size;
}

bool FigureMaker::IsBeyondNoise(const MetricSpec& spec, const Value& now, const Value& before) {
  const auto first = analysis::EstimateOf(spec, now);
  const auto second = analysis::EstimateOf(spec, before);
  KEBAO_ASSERT(first && second);
  return analysis::Subtract(*first, *second).is_beyond_noise();
}

bool FigureMaker::HasRelative(const MetricSpec& spec) {
  using enum metrics::Unit;
  return spec.unit != kShare && spec.unit != kScore && spec.unit != kPoints;
}

NumberFormat FigureMaker::DifferenceFormatOf(const MetricSpec& spec) {
  return spec.unit == metrics::Unit::kShare ? NumberFormat::kPercentPoints1 : FormatOf(spec);
}

std::string FigureMaker::FormatSize(NumberFormat format, double raw) const {
  return format == NumberFormat::kPercentPoints1 ? formatter_.PercentPointsSize(raw)
                                                 : Format(format, std::abs(raw));
}

Figure FigureMaker::Count(int64_t count) const {
  Figure figure;
  figure.raw = static_cast<double>(count);
  figure.text = formatter_.Integer(count);
  return figure;
}

std::string FigureMaker::Interval(const MetricSpec& spec, const Value& value) const {
  if (!value.value || !value.low || !value.high) return "";
  return fmt::format("{} – {}", Format(FormatOf(spec), *value.low),
                     Format(FormatOf(spec), *value.high));
}

}  // namespace kebao::report
