#pragma once

#include <string>

#include "render/table_shading.h"

namespace kebao::render::html {

/// Class names of a cell. Colour scale: "s0" (worst) … "s8" (best); "s4" is not coloured. Data bar:
/// "bar b0" … "bar b100", hundredths of the largest magnitude ("neg" where below zero). Threshold:
/// "tone-good" at or beyond it, else "tone-bad".
std::string ShadingClasses(const Shade& shade);

}  // namespace kebao::render::html
