#include "render/xlsx/detail_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "render/output_file.h"
#include "render/xlsx/workbook_file.h"
#include "render/xlsx/workbook_reader.h"
#include "render/xlsx/xlsx_renderer.h"
#include "render/zip_writer.h"

namespace kebao::render {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using xlsx::ReadBook;

const RenderTexts& Texts() {
  static const RenderTexts texts =
      LoadXlsxTexts(fs::path(KEBAO_SOURCE_DIR) / "catalog", "zh-CN").value();
  return texts;
}

fs::path OutFile(const char* name) {
  const fs::path folder = fs::path(testing::TempDir()) / "kebao_detail";
  fs::create_directories(folder);
  return folder / name;
}

std::string BytesOf(const fs::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

Artifact WriteRows(const char* name, const std::vector<std::vector<DetailCell>>& rows,
                   XlsxDetailOptions options = {}) {
  std::vector<std::string> titles;
  for (size_t c = 0; c < rows.front().size(); ++c) titles.push_back("列 " + std::to_string(c + 1));
  XlsxDetailWriter writer(OutFile(name), "明细 <a&b>", titles, Texts(), options);
  for (const auto& row : rows) writer.AddRow(row);
  return writer.Finish();
}

LocalTime At(const char* day, int64_t seconds) {
  return {ParseDay(day)->days * kMicrosPerDay + seconds * kMicrosPerSecond};
}

TEST(XlsxDetailWriter, WritesEachTypeWithItsFormat) {
  const Artifact artifact = WriteRows(
      "types.xlsx", {{std::string_view("王芳"), int64_t{-1234567}, 0.125,
                      At("2016-03-31", 6 * 3600), *ParseDay("2016-02-29"), DetailSeconds{90'061},
                      DetailSeconds{-5}, DetailShare{0.9127}, std::monostate()}});
  const xlsx::ReadSheet sheet = xlsx::ReadWorkbook(artifact.file).sheets.at(0);
  EXPECT_EQ(sheet.name, "明细 <a&b>");
  EXPECT_EQ(sheet.freeze, "A2");
  EXPECT_EQ(sheet.title_rows, "$1:$1");
  EXPECT_EQ(sheet.cells.at("A1").text, "列 1");
  EXPECT_TRUE(sheet.cells.at("A1").is_bold);
  EXPECT_EQ(sheet.cells.at("A2").text, "王芳");
  EXPECT_EQ(sheet.cells.at("B2").number, -1234567);
  EXPECT_EQ(sheet.cells.at("C2").number, 0.125);
  EXPECT_EQ(sheet.cells.at("D2").number, 42460.25);
  EXPECT_EQ(sheet.cells.at("D2").format, "yyyy\\-mm\\-dd\\ hh:mm:ss");
  EXPECT_EQ(sheet.cells.at("E2").number, 42429);
  EXPECT_NEAR(*sheet.cells.at("F2").number * 86'400, 90'061, 1e-6);
  EXPECT_EQ(sheet.cells.at("F2").format, "[h]:mm:ss");
  EXPECT_EQ(sheet.cells.at("G2").number, -5);
  EXPECT_EQ(sheet.cells.at("H2").number, 0.9127);
  EXPECT_EQ(sheet.cells.at("H2").format, "0.00%");
  EXPECT_FALSE(sheet.cells.contains("I2"));
  EXPECT_TRUE(artifact.warnings.empty());
}

TEST(XlsxDetailWriter, KeepsWhatExcelCannotHoldAsText) {
  const Artifact artifact =
      WriteRows("texts.xlsx", {{int64_t{9'007'199'254'740'993}, std::nan(""), At("1899-12-31", 60),
                                std::string_view("=1+1")},
                               {std::string_view("a<b>&\"'"), std::string_view("_x000D_"),
                                std::string_view(" 两边 "), std::string_view("l1\r\nl2")}});
  const xlsx::ReadSheet sheet = xlsx::ReadWorkbook(artifact.file).sheets.at(0);
  EXPECT_EQ(sheet.cells.at("A2").text, "9007199254740993");
  EXPECT_EQ(sheet.cells.at("B2").text, "nan");
  EXPECT_EQ(sheet.cells.at("C2").text, "1899-12-31T00:01:00");
  EXPECT_EQ(sheet.cells.at("D2").text, "=1+1");
  EXPECT_NE(sheet.cells.at("D2").type, "f");
  EXPECT_EQ(sheet.cells.at("A3").text, "a<b>&\"'");
  EXPECT_THAT(sheet.cells.at("B3").text, testing::AnyOf("_x000D_", "_x005F_x000D_"));
  EXPECT_EQ(sheet.cells.at("C3").text, " 两边 ");
  EXPECT_EQ(sheet.cells.at("D3").text, "l1\nl2");
}

TEST(XlsxDetailWriter, RepairsAndCutsAndSaysSo) {
  const std::string long_text(40'000, 'x');
  const std::string bad[] = {std::string("a\0b", 3), "\xff",    "\xe4\xb8", "\xed\xa0\x80",
                             "\xef\xbf\xbe",         "\x1b[0m", "\xc2\x85"};
  std::vector<std::vector<DetailCell>> rows = {{std::string_view(long_text)}};
  for (const std::string& text : bad) rows.push_back({std::string_view(text)});
  const Artifact artifact = WriteRows("bad.xlsx", rows);
  const xlsx::ReadSheet sheet = xlsx::ReadWorkbook(artifact.file).sheets.at(0);
  EXPECT_EQ(sheet.cells.at("A2").text, std::string(32'766, 'x') + "…");
  EXPECT_EQ(sheet.cells.at("A3").text, "a\uFFFDb");
  EXPECT_EQ(sheet.cells.at("A8").text, "\uFFFD[0m");
  EXPECT_THAT(artifact.warnings, ElementsAre(HasSubstr("1 个单元格"), HasSubstr("7 处")));
}

TEST(XlsxDetailWriter, GoesOnOnFurtherSheets) {
  std::vector<std::vector<DetailCell>> rows;
  for (int64_t i = 0; i < 25; ++i) rows.push_back({i, std::string_view("x")});
  const ReadBook book =
      xlsx::ReadWorkbook(WriteRows("many.xlsx", rows, {.rows_per_sheet = 11}).file);
  ASSERT_EQ(book.sheets.size(), 3U);
  EXPECT_EQ(book.sheets[1].name, "明细 <a&b> (2)");
  EXPECT_EQ(book.sheets[1].cells.at("A1").text, "列 1");
  EXPECT_EQ(book.sheets[1].cells.at("A2").number, 10);
  EXPECT_EQ(book.sheets[2].cells.at("A6").number, 24);
}

TEST(XlsxDetailWriter, WritesAnEmptyTableAndColumnsPastZ) {
  std::vector<std::string> titles(30, "t");
  XlsxDetailWriter writer(OutFile("empty.xlsx"), "", titles, Texts());
  const xlsx::ReadSheet sheet = xlsx::ReadWorkbook(writer.Finish().file).sheets.at(0);
  EXPECT_EQ(sheet.name, "Sheet");
  EXPECT_EQ(sheet.cells.at("AD1").text, "t");
}

TEST(XlsxDetailWriter, SameRowsGiveTheSameWholePackage) {
  std::vector<std::vector<DetailCell>> rows;
  for (int64_t i = 0; i < 5'000; ++i) rows.push_back({i, std::string_view("客户询问退款进度")});
  const std::string first = BytesOf(WriteRows("same1.xlsx", rows).file);
  EXPECT_EQ(first, BytesOf(WriteRows("same2.xlsx", rows).file));
  EXPECT_TRUE(xlsx::IsWholePackage(first));
  EXPECT_FALSE(xlsx::IsWholePackage(first.substr(0, first.size() / 2)));
}

/// Of this process, now.
int64_t ResidentBytes() {
  int64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return pages * ::sysconf(_SC_PAGESIZE);
}

TEST(XlsxDetailWriter, MemoryDoesNotGrowWithTheRows) {
  XlsxDetailWriter writer(OutFile("memory.xlsx"), "m", {"a", "b"}, Texts());
  const std::vector<DetailCell> row = {std::string_view("一段不短的中文文字，用来占地方"), 3.25};
  for (int i = 0; i < 20'000; ++i) writer.AddRow(row);
  const int64_t before = ResidentBytes();
  for (int i = 0; i < 200'000; ++i) writer.AddRow(row);
  EXPECT_LT(ResidentBytes() - before, 4 << 20);
  writer.Finish();
}

TEST(XlsxDetailWriter, LeavesNothingBehindWhenTheDiskIsFullOrItIsAbandoned) {
  const auto code = [] {
    try {
      XlsxDetailWriter writer("/dev/full", "m", {"a"}, Texts());
      writer.AddRow(std::vector<DetailCell>{int64_t{1}});
      writer.Finish();
    } catch (const WorldFailure& failure) {
      return failure.code();
    }
    return std::string("none");
  };
  EXPECT_EQ(code(), "output.no_space");
  const fs::path file = OutFile("abandoned.xlsx");
  fs::remove(file);
  { XlsxDetailWriter writer(file, "m", {"a"}, Texts()); }
  EXPECT_FALSE(fs::exists(file));
  for (const auto& entry : fs::directory_iterator(file.parent_path())) {
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
  }
}

TEST(WorkbookPackage, SeesAPartThatCameOutShort) {
  xlsx::WorkbookFile workbook;
  workbook_add_worksheet(workbook.handle(), nullptr);
  const std::string whole = workbook.Close();
  EXPECT_TRUE(xlsx::IsWholePackage(whole));
  const auto pack = [&](const std::string& xml) {
    const fs::path path = OutFile("short.zip");
    OutputFile file(path);
    ZipWriter zip(file, 6);
    zip.BeginMember("xl/worksheets/sheet1.xml");
    zip.Write(xml);
    zip.Finish();
    file.Commit();
    return BytesOf(path);
  };
  EXPECT_TRUE(
      xlsx::IsWholePackage(pack("<?xml version=\"1.0\"?>\n<worksheet a=\"1\"><c/></worksheet>")));
  EXPECT_TRUE(xlsx::IsWholePackage(pack("<?xml version=\"1.0\"?>\n<worksheet/>")));
  EXPECT_FALSE(xlsx::IsWholePackage(pack("<?xml version=\"1.0\"?>\n<worksheet a=\"1\"><c/>")));
  EXPECT_FALSE(xlsx::IsWholePackage(pack("<?xml version=\"1.0\"?>\n<worksheet a=\"1\"><c><v>12")));
  EXPECT_FALSE(xlsx::IsWholePackage(pack("")));
}

}  // namespace
}  // namespace kebao::render
