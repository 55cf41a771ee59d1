#include "ingest/read/csv_sniff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace kebao::ingest {
namespace {

constexpr size_t kSampleForDialect = 64 << 10;

enum class CellKind : uint8_t { kEmpty, kNumber, kDate, kText };

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

CellKind KindOf(std::string_view cell) {
  if (cell.empty()) return CellKind::kEmpty;
  const auto digits = std::count_if(cell.begin(), cell.end(), IsDigit);
  if (digits == 0) return CellKind::kText;
  const bool numeric = cell.find_first_not_of("0123456789.+-,%") == std::string_view::npos;
  const auto dashes = std::count(cell.begin(), cell.end(), '-');
  if (numeric && dashes < 2) return CellKind::kNumber;
  return cell.find_first_not_of("0123456789-/:. TZ+") == std::string_view::npos ? CellKind::kDate
                                                                                : CellKind::kText;
}

CellKind UsualKindBelow(const std::vector<SampleRow>& rows, size_t header, size_t column) {
  std::array<int, 4> counts{};
  for (size_t i = header + 1; i < rows.size(); ++i) {
    if (column < rows[i].fields.size())
      ++counts[static_cast<size_t>(KindOf(rows[i].fields[column]))];
  }
  counts[static_cast<size_t>(CellKind::kEmpty)] = 0;
  const auto most = std::max_element(counts.begin(), counts.end());
  return *most == 0 ? CellKind::kEmpty : static_cast<CellKind>(most - counts.begin());
}

bool ComesAgainBelow(const std::vector<SampleRow>& rows, size_t header, size_t column) {
  const std::string& name = rows[header].fields[column];
  return std::any_of(rows.begin() + static_cast<ptrdiff_t>(header) + 1, rows.end(),
                     [&](const SampleRow& row) {
                       return column < row.fields.size() && row.fields[column] == name;
                     });
}

/// > 0 speaks for a header, < 0 against.
int HeaderVote(const std::vector<SampleRow>& rows, size_t header, size_t column) {
  const std::string& cell = rows[header].fields[column];
  const CellKind kind = KindOf(cell);
  if (kind == CellKind::kEmpty) return -1;
  if (ComesAgainBelow(rows, header, column)) return -2;
  const CellKind below = UsualKindBelow(rows, header, column);
  if (kind == below) return kind == CellKind::kText ? 0 : -2;
  if (kind == CellKind::kText) return below == CellKind::kEmpty ? 0 : 2;
  return below == CellKind::kText || below == CellKind::kEmpty ? -1 : 1;
}

std::map<size_t, size_t> WidthCounts(const std::vector<SampleRow>& rows) {
  std::map<size_t, size_t> counts;
  for (const SampleRow& row : rows) ++counts[row.fields.size()];
  return counts;
}

/// The width most rows have; of equals the widest. Rows of one field count only if there are no
/// others.
size_t UsualWidth(const std::vector<SampleRow>& rows) {
  size_t usual = 1;
  size_t usual_count = 0;
  for (const auto& [width, count] : WidthCounts(rows)) {
    if (width > 1 && count >= usual_count) {
      usual = width;
      usual_count = count;
    }
  }
  return usual;
}

double DelimiterScore(const std::vector<SampleRow>& rows) {
  if (rows.empty()) return 0;
  const size_t usual = UsualWidth(rows);
  size_t same = 0;
  size_t split = 0;
  for (const SampleRow& row : rows) {
    same += row.fields.size() == usual && usual > 1;
    split += row.fields.size() > 1;
  }
  const auto all = static_cast<double>(rows.size());
  const double consistency = (static_cast<double>(split) + 2 * static_cast<double>(same)) / all;
  return consistency + static_cast<double>(std::min<size_t>(usual, 50)) / 1000;
}

char NewlineOf(std::string_view sample) {
  return sample.find('\n') == std::string_view::npos && sample.find('\r') != std::string_view::npos
             ? '\r'
             : '\n';
}

/// Tab-separated text without a real quoting: some field begins with a quote and does not end with
/// one.
bool QuotesAreText(std::string_view sample, char newline) {
  bool any_closed = false;
  while (!sample.empty()) {
    const size_t stop = std::min(sample.find_first_of(std::string{'\t', newline}), sample.size());
    std::string_view field = sample.substr(0, stop);
    if (field.ends_with('\r')) field.remove_suffix(1);
    if (field.starts_with('"')) {
      if (field.size() < 2 || !field.ends_with('"')) return true;
      any_closed = true;
    }
    sample.remove_prefix(std::min(stop + 1, sample.size()));
  }
  return !any_closed;
}

std::string Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

std::string Unused(const std::string& name, std::set<std::string>& used) {
  std::string unique = name;
  for (int i = 2; !used.insert(unique).second; ++i) unique = fmt::format("{}_{}", name, i);
  return unique;
}

}  // namespace

std::vector<SampleRow> SampleRows(std::string_view sample, bool cut, CsvDialect dialect,
                                  size_t limit) {
  std::vector<SampleRow> rows;
  ByteWindow window(MemoryBytes(sample), std::max<size_t>(sample.size() + 1, 1024));
  window.Fill(sample.size() + 1);
  CsvScanner scanner(window, dialect);
  size_t blank_rows = 0;
  for (CsvRow row = scanner.Next();
       row.status != CsvRow::Status::kEnd && rows.size() + blank_rows <= limit;
       row = scanner.Next()) {
    if (row.status != CsvRow::Status::kRow) {
      ++blank_rows;
      continue;
    }
    const size_t left = window.rest().size();
    rows.push_back({{row.fields.begin(), row.fields.end()}, sample.size() - left});
    if (cut && row.original.size() == left) rows.pop_back();
  }
  return rows;
}

CsvDialect SniffDialect(std::string_view sample, bool cut, std::optional<char> wanted) {
  cut = cut || sample.size() > kSampleForDialect;
  sample = sample.substr(0, kSampleForDialect);
  CsvDialect dialect;
  dialect.newline = NewlineOf(sample);
  if (wanted) {
    dialect.delimiter = *wanted;
  } else {
    double best = 0;
    for (const char delimiter : {',', '\t', ';', '|'}) {
      CsvDialect tried{delimiter, dialect.quote, dialect.newline};
      if (delimiter == '\t' && QuotesAreText(sample, dialect.newline)) tried.quote = '\0';
      const double score = DelimiterScore(SampleRows(sample, cut, tried));
      if (score > best) {
        best = score;
        dialect.delimiter = delimiter;
      }
    }
  }
  if (dialect.delimiter == '\t' && QuotesAreText(sample, dialect.newline)) dialect.quote = '\0';
  return dialect;
}

size_t FindHeaderRow(const std::vector<SampleRow>& rows) {
  const size_t usual = UsualWidth(rows);
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].fields.size() >= usual) return i;
  }
  return 0;
}

bool LooksLikeHeader(const std::vector<SampleRow>& rows, size_t header) {
  if (header >= rows.size()) return false;
  const std::vector<std::string>& cells = rows[header].fields;
  const std::set<std::string> distinct(cells.begin(), cells.end());
  int votes = 0;
  for (size_t column = 0; column < cells.size(); ++column)
    votes += HeaderVote(rows, header, column);
  if (votes != 0) return votes > 0;
  const bool any_long =
      std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.size() > 64; });
  return distinct.size() == cells.size() && !any_long;
}

std::vector<std::string> ColumnNames(const std::vector<std::string>& header) {
  std::vector<std::string> names;
  std::set<std::string> used;
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string name = Trimmed(header[i]);
    names.push_back(Unused(name.empty() ? fmt::format("c{}", i + 1) : name, used));
  }
  return names;
}

std::vector<std::string> NumberedColumns(size_t count) {
  std::vector<std::string> names;
  for (size_t i = 0; i < count; ++i) names.push_back(fmt::format("c{}", i + 1));
  return names;
}

}  // namespace kebao::ingest
