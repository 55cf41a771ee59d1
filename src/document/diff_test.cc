#include "document/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao::document {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Figure Of(const std::string& metric, double raw, const std::string& text,
          const std::string& filters = "period=2026-03") {
  Figure figure;
  figure.raw = raw;
  figure.text = text;
  figure.provenance = {metric, "kebao", filters};
  return figure;
}

Figure None(const std::string& metric) {
  Figure figure = Of(metric, 0, "–");
  figure.raw.reset();
  return figure;
}

std::vector<Cell> AgentRow(const std::string& agent, double calls, const std::string& text) {
  return {agent, Of("calls", calls, text, "period=2026-03; agent=" + agent)};
}

Table Agents(std::vector<std::vector<Cell>> rows) {
  Table table;
  table.id = "agents";
  table.title = "Agents";
  table.columns = {{"agent", "Agent"}, {"calls", "Calls", NumberFormat::kInteger}};
  table.rows = std::move(rows);
  return table;
}

Document With(std::vector<Block> blocks) {
  Document document;
  document.sections = {{"team", "The team", std::move(blocks)}};
  return document;
}

Paragraph Sentence(const std::string& id, const std::string& text) {
  Paragraph paragraph{text};
  paragraph.id = id;
  return paragraph;
}

TEST(DiffDocuments, SaysNothingOfEqualDocuments) {
  const Document document = With({KpiRow{{{"Calls", Of("calls", 1, "1"), None("calls"), "MoM"}}},
                                  Agents({AgentRow("Ann", 1, "1")}), Sentence("a", "Well.")});
  EXPECT_TRUE(DiffDocuments(document, document).empty());
}

TEST(DiffDocuments, NamesTheFigureThatMovedInWords) {
  Table before = Agents({AgentRow("Ann", 3, "3"), AgentRow("Bob", 4, "4")});
  Table after = Agents({AgentRow("Bob", 4, "4"), AgentRow("Ann", 5, "5")});
  before.total = AgentRow("Total", 7, "7");
  after.total = AgentRow("Total", 9, "9");
  const DocumentDiff diff = DiffDocuments(With({before}), With({after}));
  ASSERT_EQ(diff.moved.size(), 2U);
  EXPECT_EQ(diff.moved[0].place, (FigurePlace{"team", "The team", "Agents", "Ann", "Calls"}));
  EXPECT_EQ(diff.moved[0].before.text, "3");
  EXPECT_EQ(diff.moved[0].after.text, "5");
  EXPECT_EQ(diff.moved[0].difference, 2.0);
  EXPECT_EQ(diff.moved[1].place.row, "Total");
  EXPECT_THAT(diff.gone, IsEmpty());
  EXPECT_THAT(diff.come, IsEmpty());
}

TEST(DiffDocuments, HasNoTolerance) {
  const auto moved = [](const Figure& before, const Figure& after) {
    return DiffDocuments(With({KpiRow{{{"Rate", before, {}, ""}}}}),
                         With({KpiRow{{{"Rate", after, {}, ""}}}}))
        .moved.size();
  };
  EXPECT_EQ(moved(Of("rate", 0.12345, "12.3%"), Of("rate", 0.12345, "12.3%")), 0U);
  EXPECT_EQ(moved(Of("rate", 0.12345, "12.3%"), Of("rate", 0.12346, "12.3%")), 1U);
  EXPECT_EQ(moved(Of("rate", 0.12345, "12.3%"), Of("rate", 0.12345, "12.3%†")), 1U);
}

TEST(DiffDocuments, AFigureThatGotAValueHasNoDifference) {
  const DocumentDiff diff = DiffDocuments(With({KpiRow{{{"Calls", None("calls"), {}, ""}}}}),
                                          With({KpiRow{{{"Calls", Of("calls", 0, "0"), {}, ""}}}}));
  ASSERT_EQ(diff.moved.size(), 1U);
  EXPECT_EQ(diff.moved[0].difference, std::nullopt);
}

TEST(DiffDocuments, TellsWhatStandsInOneOnly) {
  const DocumentDiff diff =
      DiffDocuments(With({Agents({AgentRow("Ann", 1, "1"), AgentRow("Bob", 2, "2")})}),
                    With({Agents({AgentRow("Bob", 2, "2"), AgentRow("Cyd", 3, "3")})}));
  EXPECT_THAT(diff.moved, IsEmpty());
  ASSERT_EQ(diff.gone.size(), 1U);
  EXPECT_EQ(diff.gone[0].place.row, "Ann");
  ASSERT_EQ(diff.come.size(), 1U);
  EXPECT_EQ(diff.come[0].place.row, "Cyd");
  EXPECT_EQ(diff.come[0].figure.text, "3");
}

TEST(DiffDocuments, AChangeOfMeaningIsNoMove) {
  const auto tile = [](const std::string& filters) {
    return With({KpiRow{{{"Calls", Of("calls", 1, "1", filters), {}, ""}}}});
  };
  const DocumentDiff diff = DiffDocuments(tile("period=2026-03"), tile("period=2026-04"));
  EXPECT_THAT(diff.moved, IsEmpty());
  EXPECT_EQ(diff.gone.size(), 1U);
  EXPECT_EQ(diff.come.size(), 1U);
}

TEST(DiffDocuments, OfTwoAgentsOfOneNameTheOneThatMovedIsTold) {
  const DocumentDiff diff =
      DiffDocuments(With({Agents({AgentRow("Ann", 9, "9"), AgentRow("Ann", 2, "2")})}),
                    With({Agents({AgentRow("Ann", 10, "10"), AgentRow("Ann", 9, "9")})}));
  ASSERT_EQ(diff.moved.size(), 1U);
  EXPECT_EQ(diff.moved[0].before.text, "2");
  EXPECT_EQ(diff.moved[0].after.text, "10");
}

TEST(DiffDocuments, ASmallSampleBesideAFigureCounts) {
  const auto row = [](double n) {
    Figure count;
    count.raw = n;
    count.text = std::to_string(static_cast<int>(n));
    return With({Agents({{std::string("Rate"), Of("rate", 0.5, "50%"), count}})});
  };
  Document before = row(10);
  Document after = row(12);
  for (Document* document : {&before, &after})
    std::get<Table>(document->sections[0].blocks[0]).columns.push_back({"n", "n", {}, ""});
  ASSERT_EQ(DiffDocuments(before, after).moved.size(), 1U);
  EXPECT_EQ(DiffDocuments(before, after).moved[0].place.column, "n");
}

TEST(DiffDocuments, TablesOfImportsAreLeftOut) {
  const auto imports = [](double rows) {
    Figure count;
    count.raw = rows;
    count.text = std::to_string(static_cast<int>(rows));
    return With({Agents({{std::string("#1"), count}})});
  };
  EXPECT_TRUE(DiffDocuments(imports(1), imports(2)).empty());
}

TEST(DiffDocuments, PointsOfChartsCount) {
  Chart chart;
  chart.id = "load";
  chart.title = "Load";
  chart.kind = Chart::Kind::kHeatMap;
  chart.categories = {"9:00", "10:00"};
  chart.rows = {"Mon", "Tue"};
  chart.provenance = {"calls", "kebao", "period=2026-03"};
  chart.series = {
      {"Calls", NumberFormat::kInteger, {1, 2, std::nullopt, 4}, {"1", "2", "–", "4"}, {}, ""}};
  Chart after = chart;
  after.series[0].values[2] = 3;
  after.series[0].texts[2] = "3";
  const DocumentDiff diff = DiffDocuments(With({chart}), With({after}));
  ASSERT_EQ(diff.moved.size(), 1U);
  EXPECT_EQ(diff.moved[0].place, (FigurePlace{"team", "The team", "Load", "Tue · 9:00", "Calls"}));
  EXPECT_EQ(diff.moved[0].before.text, "–");
}

TEST(DiffDocuments, SentencesAreKnownByTheirIds) {
  const DocumentDiff diff =
      DiffDocuments(With({Sentence("up", "Calls rose by 2."), Sentence("same", "Well."),
                          Sentence("gone", "Ann."), Paragraph{"fixed"}}),
                    With({Sentence("new", "Bob."), Sentence("same", "Well."),
                          Sentence("up", "Calls rose by 3."), Paragraph{"fixed, but otherwise"}}));
  std::vector<std::string> told;
  for (const ChangedSentence& one : diff.sentences)
    told.push_back(one.section + ": " + one.id + ": " + one.before + " → " + one.after);
  EXPECT_THAT(told, ElementsAre("The team: up: Calls rose by 2. → Calls rose by 3.",
                                "The team: gone: Ann. → ", "The team: new:  → Bob."));
}

TEST(DiffDocuments, SectionsComeAndGo) {
  Document before = With({});
  before.sections.push_back({"old", "What went", {Agents({AgentRow("Ann", 1, "1")})}});
  Document after = With({});
  after.sections.push_back({"new", "What came", {}});
  const DocumentDiff diff = DiffDocuments(before, after);
  EXPECT_THAT(diff.sections_gone, ElementsAre("What went"));
  EXPECT_THAT(diff.sections_come, ElementsAre("What came"));
  EXPECT_EQ(diff.gone.size(), 1U);
}

}  // namespace
}  // namespace kebao::document
