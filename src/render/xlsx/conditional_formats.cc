#include "render/xlsx/conditional_formats.h"

#include <fmt/format.h>

#include <cmath>

namespace kebao::render::xlsx {
namespace {

using document::ConditionalFormat;

struct Area {
  uint32_t first_row;
  uint32_t last_row;
  uint16_t column;
};

void Apply(const Sheet& sheet, const Area& area, lxw_conditional_format& rule) {
  worksheet_conditional_format_range(sheet.handle, area.first_row, area.column, area.last_row,
                                     area.column, &rule);
}

void AddColorScale(const Sheet& sheet, const Area& area, bool up_is_good) {
  lxw_conditional_format rule = {};
  rule.type = LXW_CONDITIONAL_3_COLOR_SCALE;
  rule.min_color = up_is_good ? theme::kBadFill : theme::kGoodFill;
  rule.mid_color = theme::kWhite;
  rule.max_color = up_is_good ? theme::kGoodFill : theme::kBadFill;
  Apply(sheet, area, rule);
}

void AddDataBar(const Sheet& sheet, const Area& area) {
  lxw_conditional_format rule = {};
  rule.type = LXW_CONDITIONAL_DATA_BAR;
  rule.bar_color = theme::kBar;
  rule.bar_solid = LXW_TRUE;
  rule.data_bar_2010 = LXW_TRUE;
  rule.min_rule_type =
      LXW_CONDITIONAL_RULE_TYPE_NUMBER;  // bars begin at zero: half as long means half as much
  rule.min_value = 0;
  rule.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_MAXIMUM;
  Apply(sheet, area, rule);
}

/// A formula, because a plain comparison takes texts ("not recorded") for greater than every
/// number.
void AddThresholdRule(Book& book, const Sheet& sheet, const Area& area, const char* comparison,
                      double threshold, uint32_t color) {
  char cell[LXW_MAX_CELL_NAME_LENGTH] = {};
  lxw_rowcol_to_cell(cell, area.first_row, area.column);
  const std::string formula =
      fmt::format("=AND(ISNUMBER({0}),{0}{1}{2})", cell, comparison, threshold);
  lxw_format* format = workbook_add_format(book.handle());  // holds only the difference
  format_set_font_color(format, color);
  format_set_bold(format);
  lxw_conditional_format rule = {};
  rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
  rule.value_string = const_cast<char*>(formula.c_str());  // the library copies it
  rule.format = format;
  Apply(sheet, area, rule);
}

void AddThreshold(Book& book, const Sheet& sheet, const Area& area, const ConditionalFormat& format,
                  double threshold) {
  const uint32_t above = format.up_is_good ? theme::kGood : theme::kBad;
  const uint32_t below = format.up_is_good ? theme::kBad : theme::kGood;
  // Exactly at the target is good in both directions.
  AddThresholdRule(book, sheet, area, format.up_is_good ? ">=" : ">", threshold, above);
  AddThresholdRule(book, sheet, area, format.up_is_good ? "<" : "<=", threshold, below);
}

uint16_t ColumnOf(const document::Table& table, const std::string& id) {
  uint16_t column = 0;
  while (table.columns[column].id != id) ++column;  // CheckDocument saw that it exists
  return column;
}

/// No formula can hold it: Excel would repair the file.
void WarnOfThreshold(Book& book, const document::Table& table, uint16_t column) {
  book.Warn(book.texts().Fill("warning_threshold",
                              {{"table", table.title}, {"column", table.columns[column].title}}));
}

void AddOne(Book& book, const Sheet& sheet, const document::Table& table,
            const ConditionalFormat& format, Area area) {
  const auto unit = table.columns[area.column].format.value_or(document::NumberFormat::kInteger);
  switch (format.kind) {
    case ConditionalFormat::Kind::kColorScale:
      return AddColorScale(sheet, area, format.up_is_good);
    case ConditionalFormat::Kind::kDataBar:
      return AddDataBar(sheet, area);
    case ConditionalFormat::Kind::kThreshold:
      if (!format.threshold) return;
      if (!std::isfinite(*format.threshold)) return WarnOfThreshold(book, table, area.column);
      return AddThreshold(book, sheet, area, format, *format.threshold * NativeFactor(unit));
  }
}

}  // namespace

void AddConditionalFormats(Book& book, const Sheet& sheet, const document::Table& table,
                           uint32_t first_row, uint32_t last_row) {
  for (const ConditionalFormat& format : table.formats) {
    AddOne(book, sheet, table, format, {first_row, last_row, ColumnOf(table, format.column)});
  }
}

void AddHeatColors(const Sheet& sheet, uint32_t first_row, uint16_t first_column, uint32_t last_row,
                   uint16_t last_column) {
  lxw_conditional_format rule = {};
  rule.type = LXW_CONDITIONAL_2_COLOR_SCALE;
  rule.min_color = 0xF7FBFF;
  rule.max_color = 0x6CB0E0;
  worksheet_conditional_format_range(sheet.handle, first_row, first_column, last_row, last_column,
                                     &rule);
}

}  // namespace kebao::render::xlsx
