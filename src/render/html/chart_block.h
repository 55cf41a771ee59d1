#pragma once

#include "document/document.h"
#include "render/html/html_writer.h"
#include "render/html/page_context.h"

namespace kebao::render::html {

/// A chart as data for the page script, with its sentence and its figures as a table for those who
/// cannot see it.
void WriteChart(HtmlWriter& html, const document::Chart& chart, PageContext& page);

}  // namespace kebao::render::html
