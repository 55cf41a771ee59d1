#pragma once

#include <string>

#include "document/document.h"

namespace kebao::render {

/// The text of a paragraph with no-break spaces inside its figures: "4 分 25 秒" stays on one line.
std::string WithUnbrokenFigures(const document::Paragraph& paragraph);

/// With every space a no-break space.
std::string Unbroken(const std::string& text);

}  // namespace kebao::render
