#pragma once

#include <string>

#include "document/document.h"

namespace kebao::render {

/// The text of a paragraph with no-break spaces inside its figures: "4 分 25 秒" stays on one line.
std::string WithUnbrokenFigures(const document::Paragraph& paragraph);

/// Where a byte of the paragraph's text stands in that.
size_t UnbrokenPlace(const document::Paragraph& paragraph, size_t at);

/// With every space a no-break space.
std::string Unbroken(const std::string& text);

}  // namespace kebao::render
