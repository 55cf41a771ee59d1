#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "render/sample_document.h"
#include "render/xlsx/render_to_file.h"
#include "render/xlsx/workbook_reader.h"

namespace kebao::render {
namespace {

using namespace xlsx_test;  // what the tests of this folder share
using document::NumberFormat;
using document::Table;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using xlsx::CellName;
using xlsx::ReadBook;
using xlsx::ReadSheet;

TEST(XlsxRenderer, NeverWritesTextAsFormulaNumberOrLink) {
  const std::vector<std::string> hostile = {"=1+1",
                                            "+1",
                                            "-1",
                                            "@SUM(A1)",
                                            "=HYPERLINK(\"http://x\")",
                                            "{=A1}",
                                            "00123",
                                            "1e9",
                                            "http://example.com/",
                                            "mailto:a@b.c",
                                            "=cmd|' /C calc'!A0",
                                            "_x000D_"};
  const Artifact artifact = Write(WithTable(TextTable(hostile)), "hostile.xlsx");
  const ReadSheet sheet = xlsx::ReadWorkbook(artifact.file).Named("唯一");
  for (size_t i = 0; i < hostile.size(); ++i) {
    const auto& cell = sheet.cells.at(CellName(kFirstHeader + 1 + i, 0));
    EXPECT_EQ(cell.type, "s") << hostile[i];
    EXPECT_THAT(cell.text, testing::AnyOf(hostile[i], "_x005F_x000D_"))
        << "openpyxl leaves the escape as it is";
    EXPECT_EQ(cell.link, "");
  }
  EXPECT_THAT(artifact.warnings, IsEmpty());
}

TEST(XlsxRenderer, RepairsWhatTheFormatForbidsAndSaysSo) {
  const std::vector<std::string> broken = {std::string("a\0b", 3), "bell\a",
                                           "bad \xff\xfe utf8",    "\xed\xa0\x80",
                                           "\xef\xbf\xbf",         "line\r\nbreak"};
  const Artifact artifact = Write(WithTable(TextTable(broken)), "broken.xlsx");
  const ReadSheet sheet = xlsx::ReadWorkbook(artifact.file).Named("唯一");
  EXPECT_EQ(sheet.cells.at("A5").text, "a\uFFFDb");
  EXPECT_EQ(sheet.cells.at("A6").text, "bell\uFFFD");
  EXPECT_THAT(sheet.cells.at("A7").text, StartsWith("bad \uFFFD"));
  EXPECT_EQ(sheet.cells.at("A10").text, "line\nbreak");
  EXPECT_THAT(artifact.warnings, ElementsAre(HasSubstr("5 处文字")));
}

TEST(XlsxRenderer, CutsTextsThatExceedACell) {
  std::string emoji;
  for (int i = 0; i < 20'000; ++i) emoji += "😀";  // two UTF-16 units each
  const Artifact artifact =
      Write(WithTable(TextTable({std::string(40'000, 'x'), emoji})), "long_cells.xlsx");
  const ReadSheet sheet = xlsx::ReadWorkbook(artifact.file).Named("唯一");
  EXPECT_EQ(sheet.cells.at("A5").text, std::string(32'766, 'x') + "…");
  EXPECT_THAT(sheet.cells.at("A6").text, testing::EndsWith("😀…"));
  EXPECT_EQ(sheet.cells.at("A6").text.size(), 16'382 * 4 + 3U);
  EXPECT_THAT(artifact.warnings, ElementsAre(HasSubstr("2 个单元格")));
}

TEST(XlsxRenderer, ShowsTheTextOfNumbersThatAreNotFinite) {
  Table table;
  table.id = "odd";
  table.columns = {{"a", "A", NumberFormat::kDecimal2, ""},
                   {"b", "B", NumberFormat::kDuration, ""}};
  const double infinity = std::numeric_limits<double>::infinity();
  table.rows = {{MakeFigure(std::nan(""), "n/a", NumberFormat::kDecimal2),
                 MakeFigure(infinity, "∞", NumberFormat::kDuration)}};
  const Artifact artifact = Write(WithTable(table), "odd.xlsx");
  const ReadSheet sheet = xlsx::ReadWorkbook(artifact.file).Named("唯一");
  EXPECT_EQ(sheet.cells.at("A5").text, "n/a");
  EXPECT_EQ(sheet.cells.at("B5").text, "∞");
  EXPECT_THAT(artifact.warnings, ElementsAre(HasSubstr("2 个数值")));
}

TEST(XlsxRenderer, MakesSheetNamesValidAndDifferent) {
  document::Document document = SampleDocument({.agents = 1});
  const std::string name31 = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二";
  document.sections = {
      {"a", "[按]客服:*?/\\", {}}, {"b", "same", {}},     {"c", "SAME", {}}, {"d", "", {}},
      {"e", "'quoted'", {}},       {"f", name31, {}},     {"g", name31, {}}, {"h", "封面", {}},
      {"i", "History", {}},        {"j", "it's \xff", {}}};
  const ReadBook book = xlsx::ReadWorkbook(Write(document, "names.xlsx").file);
  std::vector<std::string> names;
  for (const ReadSheet& sheet : book.sheets) names.push_back(sheet.name);
  EXPECT_THAT(names, ElementsAre("封面", "按 客服", "same", "SAME (2)", "Sheet", "quoted",
                                 name31.substr(0, 31 * 3), name31.substr(0, 27 * 3) + " (2)",
                                 "封面 (2)", "History (2)", "it's"));
}

TEST(XlsxRenderer, MakesTableTitlesDifferent) {
  Table table = TextTable({"x"});
  table.columns = {
      {"a", "Rate", {}, ""}, {"b", "rate", {}, ""}, {"c", "", {}, ""}, {"d", "Rate (2)", {}, ""}};
  table.rows = {{std::string("1"), std::string("2"), std::string("3"), std::string("4")}};
  const ReadSheet sheet =
      xlsx::ReadWorkbook(Write(WithTable(table), "titles.xlsx").file).Named("唯一");
  EXPECT_THAT(sheet.headers, ElementsAre(ElementsAre("Rate", "rate (2)", " ", "Rate (2) (2)")));
}

TEST(XlsxRenderer, SplitsLongTablesOverSheets) {
  std::vector<std::string> texts;
  for (int i = 0; i < 250; ++i) texts.push_back("row " + std::to_string(i));
  Table table = TextTable(texts);
  table.total = {std::string("total")};
  const Artifact artifact = Write(WithTable(table), "split.xlsx", {.rows_per_sheet = 108});
  const ReadBook book = xlsx::ReadWorkbook(artifact.file);
  ASSERT_EQ(book.sheets.size(), 4U);
  EXPECT_EQ(book.sheets[1].cells.at("A5").text, "row 0");
  EXPECT_EQ(book.sheets[2].name, "唯一 (2)");
  EXPECT_EQ(book.sheets[2].cells.at("A4").text, "Text");
  EXPECT_EQ(book.sheets[2].cells.at("A5").text, "row 100");
  EXPECT_EQ(book.sheets[3].cells.at("A54").text, "row 249");
  EXPECT_EQ(book.sheets[3].cells.at("A55").text, "total");
  EXPECT_THAT(artifact.warnings, ElementsAre(HasSubstr("250 行")));
}

}  // namespace
}  // namespace kebao::render
