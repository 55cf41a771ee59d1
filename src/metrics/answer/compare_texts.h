#pragma once

#include <string_view>

namespace kebao::metrics {

/// Order in which texts are listed: negative, 0 or positive. "" (not stated) comes last.
int CompareTexts(std::string_view a, std::string_view b);

}  // namespace kebao::metrics
