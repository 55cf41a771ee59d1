#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "document/document.h"
#include "document/names.h"

namespace kebao::document {
namespace {

using testing::HasSubstr;
using testing::Not;

Figure FullFigure() {
  Figure figure;
  figure.raw = 0.934;
  figure.text = "93.4%";
  figure.format = NumberFormat::kPercent1;
  figure.n = 3120;
  figure.low = 0.925;
  figure.high = 0.942;
  figure.is_complete = false;
  figure.tone = Tone::kBad;
  figure.provenance = {"csat_rate", "zendesk", "period=2016-03; by=agent"};
  return figure;
}

Chart FullChart() {
  Chart chart;
  chart.id = "load";
  chart.kind = Chart::Kind::kHeatMap;
  chart.title = "Load";
  chart.category_title = "Hour";
  chart.categories = {"00", "01"};
  chart.rows = {"Mon"};
  chart.series = {
      {"n", NumberFormat::kInteger, {1.0, std::nullopt}, {"1", "–"}, {false, true}, "current"}};
  chart.provenance = {"conversations", "kebao", ""};
  chart.summary = "Quiet.";
  chart.up_is_good = false;
  return chart;
}

Document FullDocument() {
  Document document;
  document.template_id = "agent-work";
  document.title = "客服工作报告";
  document.subtitle = "2016-03";
  document.language = "zh-CN";
  document.period_id = "2016-03";
  document.audience = "team-a";
  document.properties = {{"口径", "Kebao"}};
  document.data_version = "7";
  document.catalog_version = "abc";
  document.report_time = "2016-04-01T00:00:00Z";
  document.time_zone = "Asia/Shanghai";
  const Kpi kpi{"满意度", FullFigure(), FullFigure(), "环比", "note"};
  const Table table{"agents",
                    "Agents",
                    {{"agent", "Agent", {}, "who"}, {"csat", "CSAT", NumberFormat::kPercent1, ""}},
                    {{std::string("Ann"), FullFigure()}},
                    {{std::string("Total"), Figure{}}},
                    {{"csat", ConditionalFormat::Kind::kThreshold, true, 0.9}},
                    "n < 30"};
  document.sections = {{"overview",
                        "Overview",
                        {Heading{3, "H"}, Paragraph{"P", Tone::kMuted}, KpiRow{{kpi}}, FullChart(),
                         table, DefinitionList{{{"csat_rate", "CSAT", "a ÷ b", "details"}}}}}};
  return document;
}

TEST(DocumentJson, ComesBackAsItWas) {
  const std::string json = ToJson(FullDocument());
  const Result<Document> read = ParseDocument(json, "x.json");
  ASSERT_TRUE(read) << read.error().code;
  EXPECT_EQ(ToJson(*read), json);
  const auto& table = std::get<Table>(read->sections[0].blocks[4]);
  const auto& figure = std::get<Figure>(table.rows[0][1]);
  EXPECT_EQ(figure.raw, 0.934);
  EXPECT_EQ(figure.n, 3120);
  EXPECT_EQ(figure.tone, Tone::kBad);
  EXPECT_FALSE(figure.is_complete);
  EXPECT_EQ(figure.provenance.filters, "period=2016-03; by=agent");
  EXPECT_EQ(std::get<Chart>(read->sections[0].blocks[3]).series[0].values[1], std::nullopt);
}

TEST(DocumentJson, KeepsTheOrderOfKeys) {
  EXPECT_EQ(
      ToJson(FullChart()),
      R"({"type":"chart","id":"load","kind":"heat_map","title":"Load","category_title":"Hour",)"
      R"("categories":["00","01"],"rows":["Mon"],"series":[{"name":"n","format":"integer","values":[1.0,null],)"
      R"("texts":["1","–"],"incomplete":[false,true],"role":"current"}],)"
      R"("provenance":{"metric":"conversations","pack":"kebao","filters":""},"summary":"Quiet.","up_is_good":false})");
}

TEST(DocumentJson, LeavesOutWhatAFigureDoesNotSay) {
  Document document;
  document.sections = {{"s", "", {KpiRow{{{"n", Figure{}, {}, "", ""}}}}}};
  const std::string json = ToJson(document);
  for (const char* key : {"\"n\":", "\"low\"", "\"is_complete\"", "\"tone\"", "\"provenance\""})
    EXPECT_THAT(json, Not(HasSubstr(key)));
  EXPECT_THAT(json, HasSubstr("\"raw\": null"));
}

TEST(DocumentJson, WritesNoNumberThatJsonDoesNotHave) {
  Chart chart;
  chart.series = {
      {"",
       {},
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()},
       {},
       {},
       ""}};
  EXPECT_THAT(ToJson(chart), HasSubstr("\"values\":[null,null]"));
}

TEST(DocumentJson, ReplacesIllFormedUtf8) {
  Chart chart;
  chart.title = "a\xFFz";
  EXPECT_THAT(ToJson(chart), HasSubstr("a\uFFFDz"));
}

TEST(DocumentJson, RefusesANewerSchema) {
  Document document;
  document.schema_version = 2;
  const auto read = ParseDocument(ToJson(document), "new.json");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "document.newer");
  EXPECT_EQ(read.error().place, "new.json");
}

TEST(DocumentJson, RefusesWhatIsNoReport) {
  EXPECT_EQ(ParseDocument("{\"a\":", "x").error().code, "document.syntax");
  EXPECT_EQ(ParseDocument("[]", "x").error().code, "document.shape");
  EXPECT_EQ(ParseDocument("{}", "x").error().code, "document.shape");
  std::string json = ToJson(FullDocument());
  json.replace(json.find("heat_map"), 8, "pie_slice");
  EXPECT_EQ(ParseDocument(json, "x").error().code, "document.shape");
}

TEST(DocumentJson, IgnoresKeysOfLaterReleases) {
  std::string json = ToJson(Document{});
  json.insert(1, "\"later\": [1, 2],");
  EXPECT_TRUE(ParseDocument(json, "x"));
}

TEST(DocumentNames, AreFoundAgain) {
  for (const auto format :
       {NumberFormat::kInteger, NumberFormat::kMoney, NumberFormat::kPercentPoints1})
    EXPECT_EQ(NumberFormatNamed(NameOf(format)), format);
  EXPECT_EQ(ToneNamed("loud"), std::nullopt);
  EXPECT_EQ(NameOf(ConditionalFormat::Kind::kDataBar), "data_bar");
}

}  // namespace
}  // namespace kebao::document
