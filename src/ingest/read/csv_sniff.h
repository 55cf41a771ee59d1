#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/read/csv_scanner.h"

namespace kebao::ingest {

/// A row of the sample, with where it begins.
struct SampleRow {
  std::vector<std::string> fields;
  size_t offset = 0;  // bytes from the sample's start
};

/// The first rows of a sample, at most `limit`; blank lines and, if `cut`, the last row (it may go
/// on) are left out.
std::vector<SampleRow> SampleRows(std::string_view sample, bool cut, CsvDialect dialect,
                                  size_t limit = 200);

/// Delimiter among , ; tab | by how many rows split into the same number of fields. `wanted` fixes
/// it. Tab-separated dumps often hold quotes as text: there quotes count only if every field that
/// begins with one also ends with one on its line.
CsvDialect SniffDialect(std::string_view sample, bool cut, std::optional<char> wanted);

/// Rows before the header: titles, "Timezone,…" lines. The header is the first row as wide as most
/// rows.
size_t FindHeaderRow(const std::vector<SampleRow>& rows);

/// True if `rows[header]` names columns: its cells differ in kind from the column below, or, where
/// all is text, are distinct and do not come again below.
bool LooksLikeHeader(const std::vector<SampleRow>& rows, size_t header);

/// Names to address columns by: trimmed; empty ones become "c7", repeated ones "name_2".
std::vector<std::string> ColumnNames(const std::vector<std::string>& header);

/// "c1" … "cN".
std::vector<std::string> NumberedColumns(size_t count);

}  // namespace kebao::ingest
