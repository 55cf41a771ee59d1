#pragma once

#include <string>
#include <vector>

#include "base/problem.h"

namespace kebao::render {

/// Names of all families that can be asked for, in lower case; among them "sans" and the like,
/// which are there without any font.
std::vector<std::string> InstalledFamilies();

/// Problem "render.no_fonts": nothing can be set in type here.
Result<void> CheckFonts(const std::vector<std::string>& families);

}  // namespace kebao::render
