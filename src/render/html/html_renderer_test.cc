#include "render/html/html_renderer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "render/sample_document.h"

namespace kebao::render {
namespace {

using document::Document;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path kSource = KEBAO_SOURCE_DIR;

/// Real texts with a script and a style small enough to read in a golden file.
HtmlAssets SmallAssets() {
  const auto folder = std::filesystem::temp_directory_path() / "kebao-html-assets";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "kebao-charts.js") << "console.log('kebao');\n";
  std::ofstream(folder / "kebao-report.css") << "body { margin: 0; }\n";
  return LoadHtmlAssets(folder, kSource / "catalog/texts").value();
}

std::string Page(const Document& document) { return HtmlText(document, SmallAssets()); }

size_t Count(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

std::string Between(const std::string& text, const std::string& before, const std::string& after) {
  const size_t start = text.find(before) + before.size();
  return text.substr(start, text.find(after, start) - start);
}

Document OneSection(std::vector<document::Block> blocks) {
  Document document;
  document.language = "en";
  document.title = "Small";
  document.sections = {{"only", "Only section", std::move(blocks)}};
  return document;
}

document::Figure Integer(double raw, std::string text) {
  document::Figure figure;
  figure.raw = raw;
  figure.text = std::move(text);
  return figure;
}

TEST(Html, MatchesTheGoldenPage) {
  const std::filesystem::path golden = kSource / "tests/golden/report.html";
  const std::string page = Page(SampleDocument({.language = "en", .agents = 2}));
  if (std::getenv("KEBAO_UPDATE_GOLDEN")) std::ofstream(golden, std::ios::binary) << page;
  std::ifstream stream(golden, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_TRUE(page == expected) << golden
                                << " differs; if this is wanted, run with KEBAO_UPDATE_GOLDEN=1";
}

/// "Wait 45 s, 12 s shorter", of two answered figures and their difference.
document::Paragraph Wait() {
  document::Figure now = Integer(45, "45 s");
  now.n = 2412;
  now.provenance = {"wait", "kebao", "period=2025-11; by=<b>"};
  document::Figure before = Integer(57, "57 s");
  before.provenance = {"wait", "kebao", "period=2025-10"};
  document::Paragraph wait;
  wait.text = "Wait 45 s, 12 s shorter";
  wait.id = "overview/change/wait";
  wait.figures = {{now, {5, 4}},
                  {before, {}},
                  {Integer(-12, "12 s"), {11, 4}, document::Derivation::kDifference, 0, 1}};
  wait.claims = {{{16, 7}, document::Claim::Kind::kDown, 0, 1, false, "shorter"}};
  return wait;
}

TEST(Html, FiguresOfSentencesShowWhatTheyRestOn) {
  document::DefinitionList list;
  list.items = {{"wait", "Waiting \"time\"", "", ""}};
  const std::string page = Page(OneSection({Wait(), list}));
  EXPECT_THAT(page, HasSubstr("data-evidence=\"Waiting &quot;time&quot; 45 s\nn = 2,412\n"
                              "Compared with 57 s\nSource: wait · kebao · period=2025-11; "
                              "by=&lt;b&gt;\">45 s</span>, <span"));
  EXPECT_THAT(page, HasSubstr("\nDifference of 45 s and 57 s\nSource: wait · kebao · "
                              "period=2025-11; by=&lt;b&gt;\nSource: wait · kebao · "
                              "period=2025-10\">12 s</span> shorter</p>"));
}

TEST(Html, AnEditedSentenceIsPlainText) {
  document::Paragraph wait = Wait();
  wait.edit = document::SentenceEdit{wait.text, {}, false};
  wait.text = "About a <minute>";
  const std::string page = Page(OneSection({wait}));
  EXPECT_THAT(page, HasSubstr(">About a &lt;minute&gt;</p>"));
  EXPECT_THAT(page, Not(HasSubstr("data-evidence")));
}

TEST(Html, NamesInlineScriptAndStyleByHashInItsPolicy) {
  const std::string page = Page(OneSection({}));
  // printf "console.log('kebao');\n" | openssl dgst -sha256 -binary | base64
  EXPECT_THAT(
      page, HasSubstr("script-src &#39;sha256-p35Cgo4Ltan9eOTvY5eHyufsSh7IL+LLHqeHonlDWpY=&#39;"));
  EXPECT_THAT(page,
              HasSubstr("style-src &#39;sha256-6sDnkFc/tkJOYAjJ86G98mKt1rskYKABu4lUn7Hd9II=&#39;"));
  EXPECT_THAT(page, HasSubstr("default-src &#39;none&#39;"));
  EXPECT_THAT(page, HasSubstr("<style>body { margin: 0; }\n</style>"));
  EXPECT_THAT(page, HasSubstr("<script>console.log('kebao');\n</script>"));
}

TEST(Html, LoadsNothingAndHasNoInlineHandlersOrStyles) {
  const std::string page = Page(SampleDocument({}));
  for (const char* forbidden :
       {"http://", "https://", " src=", " style=", " onclick", "javascript:", "@import"})
    EXPECT_THAT(page, Not(HasSubstr(forbidden)));
}

TEST(Html, HasLandmarksAndOneAnchorPerSection) {
  const std::string page = Page(SampleDocument({}));
  for (const char* part :
       {"<html lang=\"zh-CN\"", "<header", "<nav class=\"contents\" aria-label=\"目录\"", "<main",
        "<footer", "<h1>客服工作报告</h1>"})
    EXPECT_EQ(Count(page, part), 1U) << part;
  for (const char* id :
       {"overview", "trend", "load", "agents", "channels", "quality", "definitions"}) {
    const std::string anchor = std::string("section-") + id;
    EXPECT_EQ(Count(page, "<section id=\"" + anchor + "\""), 1U);
    EXPECT_EQ(Count(page, "href=\"#" + anchor + "\""), 1U);
  }
}

TEST(Html, GivesTablesScopesSortKeysAndNotes) {
  const std::string page = Page(SampleDocument({.language = "en", .agents = 5}));
  const std::string table =
      Between(page, "<table class=\"data\" aria-labelledby=\"table-agents-title\">", "</table>");
  EXPECT_EQ(Count(table, "<th scope=\"col\""), 14U);
  EXPECT_EQ(Count(table, "<th scope=\"row\">"), 6U);
  EXPECT_THAT(table, HasSubstr("title=\"n = "));
  EXPECT_THAT(table, HasSubstr("title=\"4–5 ÷ rated\">CSAT</th>"));  // the column's own note
  EXPECT_THAT(table, HasSubstr("title=\"Conversations = count(conversations)"));  // its definition
  EXPECT_EQ(Count(Between(table, "<tfoot>", "</tfoot>"), "<tr>"), 1U);
}

TEST(Html, PrintsTheTextAndSortsByTheRawValue) {
  document::Table table{
      "t", "T", {{"a", "A", {}, ""}, {"n", "N", document::NumberFormat::kInteger, ""}}, {}, {},
      {},  ""};
  table.rows = {{std::string("x"), Integer(1234.0, "1.2 thousand")},
                {std::string("y"), document::Figure{{}, "–"}}};
  const std::string page = Page(OneSection({table}));
  EXPECT_THAT(page, HasSubstr("<td data-v=\"1234\">1.2 thousand</td>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"none\">–</td>"));
}

TEST(Html, MarksFiguresWhosePeriodIsNotOver) {
  document::Figure figure = Integer(7, "7");
  figure.is_complete = false;
  document::Table table{
      "t", "T", {{"n", "N", document::NumberFormat::kInteger, ""}}, {{figure}}, {}, {}, ""};
  const std::string page = Page(OneSection({table}));
  EXPECT_THAT(page, HasSubstr("<td class=\"open\" data-v=\"7\" title=\"period not over\">7</td>"));
  EXPECT_THAT(page, HasSubstr("they will still change"));
}

TEST(Html, SaysDirectionAndJudgementOfAChangeWithoutColour) {
  document::Kpi kpi{"Transfer rate", Integer(3, "3"), Integer(-2, "-2"), "vs previous", ""};
  kpi.change->tone = document::Tone::kGood;
  const std::string page = Page(OneSection({document::KpiRow{{kpi}}}));
  EXPECT_THAT(page, HasSubstr("kpi-change tone-good"));
  EXPECT_THAT(page, HasSubstr("▼"));
  EXPECT_THAT(page, HasSubstr("(improved)"));
}

TEST(Html, GivesTheFiguresOfAChartAsATableToo) {
  const std::string page = Page(SampleDocument({.language = "en"}));
  EXPECT_THAT(Between(page, "id=\"chart-load-hours\"", "</figure>"),
              HasSubstr("<th scope=\"row\">Wed</th>"));
  EXPECT_THAT(Between(page, "id=\"chart-channels-share\"", "</figure>"),
              HasSubstr("<th scope=\"row\">WeChat</th>"));
}

TEST(Html, KeepsHostileTextsHarmless) {
  const std::vector<std::string> hostile = {"</script><script>alert(1)</script>",
                                            "\"><img src=x onerror=alert(1)>",
                                            "'; DROP TABLE--",
                                            "<!--",
                                            "]]>",
                                            "\u202Eevil\u202C",
                                            "👩‍💻 é",
                                            std::string("bad \xFF\xC0\xAF bytes"),
                                            std::string("nul\0byte", 8),
                                            std::string(10000, 'x')};
  for (const std::string& text : hostile) {
    document::Chart chart{text,
                          document::Chart::Kind::kBar,
                          text,
                          text,
                          {text},
                          {text},
                          {{text, document::NumberFormat::kInteger, {1.0}, {text}, {}, text}},
                          {text, text, text},
                          text,
                          {}};
    document::Figure figure = Integer(1, text);
    figure.provenance = {text, text, text};
    document::Table table{
        text,
        text,
        {{text, text, {}, text}, {"n", text, document::NumberFormat::kInteger, text}},
        {{text, figure}},
        {{text, figure}},
        {},
        text};
    Document document =
        OneSection({document::Heading{2, text}, document::Paragraph{text, {}}, chart, table,
                    document::KpiRow{{{text, figure, figure, text, text}}},
                    document::DefinitionList{{{text, text, text, text}}}});
    document.title = document.subtitle = document.audience = document.data_version = text;
    document.properties = {{text, text}};
    document.sections[0].id = document.sections[0].title = text;
    const std::string page = Page(document);
    EXPECT_EQ(Count(page, "<script"), 3U) << text.substr(0, 40);
    EXPECT_EQ(Count(page, "</script"), 3U) << text.substr(0, 40);
    EXPECT_EQ(Count(page, "<img"), 0U);
    EXPECT_EQ(Count(page, "<!"), 1U);
    EXPECT_EQ(page.find('\0'), std::string::npos);
    EXPECT_EQ(page.find('\xFF'), std::string::npos);
  }
}

TEST(Html, NeverGivesTheSameIdTwice) {
  Document document = OneSection({});
  document.sections = {{"a b", "1", {}}, {"a-b", "2", {}}, {"a b", "3", {}}};
  const std::string page = Page(document);
  for (const char* id : {"section-a-b", "section-a-b-2", "section-a-b-3"})
    EXPECT_EQ(Count(page, std::string("<section id=\"") + id + "\""), 1U) << id;
}

TEST(Html, SaysThatADocumentIsEmpty) {
  Document document;
  document.language = "en";
  EXPECT_THAT(Page(document), HasSubstr("This report has no content."));
}

TEST(Html, SaysWhereThereAreNoData) {
  const std::string page = Page(SampleDocument({.language = "en", .agents = 0}));
  EXPECT_EQ(Count(page, "class=\"no-data\">No data in this period."), 5U);  // 3 charts, 2 tables
}

TEST(Html, FallsBackToEnglishForALanguageWithoutTexts) {
  Document document;
  document.language = "fr";
  EXPECT_THAT(Page(document), HasSubstr("This report has no content."));
}

TEST(Html, StaysUnderThreeMegabytesWithFiveHundredAgents) {
  constexpr size_t kScriptBytes = 700000;
  EXPECT_LT(Page(SampleDocument({.agents = 500, .has_long_names = true})).size() + kScriptBytes,
            3000000U);
}

TEST(Html, WritesAFileAndSaysWhatItIs) {
  const auto file = std::filesystem::temp_directory_path() / "kebao-html-test.html";
  const Artifact artifact = RenderHtml(OneSection({}), SmallAssets(), file);
  EXPECT_EQ(artifact.file, file);
  EXPECT_EQ(artifact.mime, "text/html; charset=utf-8");
  EXPECT_EQ(std::filesystem::file_size(file), Page(OneSection({})).size());
  EXPECT_THROW(RenderHtml(OneSection({}), SmallAssets(), "/nonexistent/x.html"), WorldFailure);
}

TEST(HtmlAssets, NamesTheFileThatIsMissing) {
  const auto assets = LoadHtmlAssets("/nonexistent", kSource / "catalog/texts");
  ASSERT_FALSE(assets);
  EXPECT_EQ(assets.error().code, "render.asset_missing");
  EXPECT_EQ(assets.error().place, "/nonexistent/kebao-charts.js");
}

// For looking at: KEBAO_LOOK=/tmp/look build/render_test --gtest_filter='HtmlLook.*'
TEST(HtmlLook, WritesSamplesWithTheBuiltAssets) {
  const char* folder = std::getenv("KEBAO_LOOK");
  if (!folder) GTEST_SKIP() << "KEBAO_LOOK names no folder";
  const HtmlAssets assets =
      LoadHtmlAssets(kSource / "charts/dist", kSource / "catalog/texts").value();
  const std::filesystem::path out = folder;
  std::filesystem::create_directories(out);
  RenderHtml(SampleDocument({}), assets, out / "zh.html");
  RenderHtml(SampleDocument({.language = "en"}), assets, out / "en.html");
  RenderHtml(SampleDocument({.agents = 1}), assets, out / "one.html");
  RenderHtml(SampleDocument({.agents = 500, .has_long_names = true}), assets, out / "many.html");
  RenderHtml(SampleDocument({.agents = 0}), assets, out / "none.html");
}

}  // namespace
}  // namespace kebao::render
