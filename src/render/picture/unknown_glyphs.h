#pragma once

#include <string>
#include <string_view>

namespace kebao::render {

/// How many characters of the texts in a drawing no installed font has a shape for, so that boxes
/// stand in their place. `families` are tried first, with commas. 0 where the drawing is no XML.
int UnknownGlyphsOf(std::string_view svg, const std::string& families);

}  // namespace kebao::render
