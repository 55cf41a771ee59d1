#include "report/template_for_audience.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/timing_catalog.h"

namespace kebao::report {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

class ForAudienceTest : public testing::Test {
 protected:
  static fs::path Shipped() { return fs::path(KEBAO_SOURCE_DIR) / "catalog"; }

  Template Fitted(const std::string& id, const std::string& audience) const {
    return ForAudience(LoadTemplate(Shipped() / "templates" / (id + ".yaml")).value(),
                       FindAudience({Shipped() / "audiences"}, audience).value(), catalog_);
  }

  static std::vector<std::string> Sections(const Template& spec) {
    std::vector<std::string> ids;
    for (const SectionSpec& section : spec.sections) ids.push_back(section.id);
    return ids;
  }

  template <class Kind>
  static std::vector<Kind> All(const Template& spec) {
    std::vector<Kind> found;
    for (const SectionSpec& section : spec.sections)
      for (const BlockSpec& block : section.blocks)
        if (const auto* one = std::get_if<Kind>(&block)) found.push_back(*one);
    return found;
  }

  static std::vector<fs::path> Templates() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(Shipped() / "templates"))
      files.push_back(entry.path());
    return files;
  }

  const std::vector<fs::path> folders_ = {Shipped()};
  const domain::TimingCatalog timings_ = domain::TimingCatalog::Load(folders_).value();
  const domain::FactCatalog facts_{timings_.Columns()};
  const metrics::MetricCatalog catalog_ = metrics::MetricCatalog::Load({folders_}, facts_).value();
};

bool IsByAgent(const std::vector<std::string>& dimensions) {
  return std::ranges::find(dimensions, "agent") != dimensions.end();
}

TEST_F(ForAudienceTest, SectionsOfTheMonthlyReport) {
  EXPECT_THAT(Sections(Fitted("monthly", "management")),
              ElementsAre("overview", "causes", "unusual", "volume", "response", "satisfaction",
                          "quality-check", "teams", "peaks", "resources", "follow-ups", "process",
                          "outlook", "risks", "measures"));
  EXPECT_THAT(
      Sections(Fitted("monthly", "team")),
      ElementsAre("overview", "causes", "unusual", "volume", "response", "satisfaction",
                  "quality-check", "agents", "teams", "peaks", "resources", "follow-ups", "process",
                  "people", "outlook", "risks", "measures", "quality", "definitions"));
  EXPECT_THAT(Sections(Fitted("monthly", "partner-technical")),
              ElementsAre("overview", "volume", "response", "satisfaction", "definitions"));
  EXPECT_THAT(Sections(Fitted("monthly", "agent")),
              ElementsAre("overview", "volume", "response", "satisfaction", "quality-check",
                          "agents", "peaks", "follow-ups", "definitions"));
}

TEST_F(ForAudienceTest, ConclusionsHaveNoTablesByAgentHourOrDay) {
  for (const fs::path& file : Templates()) {
    const Template spec = Fitted(file.stem().string(), "management");
    EXPECT_FALSE(spec.sections.empty()) << file;
    for (const TableBlock& table : All<TableBlock>(spec)) {
      EXPECT_FALSE(IsByAgent(table.dimensions)) << file << table.id;
      EXPECT_EQ(table.grain, metrics::Grain::kNone) << file << table.id;
      EXPECT_THAT(table.dimensions, Not(Contains("hour_of_day"))) << file << table.id;
      EXPECT_EQ(table.top, 10) << file << table.id;
    }
    EXPECT_TRUE(All<DataQualityBlock>(spec).empty());
    EXPECT_TRUE(All<DefinitionsBlock>(spec).empty());
  }
}

TEST_F(ForAudienceTest, ConclusionsCompareWhatTilesAndSentencesSpeakOf) {
  const Template spec = Fitted("monthly", "management");
  ASSERT_EQ(All<ComparisonBlock>(spec).size(), 1U);
  EXPECT_THAT(All<ComparisonBlock>(spec)[0].metrics,
              ElementsAre("conversations", "customers_served", "complaints",
                          "first_response_seconds_median", "resolution_seconds_median",
                          "resolution_rate", "fcr_rate", "backlog", "csat_rate"));
  EXPECT_GT(All<ComparisonBlock>(Fitted("monthly", "team"))[0].metrics.size(), 20U);
}

TEST_F(ForAudienceTest, PartnersGetNothingByAgentOrTeam) {
  for (const fs::path& file : Templates()) {
    const Template spec = Fitted(file.stem().string(), "partner-product");
    for (const TableBlock& table : All<TableBlock>(spec)) {
      EXPECT_FALSE(IsByAgent(table.dimensions)) << file << table.id;
      EXPECT_THAT(table.dimensions, Not(Contains("team"))) << file << table.id;
    }
    for (const ChartBlock& chart : All<ChartBlock>(spec))
      EXPECT_FALSE(IsByAgent(chart.dimensions)) << file << chart.id;
    for (const NarrativeBlock& narrative : All<NarrativeBlock>(spec)) {
      for (const auto& items : {narrative.shares, narrative.ranks})
        for (const auto& item : items) EXPECT_NE(item.dimension, "agent") << file;
    }
  }
}

TEST_F(ForAudienceTest, AnAgentSeesOwnRowsAndAComparisonInEverySectionOfTiles) {
  for (const fs::path& file : Templates()) {
    const Template spec = Fitted(file.stem().string(), "agent");
    for (const TableBlock& table : All<TableBlock>(spec)) {
      EXPECT_EQ(table.is_own, IsByAgent(table.dimensions)) << file << table.id;
      EXPECT_TRUE(!table.is_own || table.has_total) << file << table.id;
    }
    for (const ChartBlock& chart : All<ChartBlock>(spec))
      EXPECT_FALSE(IsByAgent(chart.dimensions)) << file << chart.id;
    const bool is_beside = !All<ComparisonBlock>(spec).empty() ||
                           std::ranges::any_of(All<TableBlock>(spec),
                                               [](const TableBlock& one) { return one.is_own; });
    EXPECT_TRUE(All<KpiBlock>(spec).empty() || is_beside) << file;
  }
}

TEST_F(ForAudienceTest, BlocksAreForWhomTheyName) {
  Template spec;
  SectionSpec section{"a", {"甲", "A"}, {}, {}, {}};
  section.blocks.emplace_back(TextBlock{{"一", "one"}});
  section.blocks.emplace_back(TextBlock{{"二", "two"}});
  section.blocks[1].audiences = {"team"};
  spec.sections = {section, section};
  spec.sections[1].id = std::string("b");
  spec.sections[1].audiences = {"management", "partner"};
  const auto fitted = [&](const char* id) {
    return ForAudience(spec, FindAudience({Shipped() / "audiences"}, id).value(), catalog_);
  };
  EXPECT_EQ(fitted("team").sections.size(), 1U);
  EXPECT_EQ(fitted("team").sections[0].blocks.size(), 2U);
  EXPECT_EQ(fitted("partner-product").sections.size(), 2U);
  EXPECT_EQ(fitted("management").sections[1].blocks.size(), 1U);
}

TEST_F(ForAudienceTest, VersionsOfOneTemplateHaveDifferentHashes) {
  EXPECT_NE(Fitted("monthly", "management").content_hash, Fitted("monthly", "team").content_hash);
}

}  // namespace
}  // namespace kebao::report
