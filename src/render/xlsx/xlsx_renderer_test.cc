#include "render/xlsx/xlsx_renderer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

#include "render/artifact_name.h"
#include "render/block_tables.h"
#include "render/sample_document.h"
#include "render/xlsx/number_pattern.h"
#include "render/xlsx/render_to_file.h"
#include "render/xlsx/workbook_reader.h"

namespace kebao::render {
namespace {

using document::Figure;
using document::NumberFormat;
using document::Table;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using xlsx::CellName;
using xlsx::ReadBook;
using xlsx::ReadSheet;

namespace fs = std::filesystem;

using namespace xlsx_test;  // what the tests of this folder share

/// Compares a cell of the file with a figure of the document.
void ExpectFigure(const ReadSheet& sheet, const std::string& at, const Figure& figure) {
  const auto found = sheet.cells.find(at);
  if (!figure.raw && figure.text.empty()) {
    EXPECT_EQ(found, sheet.cells.end()) << at;
    return;
  }
  ASSERT_NE(found, sheet.cells.end()) << sheet.name << "!" << at << " for " << figure.text;
  if (!figure.raw) {
    EXPECT_EQ(found->second.text, figure.text) << at;
    return;
  }
  ASSERT_TRUE(found->second.number.has_value()) << at << " is text: " << found->second.text;
  const bool is_negative_time = figure.format == NumberFormat::kDuration && *figure.raw < 0;
  const double expected =
      is_negative_time ? *figure.raw : *figure.raw * xlsx::NativeFactor(figure.format);
  EXPECT_NEAR(*found->second.number, expected, 1e-9 * std::max(1.0, std::abs(expected))) << at;
  const auto has_mark = [&](const char* mark) {
    const size_t quoted = found->second.format.find("\"†*\"");
    return quoted != std::string::npos || found->second.format.find(mark) != std::string::npos;
  };
  EXPECT_EQ(has_mark("\"*\""), !figure.is_complete) << at;
  EXPECT_EQ(has_mark("\"†\""), figure.is_partial) << at;
}

void ExpectRow(const ReadSheet& sheet, size_t row, const std::vector<document::Cell>& cells) {
  for (size_t c = 0; c < cells.size(); ++c) {
    const std::string at = CellName(row, c);
    if (const auto* figure = std::get_if<Figure>(&cells[c])) {
      ExpectFigure(sheet, at, *figure);
    } else if (const auto& text = std::get<std::string>(cells[c]); !text.empty()) {
      ASSERT_TRUE(sheet.cells.contains(at)) << at;
      EXPECT_EQ(sheet.cells.at(at).text, text) << at;
    }
  }
}

/// Row of the table's header on the sheet, found by the titles of its first two columns.
size_t HeaderRow(const ReadSheet& sheet, const Table& table, size_t from) {
  for (size_t row = from; row < from + 100'000; ++row) {
    const auto first = sheet.cells.find(CellName(row, 0));
    const auto second = sheet.cells.find(CellName(row, 1));
    if (first == sheet.cells.end() || second == sheet.cells.end()) continue;
    if (first->second.text == table.columns[0].title &&
        second->second.text == table.columns[1].title)
      return row;
  }
  ADD_FAILURE() << "no header of " << table.id << " on " << sheet.name;
  return 0;
}

size_t ExpectTable(const ReadSheet& sheet, const Table& table, size_t from) {
  const size_t header = HeaderRow(sheet, table, from);
  for (size_t r = 0; r < table.rows.size(); ++r) ExpectRow(sheet, header + 1 + r, table.rows[r]);
  if (table.total) ExpectRow(sheet, header + 1 + table.rows.size(), *table.total);
  return header;
}

/// Every figure of the document, against what openpyxl reads.
void ExpectAllFigures(const document::Document& document, const ReadBook& book) {
  const BlockTitles titles = {.kpi = Texts(document.language).Get("kpi"),
                              .value = Texts(document.language).Get("value")};
  const ReadSheet& data = book.sheets.back();
  size_t data_row = 0;
  for (size_t s = 0; s < document.sections.size(); ++s) {
    const ReadSheet& sheet = book.sheets[s + 1];
    size_t row = kFirstHeader;
    for (const document::Block& block : document.sections[s].blocks) {
      if (const auto* table = std::get_if<Table>(&block)) row = ExpectTable(sheet, *table, row);
      if (const auto* kpis = std::get_if<document::KpiRow>(&block)) {
        row = ExpectTable(sheet, TableOf(*kpis, titles), row);
      }
      const auto* chart = std::get_if<document::Chart>(&block);
      if (chart == nullptr || chart->categories.empty()) continue;
      if (chart->kind == document::Chart::Kind::kHeatMap) {
        ExpectTable(sheet, TableOf(*chart), row);
      } else {
        data_row = ExpectTable(data, TableOf(*chart), data_row) + 1;
      }
    }
  }
}

class SampleWorkbook : public testing::TestWithParam<SampleOptions> {};

TEST_P(SampleWorkbook, HoldsEveryFigureOfTheDocument) {
  const document::Document document = SampleDocument(GetParam());
  const Artifact artifact =
      Write(document, "sample_" + GetParam().language + std::to_string(GetParam().agents) +
                          (GetParam().has_long_names ? "_long" : "") + ".xlsx");
  const ReadBook book = xlsx::ReadWorkbook(artifact.file);
  EXPECT_EQ(book.title, document.title);
  EXPECT_EQ(book.created, "2016-04-01T00:00:00");
  ExpectAllFigures(document, book);
}

INSTANTIATE_TEST_SUITE_P(Languages, SampleWorkbook,
                         testing::Values(SampleOptions{"zh-CN", 20}, SampleOptions{"en", 20},
                                         SampleOptions{"zh-CN", 1}, SampleOptions{"zh-CN", 500},
                                         SampleOptions{"en", 500}, SampleOptions{"zh-CN", 20, true},
                                         SampleOptions{"en", 20, true}, SampleOptions{"zh-CN", 0},
                                         SampleOptions{"en", 0}));

TEST(XlsxRenderer, NamesOneSheetPerSectionBetweenCoverAndChartData) {
  const ReadBook book = xlsx::ReadWorkbook(Write(SampleDocument(), "sheets.xlsx").file);
  std::vector<std::string> names;
  for (const ReadSheet& sheet : book.sheets) names.push_back(sheet.name);
  EXPECT_THAT(names, ElementsAre("封面", "总体情况", "客服个人", "每日趋势", "时段负荷",
                                 "渠道与问题类型", "数据质量", "指标口径", "图表数据"));
}

TEST(XlsxRenderer, FreezesFiltersAndPrintsTheAgentTable) {
  const ReadBook book = xlsx::ReadWorkbook(Write(SampleDocument(), "agents.xlsx").file);
  const ReadSheet& sheet = book.Named("客服个人");
  EXPECT_EQ(sheet.freeze, "B6");
  EXPECT_THAT(sheet.tables,
              ElementsAre("A5:N25"));  // the total row is outside: sorting leaves it below
  EXPECT_EQ(sheet.orientation, "landscape");
  EXPECT_TRUE(sheet.fits_to_page);
  EXPECT_EQ(sheet.title_rows, "$5:$5");
  EXPECT_EQ(sheet.charts, 1);
  EXPECT_THAT(sheet.cells.at("C5").comment, HasSubstr("不同客户数"));
  EXPECT_TRUE(sheet.cells.at("C26").is_bold);
}

TEST(XlsxRenderer, GivesEachFormatItsNativePattern) {
  const ReadBook book = xlsx::ReadWorkbook(Write(SampleDocument(), "patterns.xlsx").file);
  const auto& cells = book.Named("客服个人").cells;
  EXPECT_EQ(cells.at("D6").format, "#,##0");
  EXPECT_EQ(cells.at("F6").format, "[h]:mm:ss");
  EXPECT_EQ(cells.at("J6").format, "0.0%");
  EXPECT_EQ(cells.at("L6").format, "#,##0.00");
  EXPECT_EQ(cells.at("M26").format, "+0.0\" 百分点\";-0.0\" 百分点\";0.0\" 百分点\"");
  EXPECT_EQ(cells.at("H9").format, "0.0%\"*\"");
}

TEST(XlsxRenderer, WritesConditionalFormatsThatSkipTheTotal) {
  const ReadBook book = xlsx::ReadWorkbook(Write(SampleDocument(), "rules.xlsx").file);
  const ReadSheet& sheet = book.Named("客服个人");
  std::vector<std::string> rules;
  for (const auto& rule : sheet.rules)
    rules.push_back(rule.area + " " + rule.type + " " + rule.formula);
  EXPECT_THAT(rules, testing::UnorderedElementsAre(
                         "C6:C25 dataBar ", "J6:J25 colorScale ", "F6:F25 colorScale ",
                         "H6:H25 expression AND(ISNUMBER(H6),H6>=0.85)",
                         "H6:H25 expression AND(ISNUMBER(H6),H6<0.85)",
                         "G6:G25 expression AND(ISNUMBER(G6),G6>0.041666666666666664)",
                         "G6:G25 expression AND(ISNUMBER(G6),G6<=0.041666666666666664)"));
}

TEST(XlsxRenderer, LinksTheContentsAndNothingElse) {
  const ReadBook book = xlsx::ReadWorkbook(Write(SampleDocument(), "links.xlsx").file);
  std::vector<std::string> links;
  for (const ReadSheet& sheet : book.sheets) {
    for (const auto& [at, cell] : sheet.cells) {
      if (!cell.link.empty()) links.push_back(cell.link);
    }
  }
  EXPECT_EQ(links.size(), 7U);
  EXPECT_THAT(links, testing::Each(StartsWith("'")));
}

TEST(XlsxRenderer, SameDocumentGivesSameBytes) {
  const Artifact first = Write(SampleDocument(), "same_1.xlsx");
  const Artifact second = Write(SampleDocument(), "same_2.xlsx");
  EXPECT_EQ(BytesOf(first.file), BytesOf(second.file));
}

TEST(XlsxRenderer, RefusesADocumentThatContradictsItself) {
  Table table = TextTable({"x"});
  table.rows.push_back({std::string("a"), std::string("b")});
  const auto artifact =
      RenderXlsx(WithTable(table), Texts("zh-CN"), OutFolder() / "malformed.xlsx");
  ASSERT_FALSE(artifact.has_value());
  EXPECT_EQ(artifact.error().code, "render.document_malformed");
  EXPECT_EQ(artifact.error().place, "texts");
  EXPECT_FALSE(fs::exists(OutFolder() / "malformed.xlsx"));
}

std::string FailureCode(const fs::path& out) {
  try {
    (void)RenderXlsx(SampleDocument({.agents = 1}), Texts("zh-CN"), out);
  } catch (const WorldFailure& failure) {
    return failure.code();
  }
  return "none";
}

TEST(XlsxRenderer, SaysWhyTheFileCouldNotBeWritten) {
  EXPECT_EQ(FailureCode("/dev/full"), "output.no_space");
  EXPECT_EQ(FailureCode(OutFolder() / "no_such_folder" / "a.xlsx"), "output.no_folder");
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

}  // namespace
}  // namespace kebao::render
