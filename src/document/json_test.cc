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
  figure.is_partial = true;
  figure.tone = Tone::kBad;
  figure.provenance = {"csat_rate", "zendesk", "period=2016-03; by=agent",
                       "https://kebao.example.com/f/0123456789-abcdefghjk"};
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
  document.audience_name = "甲组版";
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
  EXPECT_TRUE(figure.is_partial);
  EXPECT_EQ(figure.provenance.filters, "period=2016-03; by=agent");
  EXPECT_EQ(std::get<Chart>(read->sections[0].blocks[3]).series[0].values[1], std::nullopt);
}

/// "解决率提高到 93.4%，比上月高。" with everything bound.
Paragraph FullSentence() {
  Paragraph sentence{"解决率提高到 93.4%。", Tone::kGood};
  sentence.id = "overview/change/resolution_rate";
  sentence.figures = {{FullFigure(), {19, 5}}, {FullFigure(), {}, Derivation::kDifference, 0, 1}};
  sentence.names = {{{0, 9}, BoundName::Kind::kMetric, "resolution_rate"}};
  sentence.claims = {{{9, 9}, Claim::Kind::kUp, 0, 1, true, "verb.share.up_good"}};
  return sentence;
}

Document OneParagraph(Paragraph paragraph) {
  Document document;
  document.sections = {{"s", "", {std::move(paragraph)}}};
  return document;
}

const Paragraph& ParagraphOf(const Document& document) {
  return std::get<Paragraph>(document.sections[0].blocks[0]);
}

TEST(DocumentJson, SentencesKeepWhatTheyRestOn) {
  const std::string json = ToJson(OneParagraph(FullSentence()));
  const auto read = ParseDocument(json, "x");
  ASSERT_TRUE(read) << read.error().arguments.at("found");
  EXPECT_EQ(ToJson(*read), json);
  const Paragraph& sentence = ParagraphOf(*read);
  EXPECT_EQ(sentence.figures[0].place, (TextSpan{19, 5}));
  EXPECT_EQ(sentence.figures[1].derivation, Derivation::kDifference);
  EXPECT_EQ(sentence.names[0].place, (TextSpan{0, 9}));
  EXPECT_EQ(sentence.claims[0].word, "verb.share.up_good");
  EXPECT_EQ(sentence.claims[0].up_is_good, true);
}

TEST(DocumentJson, PlacesCountCharactersAndNotBytes) {
  const std::string json = ToJson(OneParagraph(FullSentence()));
  EXPECT_THAT(json, HasSubstr("\"at\": [\n        7,\n        5\n"));
}

TEST(DocumentJson, AnEditedSentenceKeepsTheGeneratedOne) {
  Paragraph sentence = FullSentence();
  sentence.edit = SentenceEdit{sentence.text, {FullFigure()}, true};
  sentence.text = "短";
  const auto read = ParseDocument(ToJson(OneParagraph(sentence)), "x");
  ASSERT_TRUE(read);
  EXPECT_EQ(ParagraphOf(*read).text, "短");
  EXPECT_EQ(ParagraphOf(*read).generated(), FullSentence().text);
  EXPECT_TRUE(ParagraphOf(*read).edit->is_outdated);
  EXPECT_EQ(ParagraphOf(*read).figures[0].place, (TextSpan{19, 5}));
}

TEST(DocumentJson, RefusesASentenceThatRefersToNothing) {
  const std::string json = ToJson(OneParagraph(FullSentence()));
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = json;
    text.replace(text.find(from), from.size(), to);
    return ParseDocument(text, "x").error().code;
  };
  EXPECT_EQ(changed("提高到", ""), "document.shape");
  EXPECT_EQ(changed("\"of\": [\n        0,\n        1", "\"of\": [0, 2"), "document.shape");
  EXPECT_EQ(changed("\"of\": [\n        0,\n        1", "\"of\": [-1, 0"), "document.shape");
  EXPECT_EQ(changed("\"up\"", "\"upwards\""), "document.shape");
}

TEST(DocumentJson, ParagraphsOfOlderReportsAreRead) {
  const auto read = ParseDocument(ToJson(OneParagraph(Paragraph{"text 1", Tone::kBad})), "x");
  ASSERT_TRUE(read);
  EXPECT_TRUE(ParagraphOf(*read).id.empty());
  EXPECT_TRUE(ParagraphOf(*read).figures.empty());
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
  for (const char* key :
       {"\"n\":", "\"low\"", "\"is_complete\"", "\"is_partial\"", "\"tone\"", "\"provenance\""})
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
