#pragma once

#include "document/document.h"

namespace kebao::render {

/// The figures of a chart as a table for readers (block_tables.h), for where it cannot be drawn. A
/// value that the document gives no text for is shown with six significant digits.
document::Table ReadableTableOf(const document::Chart& chart);

/// Whether there is anything to draw: a finite value.
bool HasValues(const document::Chart& chart);

}  // namespace kebao::render
