#include "report/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace kebao::report {
namespace {

class TemplateTest : public testing::Test {
 protected:
  ~TemplateTest() override { std::filesystem::remove_all(folder_); }

  Result<Template> Load(const std::string& yaml) {
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "t.yaml") << yaml;
    return LoadTemplate(folder_ / "t.yaml");
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("kebao-template-" + std::to_string(getpid()));
};

constexpr const char* kHead = "template: t\ntitle: {zh: 标题, en: Title}\nsections:\n";

TEST_F(TemplateTest, ShippedTemplatesLoad) {
  const std::filesystem::path shipped =
      std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog" / "templates";
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(shipped)) {
    const auto loaded = LoadTemplate(entry.path());
    ASSERT_TRUE(loaded) << loaded.error().code << " " << loaded.error().place;
    EXPECT_EQ(loaded->id, entry.path().stem().string());
    ++count;
  }
  EXPECT_GE(count, 1);
}

TEST_F(TemplateTest, UnknownKeyIsRefusedWithItsPlace) {
  const auto loaded =
      Load(std::string(kHead) +
           "  - id: a\n    title: x\n    blocks:\n      - table: {id: t, metric: conversations}\n");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "yaml.unknown_key");
  EXPECT_THAT(loaded.error().place, testing::EndsWith("t.yaml:7:32"));
}

TEST_F(TemplateTest, UnknownChartKindNamesTheKnownOnes) {
  const auto loaded = Load(std::string(kHead) +
                           "  - id: a\n    title: x\n    blocks:\n      - chart: {id: c, kind: "
                           "pie3d, metrics: [conversations]}\n");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "template.kind");
  EXPECT_THAT(loaded.error().arguments.at("known"), testing::HasSubstr("heat_map"));
}

TEST_F(TemplateTest, UnknownGrainIsRefused) {
  const auto loaded =
      Load(std::string(kHead) +
           "  - id: a\n    title: x\n    blocks:\n      - table: {id: t, grain: fortnight}\n");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "template.grain");
}

TEST_F(TemplateTest, NarrativesSayWhatTheySpeakOf) {
  const std::string section = std::string(kHead) + "  - id: a\n    title: x\n    blocks:\n";
  const auto loaded = Load(section +
                           "      - narrative: {overview: true, limit: 3, order: given, "
                           "changes: [conversations], shares: [{metric: conversations, by: "
                           "channel}], targets: [{metric: csat_rate, target: 0.9}]}\n");
  ASSERT_TRUE(loaded);
  const auto& narrative = std::get<NarrativeBlock>(loaded->sections[0].blocks[0]);
  EXPECT_TRUE(narrative.has_overview);
  EXPECT_FALSE(narrative.is_by_impact);
  EXPECT_EQ(narrative.limit, 3);
  EXPECT_EQ(narrative.shares[0].dimension, "channel");
  EXPECT_EQ(narrative.targets[0].target, 0.9);
  EXPECT_EQ(Load(section + "      - narrative: {limit: 0}\n").error().code, "template.limit");
  EXPECT_EQ(Load(section + "      - narrative: {order: random}\n").error().code, "template.kind");
  EXPECT_EQ(Load(section + "      - narrative: {ranks: [{metric: csat_rate}]}\n").error().code,
            "yaml.missing_key");
}

TEST_F(TemplateTest, AWrongBlockBreaksAlone) {
  const auto loaded = Load(std::string(kHead) +
                           "  - id: a\n    title: x\n    blocks:\n"
                           "      - kpis: [conversations]\n"
                           "      - chart: {id: c, kind: spiral, metrics: [conversations]}\n"
                           "      - tabel: {id: t}\n"
                           "      - table: {id: t, metrics: [conversations], formats: [{column: "
                           "conversations, kind: threshold, threshold: .nan}]}\n"
                           "      - text: behind\n");
  ASSERT_TRUE(loaded) << loaded.error().code;
  const auto& blocks = loaded->sections[0].blocks;
  ASSERT_EQ(blocks.size(), 5U);
  EXPECT_TRUE(std::holds_alternative<KpiBlock>(blocks[0]));
  EXPECT_TRUE(std::holds_alternative<TextBlock>(blocks[4]));
  const std::vector<Problem> problems = BrokenPartsOf(*loaded);
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].code, "template.kind");
  EXPECT_THAT(problems[0].place, testing::EndsWith("t.yaml:8:30"));
  EXPECT_EQ(problems[1].code, "yaml.unknown_key");
  EXPECT_EQ(problems[2].code, "yaml.type");
  EXPECT_THAT(problems[2].place, testing::EndsWith("t.yaml:10:112"));
}

TEST_F(TemplateTest, WhomABrokenSectionIsForIsNotGuessed) {
  const auto loaded = Load(std::string(kHead) +
                           "  - {id: a, title: x, blocks: [{kpis: [conversations]}]}\n"
                           "  - {id: b, title: y, audience: [management], blocks: [{kpis: "
                           "[csat_rate]}]}\n  - {title: z, blocks: []}\n");
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->sections.size(), 3U);
  EXPECT_EQ(loaded->sections[1].title.zh, "y");
  ASSERT_EQ(loaded->sections[1].blocks.size(), 1U) << "its figures are shown to nobody";
  EXPECT_TRUE(std::holds_alternative<BrokenBlock>(loaded->sections[1].blocks[0]));
  EXPECT_EQ(loaded->sections[2].id, "section-3");
  EXPECT_EQ(BrokenPartsOf(*loaded)[1].code, "yaml.missing_key");
}

TEST_F(TemplateTest, TwoSectionsOfOneIdAreRefused) {
  const auto loaded = Load(std::string(kHead) + "  - {id: a, title: x}\n  - {id: a, title: y}\n");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "template.duplicate");
}

TEST_F(TemplateTest, UsersTemplateComesBeforeTheShippedOne) {
  ASSERT_TRUE(Load("template: t\ntitle: mine\nsections: []\n"));
  const auto found = FindTemplate({folder_, folder_ / "none"}, "t");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->title.zh, "mine");
}

TEST_F(TemplateTest, NameThatLeavesTheFolderIsUnknown) {
  ASSERT_TRUE(Load("template: t\ntitle: mine\nsections: []\n"));
  EXPECT_EQ(FindTemplate({folder_ / "x"}, "../t").error().code, "template.unknown");
}

}  // namespace
}  // namespace kebao::report
