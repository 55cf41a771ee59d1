#pragma once

#include "document/document.h"
#include "render/pdf/page_context.h"
#include "render/pdf/table_columns.h"

namespace kebao::render::pdf {

/// A table with title, total, notes and conditional formats. Its header is repeated on each page;
/// columns that do not fit beside each other follow as further parts, each with the first column. A
/// row taller than a page goes on on the next one.
/// Turns the page as the plan says. Notes stay with the last row.
void FlowTable(Flow& flow, const document::Table& table, PageContext& page);
/// The same, planned before.
void FlowTable(Flow& flow, const document::Table& table, const ColumnPlan& plan, PageContext& page);

}  // namespace kebao::render::pdf
