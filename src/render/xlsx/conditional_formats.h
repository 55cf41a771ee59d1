#pragma once

#include "document/document.h"
#include "render/xlsx/book.h"

namespace kebao::render::xlsx {

/// The table's conditional formats over the rows [first_row, last_row]; the total row stays out.
/// Cells without a number are never coloured.
void AddConditionalFormats(Book& book, const Sheet& sheet, const document::Table& table,
                           uint32_t first_row, uint32_t last_row);

/// Few to many over a grid, in one hue.
void AddHeatColors(const Sheet& sheet, uint32_t first_row, uint16_t first_column, uint32_t last_row,
                   uint16_t last_column);

}  // namespace kebao::render::xlsx
