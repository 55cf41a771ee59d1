#pragma once

#include <optional>
#include <string_view>

#include "base/time_format.h"

namespace kebao {

/// True if every letter of the pattern has a meaning and the brackets and quotes are balanced.
bool IsTimePattern(std::string_view pattern);
/// Reads `text` as `pattern` (see TimeFormat) says; the whole text must be used up.
std::optional<WrittenTime> MatchTimePattern(std::string_view pattern, std::string_view text);
/// yyyy-MM-dd, then optionally T or blank, HH:mm[:ss[.fraction]], and Z, UTC, GMT, an offset or an
/// IANA zone name.
std::optional<WrittenTime> ParseIsoTime(std::string_view text);
/// Digits with an optional sign and fraction; no exponent, no blanks.
std::optional<double> ParsePlainDecimal(std::string_view text);

}  // namespace kebao
