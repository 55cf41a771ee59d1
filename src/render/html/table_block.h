#pragma once

#include "document/document.h"
#include "render/html/html_writer.h"
#include "render/html/page_context.h"

namespace kebao::render::html {

/// A table with its title, tools, notes, total row, tooltips and conditional formats.
void WriteTable(HtmlWriter& html, const document::Table& table, PageContext& page);

}  // namespace kebao::render::html
