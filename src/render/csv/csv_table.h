#pragma once

#include <string>

#include "document/document.h"
#include "render/render_texts.h"

namespace kebao::render {

/// The table as the text of a CSV file, without the byte order mark.
std::string CsvOf(const document::Table& table, const RenderTexts& texts);

}  // namespace kebao::render
