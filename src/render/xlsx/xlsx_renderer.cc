#include "render/xlsx/xlsx_renderer.h"

#include <algorithm>

#include "render/output_file.h"
#include "render/xlsx/cell_text.h"
#include "render/xlsx/cover_sheet.h"
#include "render/xlsx/document_properties.h"
#include "render/xlsx/section_sheet.h"
#include "render/xlsx/workbook_file.h"

namespace kebao::render {
namespace {

using document::Document;

constexpr const char* kMime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

size_t ColumnsOf(const document::Block& block) {
  if (const auto* table = std::get_if<document::Table>(&block)) return table->columns.size();
  if (const auto* chart = std::get_if<document::Chart>(&block)) {
    return 1 +
           std::max(chart->series.size(), chart->categories.size() * (chart->rows.empty() ? 0 : 1));
  }
  return 0;
}

Result<void> CheckWidths(const Document& document) {
  for (const document::Section& section : document.sections) {
    for (const document::Block& block : section.blocks) {
      if (ColumnsOf(block) <= LXW_COL_MAX) continue;
      return MakeProblem("render.too_many_columns", section.id,
                         {{"count", std::to_string(ColumnsOf(block))}});
    }
  }
  return {};
}

/// The names are given before any sheet is written, because the cover, which comes first, links to
/// them.
std::vector<xlsx::ContentsEntry> NameSheets(xlsx::Book& book, const Document& document) {
  std::vector<xlsx::ContentsEntry> contents;
  for (const document::Section& section : document.sections) {
    contents.push_back({book.MakeName(section.title), section.title});
  }
  return contents;
}

void FillBook(xlsx::Book& book, const Document& document) {
  const std::string cover = book.MakeName(book.texts().Get("cover_sheet"));
  xlsx::ChartDataSheet data(book);
  const auto contents = NameSheets(book, document);
  xlsx::SetDocumentProperties(book, document);
  xlsx::WriteCover(book, cover, document, contents);
  for (size_t s = 0; s < document.sections.size(); ++s) {
    xlsx::WriteSection(book, data, document, document.sections[s], contents[s].sheet_name);
  }
  data.Write(book, document.title);
}

}  // namespace

Result<RenderTexts> LoadXlsxTexts(const std::filesystem::path& catalog,
                                  const std::string& language) {
  return RenderTexts::Load(catalog, language, "xlsx",
                           {"font",
                            "cover_sheet",
                            "chart_data_sheet",
                            "contents",
                            "key_figures",
                            "properties",
                            "kpi",
                            "value",
                            "change",
                            "compared",
                            "note",
                            "definition",
                            "metric",
                            "formula",
                            "details",
                            "percentage_points_unit",
                            "seconds_unit",
                            "page",
                            "no_data",
                            "incomplete_note",
                            "chart_shortened",
                            "chart_incomplete",
                            "warning_chart_shortened",
                            "chart_as_bars",
                            "warning_chart_as_bars",
                            "warning_threshold",
                            "warning_split",
                            "warning_shortened",
                            "warning_repaired",
                            "warning_not_finite",
                            "warning_unlinked",
                            "rows_sheet",
                            "check_sheet",
                            "pivot_sheet",
                            "rows_check_note",
                            "rows_differences",
                            "rows_answer",
                            "rows_agree",
                            "rows_not_recorded",
                            "rows_seconds",
                            "rows_numerator",
                            "rows_denominator",
                            "rows_pivot_note",
                            "rows_pivot_sum",
                            "rows_pivot_mean",
                            "rows_total",
                            "warning_rows_split",
                            "warning_no_pivot",
                            "warning_pivot_empty",
                            "rows_minor_units",
                            "warning_rows_left_out"});
}

Result<Artifact> RenderXlsx(const Document& document, const RenderTexts& texts,
                            const std::filesystem::path& out, XlsxLimits limits) {
  KEBAO_TRY_VOID(CheckDocument(document));
  KEBAO_TRY_VOID(CheckWidths(document));
  OutputFile file(out);
  xlsx::WorkbookFile workbook;
  xlsx::Book book(workbook.handle(), texts, {.rows = limits.rows_per_sheet});
  FillBook(book, document);
  file.Write(workbook.Close());
  file.Commit();
  return Artifact{out, kMime, book.Warnings()};
}

}  // namespace kebao::render
