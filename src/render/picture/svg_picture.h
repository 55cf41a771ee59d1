#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"

struct _cairo;
typedef struct _cairo cairo_t;

namespace kebao::render {

/// Draws an SVG into the rectangle (x, y, width, height) in the units of `cairo`, as large as it
/// fits, centred, its proportions kept; on a PDF surface as lines and text. The SVG reaches no file
/// and no network. The state of `cairo` (colour, matrix, clip) is as before. May be called from
/// several threads, each with a cairo_t of its own. Problem "render.svg".
Result<void> DrawSvg(cairo_t* cairo, std::string_view svg, double x, double y, double width,
                     double height);

/// An SVG of width × height CSS pixels as PNG on white, `scale` times as many pixels each way, with
/// its resolution noted so that documents show it at its size. Problems "render.svg",
/// "render.picture_size": nothing, or more than 100 million pixels.
Result<std::string> PngOfSvg(std::string_view svg, double width, double height, double scale = 2);

}  // namespace kebao::render
