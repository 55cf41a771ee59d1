#pragma once

#include <cairo.h>

#include <string_view>

#include "render/pdf/paper.h"

namespace kebao::render::pdf {

/// Draws an SVG into `area` as vectors. False where it cannot be read.
bool DrawSvgInto(cairo_t* cairo, std::string_view svg, const Rect& area);

}  // namespace kebao::render::pdf
