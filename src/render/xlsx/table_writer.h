#pragma once

#include "document/document.h"
#include "render/xlsx/book.h"
#include "render/xlsx/column_widths.h"

namespace kebao::render::xlsx {

struct TableOptions {
  bool has_filter = true;
};

/// Which rows of a table go to a sheet: [first, limit).
struct RowSlice {
  size_t first = 0;
  size_t limit = 0;
};

/// Header with notes as comments, rows, and behind the last slice the total row and the notes, from
/// sheet.next_row on; next_row moves behind it. The native table object gives each table a filter
/// of its own.
void WriteTable(Book& book, Sheet& sheet, const document::Table& table, RowSlice slice,
                const ColumnWidths& widths, const TableOptions& options);

/// Rows that WriteTable needs beside those of the slice.
uint32_t ExtraRowsOf(const document::Table& table);

}  // namespace kebao::render::xlsx
