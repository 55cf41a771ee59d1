#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <cstdlib>

#include "ingest/read/test_files.h"
#include "ingest/read/xlsx_cells.h"

namespace kebao::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing_files::OpenProblem;
using testing_files::ReadAll;
using testing_files::ReadBack;
using testing_files::TemporaryFolder;

using Rows = std::vector<std::vector<std::string>>;
using Parts = std::vector<std::pair<std::string, std::string>>;

constexpr const char* kOneSheet =
    R"(<workbook xmlns="m" xmlns:r="r"><workbookPr/><sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>)";
constexpr const char* kRelations =
    R"(<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/>)"
    R"(<Relationship Id="rId2" Type="t/worksheet" Target="/xl/worksheets/sheet2.xml"/>)"
    R"(<Relationship Id="rId3" Type="t/sharedStrings" Target="sharedStrings.xml"/>)"
    R"(<Relationship Id="rId4" Type="t/styles" Target="styles.xml"/></Relationships>)";

void WriteParts(const std::filesystem::path& file, const Parts& parts) {
  zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  ASSERT_NE(archive, nullptr);
  for (const auto& [name, text] : parts) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    ASSERT_GE(zip_file_add(archive, name.c_str(), source, 0), 0);
  }
  ASSERT_EQ(zip_close(archive), 0);
}

std::string Sheet(const std::string& rows) {
  return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
}

class XlsxSource : public testing::Test {
 protected:
  /// A workbook of one sheet.
  std::filesystem::path Workbook(const std::string& rows, Parts more = {},
                                 const char* workbook = kOneSheet) {
    Parts parts = {{"xl/workbook.xml", workbook},
                   {"xl/_rels/workbook.xml.rels", kRelations},
                   {"xl/worksheets/sheet1.xml", Sheet(rows)}};
    parts.insert(parts.end(), more.begin(), more.end());
    WriteParts(folder_ / "t.xlsx", parts);
    return folder_ / "t.xlsx";
  }
  TemporaryFolder folder_;
};

TEST_F(XlsxSource, ReadsEveryKindOfCell) {
  const char* strings =
      "<sst><si><t>id</t></si><si><r><t>rich "
      "</t></r><r><rPr/><t>text</t></r><rPh><t>no</t></rPh></si>"
      "<si><t>a_x000D_&#10;b</t></si></sst>";
  const ReadBack back = ReadAll(Workbook(
      R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>name</t></is></c>)"
      R"(<c r="C1" t="str"><v>flag</v></c><c r="D1" t="str"><v>e</v></c></row>)"
      R"(<row r="2"><c r="A2"><v>7</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="b"><v>1</v></c>)"
      R"(<c r="D2" t="e"><v>#N/A</v></c></row>)"
      R"(<row r="3"/><row r="4"><c r="B4" t="s"><v>2</v></c><c r="D4" s="1"/></row>)",
      {{"xl/sharedStrings.xml", strings}}));
  EXPECT_THAT(back.shape.columns, ElementsAre("id", "name", "flag", "e"));
  EXPECT_EQ(back.rows, (Rows{{"7", "rich text", "TRUE", "#N/A"}, {"", "a\r\nb", "", ""}}));
  EXPECT_THAT(back.numbers, ElementsAre(1, 3)) << "row numbers are the sheet's";
  EXPECT_EQ(back.originals[0], "7,rich text,TRUE,#N/A");
  EXPECT_EQ(back.shape.sheet, "表1");
}

TEST_F(XlsxSource, TellsAbsentCells) {
  const auto source = OpenFile(
      Workbook(R"(<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>)"
               R"(<row r="2"><c r="B2"><v>1</v></c></row>)"),
      {});
  ASSERT_TRUE(source);
  const RawRecord* record = (*source)->Next();
  ASSERT_NE(record, nullptr);
  EXPECT_EQ(record->is_null[0], 1);
  EXPECT_EQ(record->is_null[1], 0);
}

TEST_F(XlsxSource, TurnsNumbersIntoDatesByTheirStyle) {
  const char* styles =
      R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d"/>)"
      R"(<numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="22"/></cellStyleXfs>)"
      R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/>)"
      R"(<xf numFmtId="21"/></cellXfs></styleSheet>)";
  const std::string rows =
      R"(<row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c><c t="str"><v>c</v></c><c t="str"><v>d</v></c>)"
      R"(<c t="str"><v>e</v></c></row>)"
      R"(<row r="2"><c s="1"><v>42460</v></c><c s="2"><v>42460.333333333336</v></c><c s="3"><v>42460</v></c>)"
      R"(<c s="4"><v>1.1041666666666667</v></c><c s="5"><v>0.33333333333333331</v></c></row>)";
  EXPECT_EQ(ReadAll(Workbook(rows, {{"xl/styles.xml", styles}})).rows,
            (Rows{{"2016-03-31", "2016-03-31 08:00:00", "2016-03-31", "26:30:00", "08:00:00"}}));
  const char* workbook_1904 =
      R"(<workbook><workbookPr date1904="1"/><sheets><sheet name="s" sheetId="1" r:id="rId1" xmlns:r="r"/></sheets></workbook>)";
  EXPECT_EQ(ReadAll(Workbook(rows, {{"xl/styles.xml", styles}}, workbook_1904)).rows[0][0],
            "2020-04-01");
}

TEST(XlsxCells, KnowTheLeapDayThatNeverWas) {
  EXPECT_EQ(CellText("1", CellFormat::kDate, false), "1900-01-01");
  EXPECT_EQ(CellText("59", CellFormat::kDate, false), "1900-02-28");
  EXPECT_EQ(CellText("60", CellFormat::kDate, false), "1900-02-29");
  EXPECT_EQ(CellText("61", CellFormat::kDate, false), "1900-03-01");
  EXPECT_EQ(CellText("0", CellFormat::kDate, true), "1904-01-01");
  EXPECT_EQ(CellText("-1", CellFormat::kDate, false), "-1");
  EXPECT_EQ(CellText("9999999", CellFormat::kDate, false), "9999999");
}

TEST(XlsxCells, WriteNumbersAsExcelShowsThem) {
  EXPECT_EQ(CellText("0.30000000000000004", CellFormat::kNumber, false), "0.3");
  EXPECT_EQ(CellText("1.234567890123457E+16", CellFormat::kNumber, false), "12345678901234570");
  EXPECT_EQ(CellText("2.0160331000123E13", CellFormat::kNumber, false), "20160331000123");
  EXPECT_EQ(CellText("1E-5", CellFormat::kNumber, false), "0.00001");
  EXPECT_EQ(CellText("007", CellFormat::kNumber, false), "007");
  EXPECT_EQ(CellText("text", CellFormat::kDate, false), "text");
}

TEST(XlsxCells, KnowDateFormats) {
  EXPECT_EQ(FormatOfCode("yyyy-mm-dd hh:mm"), CellFormat::kDateTime);
  EXPECT_EQ(FormatOfCode("[$-804]yyyy\"年\"m\"月\""), CellFormat::kDate);
  EXPECT_EQ(FormatOfCode("[h]:mm"), CellFormat::kDuration);
  EXPECT_EQ(FormatOfCode("h:mm AM/PM"), CellFormat::kTime);
  EXPECT_EQ(FormatOfCode("#,##0.00_);[Red](#,##0.00)"), CellFormat::kNumber);
  EXPECT_EQ(FormatOfCode("0.00\"days\""), CellFormat::kNumber);
  EXPECT_EQ(FormatOfCode("General"), CellFormat::kNumber);
}

TEST(XlsxCells, FindColumns) {
  EXPECT_EQ(ColumnOfReference("A1"), 0);
  EXPECT_EQ(ColumnOfReference("AB12"), 27);
  EXPECT_EQ(ColumnOfReference("XFD1"), 16383);
  EXPECT_EQ(ColumnOfReference("XFE1"), -1);
  EXPECT_EQ(ColumnOfReference("12"), -1);
}

TEST_F(XlsxSource, ChoosesSheets) {
  const char* workbook =
      R"(<workbook xmlns:r="r"><sheets><sheet name="hid" sheetId="1" state="hidden" r:id="rId1"/>)"
      R"(<sheet name="数据" sheetId="2" r:id="rId2"/></sheets></workbook>)";
  const auto file =
      Workbook("<row><c><v>1</v></c></row>",
               {{"xl/worksheets/sheet2.xml",
                 Sheet(R"(<row><c t="str"><v>h</v></c></row><row><c><v>2</v></c></row>)")}},
               workbook);
  EXPECT_EQ(ReadAll(file).rows, (Rows{{"2"}}));
  ReadOptions options;
  options.sheet = "hid";
  EXPECT_EQ(ReadAll(file, options).rows, (Rows{{"1"}}));
  options.sheet = "none";
  const auto missing = OpenFile(file, options);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "sheet.missing");
  EXPECT_EQ(missing.error().arguments.at("sheets"), "hid, 数据");
}

TEST_F(XlsxSource, FindsTheHeaderBelowTitles) {
  ReadOptions options;
  options.skip_lines = -1;
  const ReadBack back = ReadAll(
      Workbook(
          R"(<row r="1"><c t="str"><v>Report</v></c></row><row r="4"><c t="str"><v>id</v></c><c t="str"><v>n</v></c></row>)"
          R"(<row r="5"><c><v>1</v></c><c><v>2</v></c></row>)"),
      options);
  EXPECT_THAT(back.shape.columns, ElementsAre("id", "n"));
  EXPECT_EQ(back.rows, (Rows{{"1", "2"}}));
}

TEST_F(XlsxSource, RefusesEntitiesAndBrokenXml) {
  const auto file = Workbook(
      "",
      {{"xl/sharedStrings.xml",
        R"(<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>)"}});
  EXPECT_EQ(OpenProblem(file), "xlsx.damaged");
  EXPECT_EQ(OpenProblem(Workbook("<row><c></row>")), "xlsx.damaged");
}

TEST_F(XlsxSource, ADamagedSheetGivesItsRowsAndSaysSo) {
  std::string rows;
  for (int i = 0; i < 1000; ++i)
    rows += "<row><c t=\"str\"><v>x" + std::to_string(i) + "</v></c></row>";
  const ReadBack back = ReadAll(Workbook(rows + "<row><c><v>"));
  EXPECT_EQ(back.rows.size() + (back.shape.has_header ? 1 : 0), 1000u);
  EXPECT_THAT(back.FaultCodes(), ElementsAre("xlsx.damaged"));
}

TEST_F(XlsxSource, BadCellsAreFaults) {
  const ReadBack back = ReadAll(Workbook(
      R"(<row><c t="str"><v>h</v></c></row><row><c t="s"><v>99</v></c></row><row><c r="ZZZZ1"><v>1</v></c></row>)"
      R"(<row><c><v>2</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row>)"));
  EXPECT_EQ(back.rows, (Rows{{"2"}}));
  EXPECT_THAT(back.FaultCodes(),
              ElementsAre("xlsx.bad_cell", "xlsx.bad_cell", "row.too_many_fields"));
}

TEST_F(XlsxSource, AHugeCellIsAFaultAndABombIsRefused) {
  const std::string big(4 << 20, 'x');
  const ReadBack back =
      ReadAll(Workbook("<row><c t=\"str\"><v>h</v></c></row><row><c t=\"str\"><v>" + big +
                       "</v></c></row><row><c><v>2</v></c></row>"));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("row.field_too_long"));
  EXPECT_EQ(back.rows, (Rows{{"2"}}));
  ReadOptions options;
  options.max_unpack_ratio = 100;
  const auto bomb = Workbook("<row><c t=\"str\"><v>h</v></c></row><row><c><v>1</v></c></row>" +
                             std::string(40 << 20, ' '));
  const ReadBack stopped = ReadAll(bomb, options);
  ASSERT_FALSE(stopped.faults.empty());
  EXPECT_EQ(stopped.faults.back().code, "archive.suspicious");
}

/// The same cells with shared strings, and with inline strings (constant memory).
TEST_F(XlsxSource, ReadsWhatLibxlsxwriterWrites) {
  for (const uint8_t constant_memory : {LXW_FALSE, LXW_TRUE}) {
    const std::string file = (folder_ / "w.xlsx").string();
    lxw_workbook_options options = {};
    options.constant_memory = constant_memory;
    lxw_workbook* book = workbook_new_opt(file.c_str(), &options);
    lxw_worksheet* sheet = workbook_add_worksheet(book, "数据");
    lxw_format* date = workbook_add_format(book);
    format_set_num_format(date, "yyyy-mm-dd hh:mm:ss");
    worksheet_write_string(sheet, 0, 0, "id", nullptr);
    worksheet_write_string(sheet, 0, 1, "text", nullptr);
    worksheet_write_string(sheet, 0, 2, "at", nullptr);
    Rows expected;
    for (uint32_t i = 1; i <= 3000; ++i) {
      const std::string text =
          "第 " + std::to_string(i % 7) + " 类 <&>\"\n" + std::string(i % 50, 'x');
      lxw_datetime at = {2016, 3, static_cast<int>(i % 31) + 1, 8, static_cast<int>(i % 60), 30.0};
      worksheet_write_number(sheet, i, 0, i * 1000.5, nullptr);
      if (i % 3 != 0) worksheet_write_string(sheet, i, 1, text.c_str(), nullptr);
      worksheet_write_datetime(sheet, i, 2, &at, date);
      const std::string number =
          i % 2 ? std::to_string(i * 10005ull / 10) + ".5" : std::to_string(i * 10005ull / 10);
      char clock[32];
      std::snprintf(clock, sizeof clock, "2016-03-%02d 08:%02d:30", at.day, at.min);
      expected.push_back({number, i % 3 != 0 ? text : "", clock});
    }
    ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
    const ReadBack back = ReadAll(file);
    EXPECT_EQ(back.shape.sheet, "数据");
    EXPECT_THAT(back.shape.columns, ElementsAre("id", "text", "at"));
    EXPECT_EQ(back.rows, expected);
  }
}

TEST_F(XlsxSource, ReadsWhatOpenpyxlWrites) {
  const std::string python = "/usr/bin/python3";
  if (std::system((python + " -c 'import openpyxl' 2>/dev/null").c_str()) != 0)
    GTEST_SKIP() << "no openpyxl";
  const auto script = folder_.Write("w.py", R"(
import openpyxl, datetime, sys
book = openpyxl.Workbook()
sheet = book.active
sheet.append(["id", "opened", "text", "ok", "share"])
sheet.append([20160331000123, datetime.datetime(2016, 3, 31, 8, 5, 9), "客服 <&> \"q\"\nnext", True, 0.1])
sheet.append(["007", datetime.date(1999, 12, 31), None, False, -2.5])
sheet["C3"].value = datetime.timedelta(hours=26, minutes=30)
book.save(sys.argv[1])
)");
  ASSERT_EQ(
      std::system((python + " " + script.string() + " " + (folder_ / "o.xlsx").string()).c_str()),
      0);
  EXPECT_EQ(ReadAll(folder_ / "o.xlsx").rows,
            (Rows{{"20160331000123", "2016-03-31 08:05:09", "客服 <&> \"q\"\nnext", "TRUE", "0.1"},
                  {"007", "1999-12-31", "26:30:00", "FALSE", "-2.5"}}));
}

}  // namespace
}  // namespace kebao::ingest
