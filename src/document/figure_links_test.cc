#include "document/figure_links.h"

#include <gmock/gmock.h>

#include <set>

namespace kebao::document {
namespace {

using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Optional;

constexpr std::string_view kRun = "0123456789";

Figure MakeFigure(const std::string& metric, const std::string& filters, double raw) {
  Figure figure;
  figure.raw = raw;
  figure.text = std::to_string(raw);
  figure.provenance = {metric, "kebao", filters};
  return figure;
}

/// A tile with its change, a chart, a table with a total, a sentence.
Document MakeDocument() {
  KpiRow tiles;
  tiles.items.push_back({"CSAT", MakeFigure("csat_rate", "period=2026-03", 0.9),
                         MakeFigure("csat_rate", "period=2026-03; change from 2026-02", 0.1), "",
                         ""});
  Chart chart;
  chart.title = "Trend";
  chart.provenance = {"conversations", "kebao", "period=2026-03; by=day"};
  Table table;
  table.rows = {{std::string("Ann"), MakeFigure("csat_rate", "period=2026-03; agent=Ann", 0.8)},
                {std::string("Bo"), Figure{}}};
  table.total = {std::string("all"), MakeFigure("csat_rate", "period=2026-03", 0.9)};
  Paragraph sentence;
  sentence.figures.push_back({MakeFigure("backlog", "period=2026-03", 7), {}, {}, 0, 0});
  Document document;
  document.sections.push_back({"overview", "Overview", {tiles, chart, table, sentence}});
  return document;
}

std::vector<std::string> LinksIn(const Document& document) {
  const auto& blocks = document.sections[0].blocks;
  const Kpi& kpi = std::get<KpiRow>(blocks[0]).items[0];
  const auto& table = std::get<Table>(blocks[2]);
  const auto link = [](const Cell& cell) { return std::get<Figure>(cell).provenance.link; };
  return {kpi.value.provenance.link,
          kpi.change->provenance.link,
          std::get<Chart>(blocks[1]).provenance.link,
          link(table.rows[0][1]),
          link((*table.total)[1]),
          std::get<Paragraph>(blocks[3]).figures[0].figure.provenance.link};
}

TEST(FigureLinksTest, EveryFigureLeadsToItsOwnPlace) {
  Document document = MakeDocument();
  LinkFigures(&document, "https://kebao.example.com", kRun);
  const std::vector<std::string> links = LinksIn(document);
  EXPECT_THAT(links,
              testing::Each(MatchesRegex("https://kebao.example.com/f/0123456789-[0-9a-z]{10}")));
  EXPECT_EQ(links[0], links[4]) << "the total is the figure of the tile";
  EXPECT_EQ((std::set<std::string>(links.begin(), links.end())).size(), links.size() - 1);
}

TEST(FigureLinksTest, AFigureWithoutMetricHasNone) {
  Document document = MakeDocument();
  LinkFigures(&document, "https://kebao.example.com", kRun);
  const auto& table = std::get<Table>(document.sections[0].blocks[2]);
  EXPECT_THAT(std::get<Figure>(table.rows[1][1]).provenance.link, IsEmpty());
}

TEST(FigureLinksTest, WithoutABaseThereAreNone) {
  Document document = MakeDocument();
  LinkFigures(&document, "https://kebao.example.com", kRun);
  LinkFigures(&document, "", kRun);
  EXPECT_THAT(LinksIn(document), testing::Each(IsEmpty()));
}

TEST(FigureLinksTest, AnAddressLeadsBackToTheFigure) {
  Document document = MakeDocument();
  LinkFigures(&document, "https://kebao.example.com", kRun);
  for (const std::string& link : LinksIn(document)) {
    const auto id = ParseFigureId(link);
    ASSERT_TRUE(id) << link;
    EXPECT_EQ(id->run, kRun);
    const auto figure = FindFigure(document, id->figure);
    ASSERT_TRUE(figure) << link;
    EXPECT_EQ(figure->provenance.link, link);
  }
  EXPECT_EQ(FindFigure(document, ParseFigureId(LinksIn(document)[3])->figure)->raw, 0.8);
  EXPECT_EQ(FindFigure(document, ParseFigureId(LinksIn(document)[2])->figure)->text, "Trend");
  EXPECT_EQ(FindFigure(document, "0000000000"), std::nullopt);
}

TEST(FigureLinksTest, TheSameFigureOfAnotherRunHasAnotherAddress) {
  Document one = MakeDocument();
  Document other = MakeDocument();
  LinkFigures(&one, "https://kebao.example.com", kRun);
  LinkFigures(&other, "https://kebao.example.com", "9876543210");
  EXPECT_NE(LinksIn(one)[0], LinksIn(other)[0]);
  EXPECT_EQ(ParseFigureId(LinksIn(one)[0])->figure, ParseFigureId(LinksIn(other)[0])->figure);
}

TEST(FigureLinksTest, OnlyIdsAreRead) {
  EXPECT_TRUE(ParseFigureId("0123456789-abcdefghjk"));
  for (const char* text :
       {"", "-", "/f/", "0123456789", "0123456789-", "0123456789-abcdefghj",
        "0123456789-ABCDEFGHJK", "0123456789-abcdefghil", "0123456789-abcdefghjk?x",
        "https://kebao.example.com/f/0123456789-abcdefghjk/"})
    EXPECT_FALSE(ParseFigureId(text)) << text;
}

TEST(FigureLinksTest, ALinkThatIsNoAddressOfTheWebIsRefused) {
  for (const char* link : {"javascript:alert(1)", "file:///etc/passwd", "https://a b", "http://a'b",
                           "https://a>b", "https://a)b"}) {
    Document document = MakeDocument();
    std::get<KpiRow>(document.sections[0].blocks[0]).items[0].value.provenance.link = link;
    const auto read = ParseDocument(ToJson(document), "test");
    ASSERT_FALSE(read) << link;
    EXPECT_EQ(read.error().code, "document.shape") << link;
  }
}

TEST(FigureLinksTest, NamesAreTheSameOnEveryMachine) {
  // Links in documents that have been sent must lead on after an upgrade.
  EXPECT_EQ(ShortName("csat_rate\nkebao\nperiod=2026-03"), "tyfhbs62gw");
}

}  // namespace
}  // namespace kebao::document
