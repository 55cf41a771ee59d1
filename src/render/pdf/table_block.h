#pragma once

#include "document/document.h"
#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// A table with title, total, notes and conditional formats. Its header is repeated on each page;
/// columns that do not fit beside each other follow as further parts, each with the first column. A
/// row taller than a page goes on on the next one.
void FlowTable(Flow& flow, const document::Table& table, PageContext& page);

}  // namespace kebao::render::pdf
