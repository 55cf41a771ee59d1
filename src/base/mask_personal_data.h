#pragma once

#include <string>
#include <string_view>

namespace kebao {

/// The text with "***" for what identifies a person by its form: e-mail addresses; telephone,
/// identity and card numbers, taken as ten digits and more in a row, eleven and more with single
/// spaces or hyphens between, eight and more after a plus sign. Dates stay.
std::string MaskPersonalData(std::string_view text);

}  // namespace kebao
