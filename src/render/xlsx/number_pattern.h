#pragma once

#include <optional>
#include <string>

#include "document/document.h"

namespace kebao::render::xlsx {

/// Words inside number patterns, in the document's language; they may hold leading spaces.
struct UnitWords {
  std::string percentage_points;  // " 百分点", " pp"
  std::string seconds;            // " 秒", " s"
};

/// A figure as Excel holds it.
struct NativeNumber {
  double value = 0;
  std::string pattern;  // Excel number format
};

/// The factor from a raw value to Excel's value: durations are days, money major units, percentage
/// points 100 times the fraction, everything else the raw value.
double NativeFactor(document::NumberFormat format);

/// Excel's number for a figure; nullopt where it has no finite value. The pattern shows a plus sign
/// where the figure's text does, and "*" behind a figure that is not complete. Excel shows no
/// negative times, so a negative duration is in seconds.
std::optional<NativeNumber> ToNative(const document::Figure& figure, const UnitWords& units);

/// The pattern of a chart axis or a column.
std::string PatternOf(document::NumberFormat format, const UnitWords& units);

/// Puts a literal text in front of every part of a pattern.
std::string WithPrefix(const std::string& pattern, const std::string& prefix);

}  // namespace kebao::render::xlsx
