#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/read/test_files.h"

namespace kebao::ingest {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::IsEmpty;
using testing_files::ReadAll;
using testing_files::ReadBack;
using testing_files::TemporaryFolder;

using Rows = std::vector<std::vector<std::string>>;

ReadBack ReadText(std::string_view text, const ReadOptions& options = {},
                  const std::string& name = "t.csv") {
  const TemporaryFolder folder;
  return ReadAll(folder.Write(name, text), options);
}

TEST(CsvSource, ReadsQuotedNewlinesAndDoubledQuotes) {
  const ReadBack back = ReadText("id,text\r\n1,\"a \"\"b\"\"\r\nc, d\"\r\n2,plain\r\n");
  EXPECT_THAT(back.shape.columns, ElementsAre("id", "text"));
  EXPECT_EQ(back.rows, (Rows{{"1", "a \"b\"\r\nc, d"}, {"2", "plain"}}));
  EXPECT_THAT(back.originals, ElementsAre("1,\"a \"\"b\"\"\r\nc, d\"", "2,plain"));
  EXPECT_THAT(back.numbers, ElementsAre(1, 2));
}

TEST(CsvSource, TakesQuotesInsideTextAsText) {
  const ReadBack back =
      ReadText("id,text,n\n1,5\" screen,2\n2,\"he said \"hello\" to me\",3\n3,\"x\" ,4\n");
  EXPECT_EQ(
      back.rows,
      (Rows{{"1", "5\" screen", "2"}, {"2", "he said \"hello\" to me", "3"}, {"3", "x", "4"}}));
}

TEST(CsvSource, FindsEveryDelimiter) {
  for (const std::string d : {",", ";", "\t", "|"}) {
    const ReadBack back =
        ReadText("id" + d + "name" + d + "n\n1" + d + "a b" + d + "2\n3" + d + "c" + d + "4\n");
    EXPECT_EQ(back.shape.delimiter, d[0]);
    EXPECT_EQ(back.rows, (Rows{{"1", "a b", "2"}, {"3", "c", "4"}}));
    EXPECT_EQ(back.shape.kind, FileKind::kCsv);
  }
}

TEST(CsvSource, PrefersTheDelimiterThatSplitsEvenly) {
  const ReadBack back = ReadText("id;text;n\n1;a, b, c;2\n2;d;3\n3;e, f;4\n");
  EXPECT_EQ(back.shape.delimiter, ';');
}

TEST(CsvSource, ReadsPipeFilesWithoutHeader) {
  const ReadBack back = ReadText(
      "1767578400|NONE|NONE|NONE|QUEUESTART|\n1767578420|u1|support|NONE|ENTERQUEUE||138|1\n");
  EXPECT_EQ(back.shape.kind, FileKind::kPipe);
  EXPECT_FALSE(back.shape.has_header);
  EXPECT_EQ(back.rows.size(), 2u);
  EXPECT_EQ(back.rows[0].size(), 8u) << "missing trailing fields are empty";
}

TEST(CsvSource, TakesNamesForFilesWithoutHeader) {
  ReadOptions options;
  options.column_names = {"epoch", "id"};
  const ReadBack back = ReadText("a,b,c\nd,e,f\n", options);
  EXPECT_THAT(back.shape.columns, ElementsAre("epoch", "id", "c3"));
  EXPECT_EQ(back.rows.size(), 2u);
}

TEST(CsvSource, SkipsAndFindsTitleLines) {
  const std::string text = "Report 2026-01\n\nid,name,n\n1,a,2\n2,b,3\n";
  ReadOptions options;
  for (const int lines : {2, -1}) {
    options.skip_lines = lines;
    const ReadBack back = ReadText(text, options);
    EXPECT_THAT(back.shape.columns, ElementsAre("id", "name", "n"));
    EXPECT_EQ(back.rows, (Rows{{"1", "a", "2"}, {"2", "b", "3"}}));
  }
  options.skip_lines = 99;
  const TemporaryFolder folder;
  EXPECT_EQ(testing_files::OpenProblem(folder.Write("t.csv", text), options), "file.empty");
}

TEST(CsvSource, MakesColumnNamesUsable) {
  const ReadBack back = ReadText(" id ,,name,name\n1,x,a,b\n");
  EXPECT_THAT(back.shape.columns, ElementsAre("id", "c2", "name", "name_2"));
}

TEST(CsvSource, FillsShortRowsAndRefusesLongOnes) {
  const ReadBack back = ReadText("a,b,c\n1\n1,2,3,,\n1,2,3,4\n5,6,7\n");
  EXPECT_EQ(back.rows, (Rows{{"1", "", ""}, {"1", "2", "3"}, {"5", "6", "7"}}));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("row.too_many_fields"));
  EXPECT_EQ(back.faults[0].row, 3);
  EXPECT_EQ(back.faults[0].original, "1,2,3,4");
  EXPECT_THAT(back.numbers, ElementsAre(1, 2, 4));
}

TEST(CsvSource, TellsAFileCutInARow) {
  const ReadBack back = ReadText("a,b,c\n1,2,3\n4,5");
  EXPECT_EQ(back.rows, (Rows{{"1", "2", "3"}}));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("csv.truncated_row"));
  EXPECT_EQ(back.faults[0].original, "4,5");
}

TEST(CsvSource, ReadsTheLastRowWithoutLineEnd) {
  EXPECT_EQ(ReadText("a,b\n1,2\n3,4").rows.size(), 2u);
  EXPECT_EQ(ReadText("a,b\n1,2\n3,\"4\"").rows.size(), 2u);
  EXPECT_EQ(ReadText("a,b\n1,2\n3,\"4\"\r").rows, (Rows{{"1", "2"}, {"3", "4"}}));
}

TEST(CsvSource, KeepsTheTextBehindAnUnclosedQuote) {
  const ReadBack back = ReadText("a,b\n1,2\n3,\"begin\nmore\n4,5\n");
  EXPECT_EQ(back.rows, (Rows{{"1", "2"}}));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("csv.unclosed_quote"));
  EXPECT_EQ(back.faults[0].original, "3,\"begin\nmore\n4,5\n");
}

TEST(CsvSource, AStrayQuoteCostsOneLineOfALargeFile) {
  std::string text = "a,b\n1,2\n3,\"stray\n";
  for (int i = 0; i < 200'000; ++i) text += std::to_string(i) + ",some \"text\" here\n";
  const ReadBack back = ReadText(text);
  EXPECT_EQ(back.rows.size(), 200'001u);
  EXPECT_THAT(back.FaultCodes(), ElementsAre("csv.unclosed_quote"));
  EXPECT_EQ(back.faults[0].original, "3,\"stray");
}

TEST(CsvSource, ATenMegabyteFieldIsAFault) {
  const std::string big(10 << 20, 'x');
  const ReadBack back = ReadText("a,b\n1,2\n3," + big + "\n4,\"" + big + "\"\n5,6\n");
  EXPECT_EQ(back.rows, (Rows{{"1", "2"}, {"5", "6"}}));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("csv.field_too_long", "csv.field_too_long"));
  EXPECT_EQ(back.faults[0].original.size(), 64u << 10);
}

TEST(CsvSource, ARecordWithoutEndIsAFault) {
  std::string text = "a,b\n1,2\n3,";
  text.append(70 << 20, 'x').append("\n5,6\n");
  const ReadBack back = ReadText(text);
  EXPECT_EQ(back.rows, (Rows{{"1", "2"}, {"5", "6"}}));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("row.too_long"));
}

TEST(CsvSource, NulAndMalformedBytesAreFaultsWithVisibleText) {
  ReadOptions options;
  options.encoding = "UTF-8";
  const ReadBack back = ReadText("a,b\n1,x\0y\n2,ok\n3,\xFFz\n"s, options);
  EXPECT_EQ(back.rows, (Rows{{"2", "ok"}}));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("text.nul_byte", "text.encoding"));
  EXPECT_EQ(back.faults[0].original, "1,x\\x00y");
}

TEST(CsvSource, AMalformedByteFarIntoAUtf8FileIsOneFault) {
  std::string text = "编号,名称\n";
  for (int i = 0; i < 100'000; ++i) text += "1,客服\n";
  const ReadBack back = ReadText(text + "2,\xB7\xFE\n3,完\n");
  EXPECT_EQ(back.shape.encoding, "UTF-8");
  EXPECT_EQ(back.rows.size(), 100'001u);
  EXPECT_THAT(back.FaultCodes(), ElementsAre("text.encoding"));
  EXPECT_EQ(back.faults[0].original, "2,\\xB7\\xFE");
}

TEST(CsvSource, DecodesWhatWindowsWrites) {
  const Rows expected = {{"1", "客服"}};
  const ReadBack bom = ReadText("\xEF\xBB\xBF编号,名称\n1,客服\n");
  EXPECT_EQ(bom.shape.columns[0], "编号");
  EXPECT_EQ(bom.rows, expected);
  const ReadBack gbk = ReadText("\xB1\xE0\xBA\xC5,\xC3\xFB\xB3\xC6\r\n1,\xBF\xCD\xB7\xFE\r\n");
  EXPECT_EQ(gbk.shape.encoding, "GB18030");
  EXPECT_EQ(gbk.shape.columns[1], "名称");
  EXPECT_EQ(gbk.rows, expected);
  const ReadBack utf16 = ReadText("\xFF\xFE\x16\x7F,\0n\0\n\0001\0,\0\xA2\x5B\x0D\x67\n\0"s);
  EXPECT_EQ(utf16.shape.encoding, "UTF-16LE");
  EXPECT_EQ(utf16.rows, expected);
}

TEST(CsvSource, SaysWhenItFallsBackToWindows1252) {
  const ReadBack back = ReadText("id,name\n1,caf\xE9\n");
  EXPECT_EQ(back.shape.encoding, "windows-1252");
  EXPECT_EQ(back.rows[0][1], "café");
}

TEST(CsvSource, ReadsLineEndsOfOldMacs) {
  EXPECT_EQ(ReadText("a,b\r1,2\r3,4\r").rows, (Rows{{"1", "2"}, {"3", "4"}}));
}

TEST(CsvSource, QuotesInTabSeparatedDumpsAreText) {
  const ReadBack dump = ReadText("id\ttext\n1\t\"Hi\" he said\n2\tx\n");
  EXPECT_EQ(dump.rows[0][1], "\"Hi\" he said");
  const ReadBack excel = ReadText("id\ttext\n1\t\"a \"\"b\"\" c\"\n2\tx\n");
  EXPECT_EQ(excel.rows[0][1], "a \"b\" c");
}

TEST(CsvSource, CountsSessionsBetweenBlankLines) {
  ReadOptions options;
  options.session_by_blank_line = true;
  const ReadBack back = ReadText("\nUSER\thi\nSYSTEM\thello\n\n\nUSER\tbye\n", options, "d.txt");
  EXPECT_EQ(
      back.rows,
      (Rows{{"USER", "hi", "1", "1"}, {"SYSTEM", "hello", "1", "2"}, {"USER", "bye", "2", "1"}}));
  EXPECT_THAT(back.shape.columns, ElementsAre("c1", "c2", "session", "line"));
}

TEST(CsvSource, KnowsHeadersFromData) {
  EXPECT_TRUE(ReadText("id,opened\n1,2016-03-31\n2,2016-04-01\n").shape.has_header);
  EXPECT_TRUE(ReadText("name,team\nWang,A\nLi,B\n").shape.has_header);
  EXPECT_TRUE(ReadText("hour,2026-01-05,2026-01-06\n00:00,1,2\n01:00,3,4\n").shape.has_header);
  EXPECT_FALSE(ReadText("1,2016-03-31\n2,2016-04-01\n").shape.has_header);
  EXPECT_FALSE(ReadText("\"\",\"138\",\"600\"\n\"\",\"139\",\"601\"\n").shape.has_header);
  EXPECT_FALSE(ReadText("USER,hi\nSYSTEM,hello\nUSER,bye\n").shape.has_header);
}

TEST(CsvSource, GivesUpOnAFileOfFaults) {
  std::string text = "a,b\n";
  for (int i = 0; i < 20'000; ++i) text += "1,2,3\n";
  ReadOptions options;
  options.has_header = true;
  const TemporaryFolder folder;
  const auto source = OpenFile(folder.Write("t.csv", text), options);
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->Next(), nullptr);
  EXPECT_EQ((*source)->faults().back().code, "file.too_many_faults");
  EXPECT_EQ((*source)->faults().size(), 10'001u);
}

}  // namespace
}  // namespace kebao::ingest
