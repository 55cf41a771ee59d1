#include "ingest/read/table_head.h"

#include <algorithm>

namespace kebao::ingest {
namespace {

size_t FirstRowFrom(const std::vector<SampleRow>& rows, size_t offset) {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const SampleRow& row) { return row.offset >= offset; });
  KEBAO_ASSERT(found != rows.end());
  return static_cast<size_t>(found - rows.begin());
}

size_t WidestFrom(const std::vector<SampleRow>& rows, size_t first) {
  size_t widest = 0;
  for (size_t i = first; i < rows.size(); ++i) widest = std::max(widest, rows[i].fields.size());
  return widest;
}

std::vector<std::string> NamedOrNumbered(const std::vector<std::string>& names, size_t width) {
  std::vector<std::string> columns = NumberedColumns(std::max(width, names.size()));
  std::copy(names.begin(), names.end(), columns.begin());
  return columns;
}

/// The rows above the first one used, their fields joined by blanks.
std::vector<std::string> TitleLines(const std::vector<SampleRow>& rows, size_t first_used) {
  std::vector<std::string> lines;
  for (size_t i = 0; i < first_used; ++i) {
    std::string& line = lines.emplace_back();
    for (const std::string& field : rows[i].fields) line += (line.empty() ? "" : " ") + field;
  }
  return lines;
}

}  // namespace

TableHead DecideHead(const std::vector<SampleRow>& rows, size_t first_offset,
                     const ReadOptions& options) {
  TableHead head;
  head.row = options.skip_lines < 0 ? FindHeaderRow(rows) : FirstRowFrom(rows, first_offset);
  const bool names_given = !options.column_names.empty();
  head.has_header = options.has_header.value_or(!names_given && LooksLikeHeader(rows, head.row));
  head.columns = head.has_header
                     ? ColumnNames(rows[head.row].fields)
                     : NamedOrNumbered(options.column_names, WidestFrom(rows, head.row));
  head.title_lines = TitleLines(rows, head.row);
  return head;
}

}  // namespace kebao::ingest
