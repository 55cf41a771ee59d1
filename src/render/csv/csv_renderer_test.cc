#include "render/csv/csv_renderer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

#include "render/csv/csv_field.h"
#include "render/csv/csv_table.h"
#include "render/sample_document.h"

namespace kebao::render {
namespace {

namespace fs = std::filesystem;
using document::NumberFormat;
using document::Table;
using testing::Contains;
using testing::ElementsAre;

const RenderTexts& Texts() {
  static const RenderTexts texts =
      LoadCsvTexts(fs::path(KEBAO_SOURCE_DIR) / "catalog", "en").value();
  return texts;
}

std::string FieldOf(std::string_view text) {
  std::string field;
  AppendCsvText(field, text);
  return field;
}

TEST(CsvField, QuotesAsRfc4180Says) {
  EXPECT_EQ(FieldOf("plain 中文"), "plain 中文");
  EXPECT_EQ(FieldOf(""), "");
  EXPECT_EQ(FieldOf("a,b"), "\"a,b\"");
  EXPECT_EQ(FieldOf("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(FieldOf("two\r\nlines"), "\"two\nlines\"");
  EXPECT_EQ(FieldOf(" edge"), "\" edge\"");
}

TEST(CsvField, DisarmsFormulas) {
  for (const char* text : {"=1+1", "+1", "-1", "@x", "  =1", "＝1", "＋1", "－1", "＠x"}) {
    EXPECT_THAT(FieldOf(text),
                testing::AnyOf("'" + std::string(text), "\"'" + std::string(text) + "\""))
        << text;
  }
  EXPECT_EQ(FieldOf("\t=1"), "\"'\t=1\"");
  EXPECT_EQ(FieldOf("\r=1"), "\"'\n=1\"");
  EXPECT_EQ(FieldOf("=HYPERLINK(\"u\",\"t\")"), "\"'=HYPERLINK(\"\"u\"\",\"\"t\"\")\"");
  EXPECT_EQ(FieldOf("a=1"), "a=1");
  EXPECT_EQ(FieldOf("–"), "–");
}

TEST(CsvField, RepairsBytesThatAreNotText) {
  EXPECT_EQ(FieldOf(std::string("a\0b", 3)), "a\uFFFDb");
  EXPECT_EQ(FieldOf("\xff"), "\uFFFD");
}

TEST(CsvField, KeepsFullPrecision) {
  const double third = 1.0 / 3;
  EXPECT_EQ(std::stod(CsvNumber(MakeFigure(third, "33.3%", NumberFormat::kPercent1))), third);
  EXPECT_EQ(CsvNumber(MakeFigure(74, "1m 14s", NumberFormat::kDuration)), "74");
  EXPECT_EQ(CsvNumber(MakeFigure(-1, "-1", NumberFormat::kInteger)), "-1");
  EXPECT_EQ(CsvNumber(MakeFigure(18273645, "", NumberFormat::kMoney)), "182736.45");
  EXPECT_EQ(CsvNumber(MakeFigure(-5, "", NumberFormat::kMoney)), "-0.05");
  EXPECT_EQ(CsvNumber(MakeFigure(50.5, "", NumberFormat::kMoney)), "0.505");
  EXPECT_EQ(CsvNumber(MakeFigure(12345678, "", NumberFormat::kInteger)), "12345678");
  EXPECT_EQ(CsvNumber(MakeMissing("–", NumberFormat::kInteger)), "");
  EXPECT_EQ(CsvNumber(MakeFigure(std::nan(""), "–", NumberFormat::kInteger)), "");
  EXPECT_EQ(
      CsvNumber(MakeFigure(std::numeric_limits<double>::infinity(), "", NumberFormat::kInteger)),
      "");
}

TEST(CsvTable, PutsUnitsIntoTheHeader) {
  Table table;
  table.columns = {{"agent", "Agent", {}, ""},
                   {"frt", "First response", NumberFormat::kDuration, ""}};
  table.rows = {{std::string("王芳"), MakeFigure(74.5, "1m 14s", NumberFormat::kDuration)},
                {std::string("=x"), MakeMissing("–", NumberFormat::kDuration)}};
  EXPECT_EQ(CsvOf(table, Texts()), "Agent,First response (s)\r\n王芳,74.5\r\n'=x,\r\n");
}

TEST(CsvTable, NamesUnitsRowByRowWhereTheyDiffer) {
  Table table;
  table.columns = {{"m", "Metric", {}, ""}, {"v", "Value", {}, ""}};
  table.rows = {{std::string("CSAT"), MakeFigure(0.9, "90%", NumberFormat::kPercent1)},
                {std::string("FRT"), MakeFigure(74, "1m 14s", NumberFormat::kDuration)},
                {std::string("n"), MakeFigure(3, "3", NumberFormat::kInteger)}};
  EXPECT_EQ(CsvOf(table, Texts()),
            "Metric,Value,Unit of Value\r\nCSAT,0.9,fraction\r\nFRT,74,s\r\nn,3,\r\n");
}

TEST(CsvTable, NamesWhatIsNotCompleteAndWritesTheTotalLast) {
  Table table;
  table.columns = {{"m", "Day", {}, ""}, {"v", "Rate", NumberFormat::kPercent1, ""}};
  document::Figure open = MakeFigure(0.5, "50%", NumberFormat::kPercent1);
  open.is_complete = false;
  table.rows = {{std::string("1"), MakeFigure(0.25, "25%", NumberFormat::kPercent1)},
                {std::string("2"), open}};
  table.total = {std::string("Total"), MakeFigure(0.4, "40%", NumberFormat::kPercent1)};
  EXPECT_EQ(
      CsvOf(table, Texts()),
      "Day,Rate (fraction),Columns not complete yet\r\n1,0.25,\r\n2,0.5,Rate\r\nTotal,0.4,\r\n");
}

TEST(CsvTable, NamesWhatIsOverSomeSourcesOnly) {
  Table table;
  table.columns = {{"m", "Day", {}, ""}, {"v", "Rate", NumberFormat::kPercent1, ""}};
  document::Figure partial = MakeFigure(0.5, "50%†", NumberFormat::kPercent1);
  partial.is_partial = true;
  table.rows = {{std::string("1"), MakeFigure(0.25, "25%", NumberFormat::kPercent1)}};
  table.total = {std::string("Total"), partial};
  EXPECT_EQ(CsvOf(table, Texts()),
            "Day,Rate (fraction),Columns over some sources only\r\n1,0.25,\r\nTotal,0.5,Rate\r\n");
}

fs::path OutFolder() {
  const fs::path folder = fs::path(testing::TempDir()) / "kebao_csv";
  fs::create_directories(folder);
  return folder;
}

std::string BytesOf(const fs::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

TEST(CsvRenderer, WritesOneFilePerBlock) {
  const auto artifacts =
      RenderCsv(SampleDocument({.language = "en", .agents = 3}), Texts(), OutFolder());
  ASSERT_TRUE(artifacts.has_value());
  std::vector<std::string> names;
  for (const Artifact& artifact : *artifacts) names.push_back(artifact.file.filename());
  EXPECT_THAT(
      names,
      ElementsAre("agent-work_2016-03_en.overview_kpi.csv",
                  "agent-work_2016-03_en.agents-conversations.csv",
                  "agent-work_2016-03_en.agents.csv", "agent-work_2016-03_en.trend-days.csv",
                  "agent-work_2016-03_en.trend.csv", "agent-work_2016-03_en.load-hours.csv",
                  "agent-work_2016-03_en.channels-share.csv", "agent-work_2016-03_en.channels.csv",
                  "agent-work_2016-03_en.issues-share.csv", "agent-work_2016-03_en.issues.csv",
                  "agent-work_2016-03_en.quality.csv", "agent-work_2016-03_en.definitions.csv"));
  const std::string quality = BytesOf(OutFolder() / "agent-work_2016-03_en.quality.csv");
  EXPECT_THAT(quality, testing::StartsWith("\xEF\xBB\xBF"
                                           "File,Rows read,"));
  EXPECT_THAT(quality, testing::HasSubstr("\r\n'=cmd|'/C calc'!A0,2410,17,"));
}

TEST(CsvRenderer, KeepsHostileIdsInTheFolderAndApart) {
  document::Document document = SampleDocument({.agents = 1});
  Table table;
  table.columns = {{"a", "A", {}, ""}};
  table.id = "../../etc/x";
  document.audience = "管理层/../x";
  document.sections = {{"s", "S", {table, table}}};
  const auto artifacts = RenderCsv(document, Texts(), OutFolder());
  ASSERT_TRUE(artifacts.has_value());
  EXPECT_EQ((*artifacts)[0].file,
            OutFolder() / "agent-work_2016-03_管理层-..-x_zh.-..-..-etc-x.csv");
  EXPECT_EQ((*artifacts)[1].file,
            OutFolder() / "agent-work_2016-03_管理层-..-x_zh.-..-..-etc-x_2.csv");
}

}  // namespace
}  // namespace kebao::render
