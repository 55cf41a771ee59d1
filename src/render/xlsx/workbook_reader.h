#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kebao::render::xlsx {

/// What read_workbook.py (openpyxl) found in a workbook.
struct ReadCell {
  std::string type;  // "n", "s", "f" …
  std::optional<double> number;
  std::string text;
  std::string format;
  std::string comment;
  std::string link;
  bool is_bold = false;
};
struct ReadRule {
  std::string area;
  std::string type;
  std::string formula;
};
struct ReadSheet {
  std::string name;
  std::map<std::string, ReadCell> cells;  // by "B7"
  std::vector<ReadRule> rules;
  std::vector<std::string> tables;
  std::vector<std::vector<std::string>> headers;
  std::string freeze;
  std::string orientation;
  std::string title_rows;
  bool fits_to_page = false;
  int charts = 0;
};
struct ReadBook {
  std::vector<ReadSheet> sheets;
  std::string title;
  std::string created;
  const ReadSheet& Named(const std::string& name) const;
};

/// Throws std::runtime_error with the reader's message when it refuses the file.
ReadBook ReadWorkbook(const std::filesystem::path& file);

/// "B7" for (6, 1).
std::string CellName(size_t row, size_t column);

}  // namespace kebao::render::xlsx
