#pragma once

#include "document/document.h"
#include "render/html/html_writer.h"
#include "render/html/page_context.h"

namespace kebao::render::html {

/// Tiles with value, change and tone.
void WriteKpiRow(HtmlWriter& html, const document::KpiRow& row, const PageContext& page);

}  // namespace kebao::render::html
