#pragma once

#include <string>
#include <string_view>

#include "render/plain_text.h"

namespace kebao::render::xlsx {

/// What Excel takes in one cell, in UTF-16 units.
inline constexpr size_t kMaxCellUnits = 32'767;

/// MakePlainText for a cell: cut to `max_utf16`, and a literal "_x000D_" is escaped, which Excel
/// would read as a control character.
PlainText MakeCellText(std::string_view text, size_t max_utf16 = kMaxCellUnits);

}  // namespace kebao::render::xlsx
