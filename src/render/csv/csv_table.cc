#include "render/csv/csv_table.h"

#include <algorithm>
#include <optional>

#include "render/csv/csv_field.h"

namespace kebao::render {
namespace {

using document::Cell;
using document::Figure;
using document::NumberFormat;
using document::Table;

/// Key of the unit's word; empty: the number needs none.
std::string UnitKey(NumberFormat format) {
  if (format == NumberFormat::kDuration) return "unit_seconds";
  if (format == NumberFormat::kPercent1) return "unit_fraction";
  if (format == NumberFormat::kPercentPoints1) return "unit_difference";
  return "";
}

/// The rows and, behind them, the total.
std::vector<const std::vector<Cell>*> AllRows(const Table& table) {
  std::vector<const std::vector<Cell>*> rows;
  for (const auto& row : table.rows) rows.push_back(&row);
  if (table.total) rows.push_back(&*table.total);
  return rows;
}

struct ColumnUnit {
  std::string key;        // of all figures, when they agree
  bool is_mixed = false;  // a column of units follows
};

ColumnUnit UnitOf(const Table& table, size_t column) {
  std::optional<std::string> found;
  if (table.columns[column].format) found = UnitKey(*table.columns[column].format);
  for (const auto* row : AllRows(table)) {
    const auto* figure = std::get_if<Figure>(&(*row)[column]);
    if (figure == nullptr) continue;
    const std::string key = UnitKey(figure->format);
    if (found && *found != key) return {"", true};
    found = key;
  }
  return {found.value_or(""), false};
}

bool IsIncomplete(const Cell& cell) {
  const auto* figure = std::get_if<Figure>(&cell);
  return figure != nullptr && figure->raw && !figure->is_complete;
}

bool IsPartial(const Cell& cell) {
  const auto* figure = std::get_if<Figure>(&cell);
  return figure != nullptr && figure->raw && figure->is_partial;
}

/// A column at the end that says of which others something holds in a row; only where it does.
struct Remark {
  const char* title;  // key
  bool (*holds)(const Cell&);
};
constexpr Remark kRemarks[] = {{"incomplete", IsIncomplete}, {"partial", IsPartial}};

class CsvTable {
 public:
  CsvTable(const Table& table, const RenderTexts& texts) : table_(table), texts_(texts) {
    for (size_t c = 0; c < table.columns.size(); ++c) units_.push_back(UnitOf(table, c));
    const auto rows = AllRows(table);
    for (const Remark& remark : kRemarks) {
      const bool is_needed = std::any_of(rows.begin(), rows.end(), [&](const auto* row) {
        return std::any_of(row->begin(), row->end(), remark.holds);
      });
      if (is_needed) remarks_.push_back(remark);
    }
  }

  std::string Write() {
    AddHeader();
    for (const auto* row : AllRows(table_)) AddRow(*row);
    return std::move(text_);
  }

 private:
  void AddHeader();
  void AddRow(const std::vector<Cell>& row);
  void AddCell(size_t column, const Cell& cell);
  void AddText(const std::string& text) {
    Separate();
    AppendCsvText(text_, text);
  }
  void Separate() {
    if (!is_line_start_) text_ += ',';
    is_line_start_ = false;
  }
  void EndLine() {
    text_ += "\r\n";
    is_line_start_ = true;
  }
  std::string UnitWord(const std::string& key) const { return key.empty() ? "" : texts_.Get(key); }

  const Table& table_;
  const RenderTexts& texts_;
  std::vector<ColumnUnit> units_;
  std::vector<Remark> remarks_;
  std::string text_;
  bool is_line_start_ = true;
};

void CsvTable::AddHeader() {
  for (size_t c = 0; c < units_.size(); ++c) {
    const std::string& title = table_.columns[c].title;
    const std::string unit = UnitWord(units_[c].key);
    AddText(unit.empty() ? title
                         : texts_.Fill("title_with_unit", {{"title", title}, {"unit", unit}}));
    if (units_[c].is_mixed) AddText(texts_.Fill("unit_of", {{"title", title}}));
  }
  for (const Remark& remark : remarks_) AddText(texts_.Get(remark.title));
  EndLine();
}

void CsvTable::AddCell(size_t column, const Cell& cell) {
  const auto* figure = std::get_if<Figure>(&cell);
  if (figure == nullptr) {
    AddText(std::get<std::string>(cell));
  } else {
    Separate();
    text_ += CsvNumber(*figure);
  }
  if (units_[column].is_mixed) AddText(figure != nullptr ? UnitWord(UnitKey(figure->format)) : "");
}

void CsvTable::AddRow(const std::vector<Cell>& row) {
  for (size_t c = 0; c < row.size(); ++c) AddCell(c, row[c]);
  for (const Remark& remark : remarks_) {
    std::string titles;
    for (size_t c = 0; c < row.size(); ++c) {
      if (remark.holds(row[c])) titles += (titles.empty() ? "" : "; ") + table_.columns[c].title;
    }
    AddText(titles);
  }
  EndLine();
}

}  // namespace

std::string CsvOf(const Table& table, const RenderTexts& texts) {
  return CsvTable(table, texts).Write();
}

}  // namespace kebao::render
