#include "render/xlsx/section_sheet.h"

#include <algorithm>

#include "render/xlsx/conditional_formats.h"
#include "render/xlsx/native_chart.h"
#include "render/xlsx/section_layout.h"
#include "render/xlsx/table_writer.h"

namespace kebao::render::xlsx {
namespace {

using document::Chart;
using document::Table;

constexpr double kProseWidth = 110;
constexpr uint32_t kLastRowToFreeze = 14;
constexpr size_t kColumnsToFreezeFirst = 7;

class SectionWriter {
 public:
  SectionWriter(Book& book, ChartDataSheet& data, const document::Document& document,
                const document::Section& section)
      : book_(book),
        data_(data),
        document_(document),
        section_(section),
        layout_(LayOut(section, book.titles())) {}

  void Write(const std::string& sheet_name) {
    StartSheet(sheet_name, section_.title);
    for (const document::Block* block : layout_.flow) {
      std::visit([this](const auto& item) { Add(item); }, *block);
    }
    if (layout_.only_table == nullptr || !layout_.is_beside) WriteMoved(sheet_.next_row, 0);
    SetPageBreaks(sheet_, Points());
  }

 private:
  void StartSheet(const std::string& name, const std::string& title);
  void Add(const document::Heading& heading);
  void Add(const document::Paragraph& paragraph);
  void Add(const document::KpiRow& kpis);
  void Add(const document::DefinitionList& definitions);
  void Add(const Chart& chart);
  void Add(const Table& table);
  void AddHeatMap(const Chart& chart);
  void WriteTitleOf(const std::string& title);
  void WriteAcrossSheets(const Table& table);
  void FreezeHeader(const Table& table, uint32_t header_row);
  void WriteMoved(uint32_t row, uint16_t column);
  double Points() const;

  Book& book_;
  ChartDataSheet& data_;
  const document::Document& document_;
  const document::Section& section_;
  SectionLayout layout_;
  Sheet sheet_;
  std::string last_heading_;
};

void SectionWriter::StartSheet(const std::string& name, const std::string& title) {
  if (sheet_.handle != nullptr) SetPageBreaks(sheet_, Points());
  sheet_ = {book_.AddSheet(name), name, 0};
  layout_.widths.ApplyTo(sheet_.handle);
  worksheet_gridlines(sheet_.handle, LXW_HIDE_ALL_GRIDLINES);
  worksheet_ignore_errors(sheet_.handle, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
  SetUpPrinting(book_, sheet_.handle, document_.title);
  WriteText(book_, sheet_, 0, 0, title, {.size = 16, .color = theme::kAccent, .bold = true});
  worksheet_set_row(sheet_.handle, 0, 28, nullptr);
  const std::string line =
      document_.title + (document_.subtitle.empty() ? "" : " · " + document_.subtitle);
  WriteText(book_, sheet_, 1, 0, line, {.size = 9, .color = theme::kMutedInk});
  sheet_.next_row = 3;
}

void SectionWriter::Add(const document::Heading& heading) {
  last_heading_ = heading.text;
  const double size = heading.level <= 2 ? 13 : 11;
  WriteText(book_, sheet_, sheet_.next_row, 0, heading.text,
            {.size = size, .color = theme::kAccent, .bold = true});
  worksheet_set_row(sheet_.handle, sheet_.next_row++, 22, nullptr);
}

void SectionWriter::Add(const document::Paragraph& paragraph) {
  const StyleSpec style = {.size = 11,
                           .color = ColorOf(paragraph.tone),
                           .vertical = LXW_ALIGN_VERTICAL_TOP,
                           .wrap = true};
  const auto last = static_cast<uint16_t>(layout_.widths.ColumnsFor(kProseWidth) - 1);
  if (last > 0) {
    worksheet_merge_range(sheet_.handle, sheet_.next_row, 0, sheet_.next_row, last, "",
                          book_.styles().Get(style));
  }
  WriteText(book_, sheet_, sheet_.next_row, 0, paragraph.text, style);
  const double height = std::min(400.0, 5 + 16.5 * LinesOf(paragraph.text, kProseWidth / 1.1));
  worksheet_set_row(sheet_.handle, sheet_.next_row++, height, nullptr);
}

void SectionWriter::Add(const document::KpiRow& kpis) {
  const Table table = TableOf(kpis, book_.titles());
  WriteTable(book_, sheet_, table, {0, table.rows.size()}, layout_.widths, {.has_filter = false});
}

void SectionWriter::Add(const document::DefinitionList& definitions) {
  const Table table = TableOf(definitions, book_.titles());
  const uint32_t header_row = sheet_.next_row;
  WriteAcrossSheets(table);
  if (layout_.only_table == nullptr && section_.blocks.size() == 1) FreezeHeader(table, header_row);
}

void SectionWriter::WriteTitleOf(const std::string& title) {
  if (title.empty() || title == section_.title || title == last_heading_) return;
  WriteText(book_, sheet_, sheet_.next_row, 0, title, {.size = 12, .bold = true});
  worksheet_set_row(sheet_.handle, sheet_.next_row++, 20, nullptr);
}

void SectionWriter::Add(const Chart& chart) {
  if (IsGrid(chart.kind)) return AddHeatMap(chart);
  sheet_.next_row += InsertCharts(book_, data_, sheet_, chart, sheet_.next_row, 0);
}

void SectionWriter::AddHeatMap(const Chart& chart) {
  const uint32_t title_row = sheet_.next_row;
  WriteTitleOf(chart.title);
  if (!chart.summary.empty()) {
    WriteText(book_, sheet_, sheet_.next_row++, 0, chart.summary,
              {.size = 9, .color = theme::kMutedInk});
  }
  const Table table = TableOf(chart);
  const uint32_t first = sheet_.next_row + 1;
  WriteTable(book_, sheet_, table, {0, table.rows.size()}, layout_.widths, {.has_filter = false});
  sheet_.kept_whole.push_back({title_row, sheet_.next_row});
  if (chart.rows.empty() || chart.categories.empty()) return;
  AddHeatColors(sheet_, first, 1, first + static_cast<uint32_t>(chart.rows.size()) - 1,
                static_cast<uint16_t>(chart.categories.size()));
}

void SectionWriter::Add(const Table& table) {
  WriteTitleOf(table.title);
  const uint32_t header_row = sheet_.next_row;
  const bool is_only = &table == layout_.only_table;
  if (is_only) FreezeHeader(table, header_row);
  if (is_only && layout_.is_beside)
    WriteMoved(header_row, static_cast<uint16_t>(layout_.widths.size() + 1));
  WriteAcrossSheets(table);
}

void SectionWriter::FreezeHeader(const Table& table, uint32_t header_row) {
  const bool is_wide = table.columns.size() >= kColumnsToFreezeFirst;
  if (header_row <= kLastRowToFreeze)
    worksheet_freeze_panes(sheet_.handle, header_row + 1, is_wide ? 1 : 0);
  worksheet_repeat_rows(sheet_.handle, header_row, header_row);
  sheet_.repeated = {{header_row, header_row + 1}};
}

void SectionWriter::WriteAcrossSheets(const Table& table) {
  RowSlice slice;
  for (int part = 1;; ++part) {
    const uint32_t used = sheet_.next_row + ExtraRowsOf(table);
    const size_t room = book_.limits().rows > used ? book_.limits().rows - used : 0;
    slice.limit = std::min(table.rows.size(), slice.first + room);
    WriteTable(book_, sheet_, table, slice, layout_.widths, {.has_filter = true});
    if (slice.limit == table.rows.size()) break;
    slice.first = slice.limit;
    StartSheet(book_.MakeName(section_.title),
               section_.title + " (" + std::to_string(part + 1) + ")");
    FreezeHeader(table, sheet_.next_row);
  }
  if (slice.first > 0) {
    book_.Warn(book_.texts().Fill(
        "warning_split", {{"table", table.title}, {"count", std::to_string(table.rows.size())}}));
  }
}

void SectionWriter::WriteMoved(uint32_t row, uint16_t column) {
  // Beside a table the first heading stands in the frozen row of the header, and the charts scroll
  // with the rows.
  if (layout_.is_beside && !layout_.moved.empty() && layout_.moved.front().heading == nullptr)
    ++row;
  for (const MovedChart& moved : layout_.moved) {
    if (moved.heading != nullptr) {
      WriteText(book_, sheet_, row++, column, moved.heading->text,
                {.size = 13, .color = theme::kAccent, .bold = true});
    }
    row += InsertCharts(book_, data_, sheet_, *moved.chart, row, column);
  }
}

/// As wide as its columns, or as a chart that stands beside them or reaches beyond them.
double SectionWriter::Points() const {
  constexpr double kPixelsPerCharacter = 7;
  constexpr double kPadding = 5;
  constexpr double kPointsPerPixel = 0.75;
  const auto columns = static_cast<double>(layout_.widths.size());
  const double table = layout_.widths.Total() * kPixelsPerCharacter + columns * kPadding;
  const double gap = layout_.is_beside
                         ? layout_.widths.At(layout_.widths.size()) * kPixelsPerCharacter + kPadding
                         : 0;
  const double chart = sheet_.kept_whole.empty() ? 0 : kChartPixels;
  return kPointsPerPixel * (layout_.is_beside ? table + gap + chart : std::max(table, chart));
}

}  // namespace

void WriteSection(Book& book, ChartDataSheet& data, const document::Document& document,
                  const document::Section& section, const std::string& sheet_name) {
  SectionWriter(book, data, document, section).Write(sheet_name);
}

}  // namespace kebao::render::xlsx
