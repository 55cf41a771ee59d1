#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "metrics/test_warehouse.h"

namespace kebao::metrics {
namespace {

namespace fs = std::filesystem;

const domain::FactCatalog& Facts() {
  static const domain::FactCatalog facts(TestTimingColumns());
  return facts;
}

class CatalogTest : public testing::Test {
 protected:
  CatalogTest() { fs::create_directories(folder_ / "metrics"); }
  ~CatalogTest() override { fs::remove_all(folder_); }

  Problem ProblemOf(const std::string& metrics, const std::string& pack = "") {
    std::ofstream(folder_ / "metrics" / "m.yaml") << metrics;
    fs::remove_all(folder_ / "packs");
    if (!pack.empty()) {
      fs::create_directories(folder_ / "packs");
      std::ofstream(folder_ / "packs" / "p.yaml") << pack;
    }
    const auto loaded = MetricCatalog::Load({{folder_}}, Facts());
    return loaded ? Problem{} : loaded.error();
  }

  const fs::path folder_ =
      fs::temp_directory_path() / ("kebao-catalog-" + std::to_string(getpid()));
};

constexpr const char* kGood =
    "- {metric: a, entity: conversation, kind: count, clock: opened_at, name: {zh: 一, en: A}, "
    "formula: {zh: 一, en: A}}\n";

TEST_F(CatalogTest, LoadsAnEntry) { EXPECT_EQ(ProblemOf(kGood).code, ""); }

TEST_F(CatalogTest, RefusesWithPlace) {
  const auto expect = [&](const std::string& metrics, const std::string& code,
                          const std::string& place) {
    const Problem problem = ProblemOf(metrics);
    EXPECT_EQ(problem.code, code) << metrics;
    EXPECT_THAT(problem.place, testing::EndsWith("m.yaml" + place)) << metrics;
  };
  const std::string texts = ", name: {zh: 一, en: A}, formula: {zh: 一, en: A}}\n";
  const std::string head = "- {metric: b, entity: conversation, clock: opened_at, ";
  expect("- {metric: a, whre: x}\n", "yaml.unknown_key", ":1:21");
  expect(kGood + std::string(kGood), "metric.duplicate", ":2:3");
  expect(head + "kind: kount" + texts, "metric.unknown_word", ":1:61");
  expect(head + "kind: count, where: is_spamm" + texts, "expression.unknown_name", ":1:75");
  expect(head + "kind: count, where: not is_spamm" + texts, "expression.unknown_name", ":1:79");
  expect(head + "kind: mean, value: avg(csat)" + texts, "metric.aggregate_of_aggregate", ":1:74");
  expect(head + "kind: mean, value: is_spam" + texts, "expression.type", ":1:74");
  expect(head + "kind: mean" + texts, "yaml.missing_key", ":1:3");
  expect(head + "kind: quantile, q: 1.5, value: csat" + texts, "metric.quantile_out_of_range",
         ":1:74");
  expect("- {metric: b, entity: ticket, kind: count, clock: opened_at" + texts,
         "metric.unknown_entity", ":1:23");
  expect("- {metric: b, entity: conversation, kind: count, clock: csat" + texts, "expression.type",
         ":1:57");
  expect(head + "kind: count, needs: [answered]" + texts, "metric.unknown_event", ":1:76");
  expect(head + "kind: count, name: {zh: 一}, formula: {zh: 一, en: A}}\n", "metric.text_missing",
         ":1:74");
  expect(head + "kind: count, rules: {bot: maybe}" + texts, "metric.unknown_rule", ":1:81");
  expect("- {metric: b, kind: derived, expression: a / c" + texts + kGood, "metric.derived_unknown",
         ":1:3");
}

TEST_F(CatalogTest, DerivedMetricsKeepToOneEntityUnlessTheySaySo) {
  const std::string other =
      "- {metric: r, entity: reply, kind: count, clock: asked_at, name: {zh: 一, en: A}, formula: "
      "{zh: 一, en: A}}\n";
  const std::string derived =
      "- {metric: d, kind: derived, expression: r / a, name: {zh: 一, en: A}, formula: {zh: 一, "
      "en: A}";
  EXPECT_EQ(ProblemOf(kGood + other + derived + "}\n").code, "metric.derived_mixes");
  EXPECT_EQ(ProblemOf(kGood + other + derived + ", cross_entity: true}\n").code, "");
  EXPECT_EQ(ProblemOf(kGood + other + derived + ", cross_entity: true}\n" +
                      "- {metric: e, kind: derived, expression: d / a, cross_entity: true, name: "
                      "{zh: 一, en: A}, "
                      "formula: {zh: 一, en: A}}\n")
                .code,
            "metric.derived_of_derived");
}

TEST_F(CatalogTest, PacksChangeKnownMetricsOnly) {
  EXPECT_EQ(ProblemOf(kGood, "metrics:\n  - {metric: a, where: is_spam}\n").code, "");
  EXPECT_EQ(ProblemOf(kGood, "metrics:\n  - {metric: z, where: is_spam}\n").code,
            "pack.unknown_metric");
  EXPECT_EQ(ProblemOf(kGood, "metrics:\n  - {metric: a, where: is_spm}\n").code,
            "expression.unknown_name");
}

/// A shipped folder and one of the user's over it.
class TwoFoldersTest : public CatalogTest {
 protected:
  TwoFoldersTest() {
    Write("metrics/m.yaml", kGood + Entry("b", "conversation") +
                                "- {metric: d, kind: derived, expression: a / b, name: {zh: 一, "
                                "en: D}, formula: {zh: 一, en: D}}\n");
    Write("packs/p.yaml", "metrics:\n  - {metric: b, where: is_spam}\n");
    fs::create_directories(own_ / "metrics");
    fs::create_directories(own_ / "packs");
  }
  ~TwoFoldersTest() override { fs::remove_all(own_); }

  static std::string Entry(const std::string& id, const std::string& more) {
    return "- {metric: " + id + ", entity: " + more +
           ", kind: count, clock: opened_at, name: {zh: 一, en: A}, formula: {zh: 一, en: A}}\n";
  }
  void Write(const std::string& file, const std::string& text) {
    fs::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file) << text;
  }
  void WriteOwn(const std::string& file, const std::string& text) {
    std::ofstream(own_ / file) << text;
  }
  MetricCatalog Load() { return MetricCatalog::Load({{folder_, own_}}, Facts()).value(); }
  static std::string CodeOf(const MetricCatalog& catalog, const std::string& id,
                            const std::string& pack = "kebao") {
    const auto found = catalog.Find(id, pack);
    return found ? "" : found.error().code;
  }

  const fs::path own_ = folder_.string() + "-own";
};

TEST_F(TwoFoldersTest, ALaterMetricTakesThePlaceOfAnEarlierOne) {
  WriteOwn("metrics/mine.yaml", Entry("a", "conversation, where: is_spam"));
  const MetricCatalog catalog = Load();
  EXPECT_THAT(catalog.problems(), testing::IsEmpty());
  EXPECT_THAT(catalog.Find("a", "kebao").value()->definition, testing::HasSubstr("is_spam"));
  EXPECT_THAT(catalog.List(), testing::SizeIs(3));
  EXPECT_THAT(catalog.ChangedBy("p"), testing::ElementsAre("b"));
}

TEST_F(TwoFoldersTest, AWrongOneBreaksWhatDependsOnItAndNothingElse) {
  WriteOwn("metrics/mine.yaml", Entry("a", "conversation, where: is_spm"));
  const MetricCatalog catalog = Load();
  ASSERT_THAT(catalog.problems(), testing::SizeIs(1));
  EXPECT_THAT(catalog.problems()[0].place, testing::EndsWith("mine.yaml:1:44"));
  EXPECT_EQ(CodeOf(catalog, "a"), "expression.unknown_name");
  EXPECT_EQ(CodeOf(catalog, "d"), "expression.unknown_name");
  EXPECT_EQ(CodeOf(catalog, "b"), "");
  EXPECT_TRUE(catalog.IsInFirstFolder("a"));
  EXPECT_THAT(catalog.List(), testing::SizeIs(1));
}

TEST_F(TwoFoldersTest, AFileThatIsNoYamlBreaksWhatItNames) {
  WriteOwn("metrics/mine.yaml", "- metric: a\n  where: [\n- metric: new\n");
  const MetricCatalog catalog = Load();
  ASSERT_THAT(catalog.problems(), testing::SizeIs(1));
  EXPECT_EQ(CodeOf(catalog, "a"), "yaml.syntax");
  EXPECT_EQ(CodeOf(catalog, "new"), "yaml.syntax");
  EXPECT_EQ(CodeOf(catalog, "b"), "");
}

TEST_F(TwoFoldersTest, AWrongPackBreaksThatPackAndAWrongEntryOneMetricOfIt) {
  WriteOwn("packs/p.yaml", "metrics: [\n");
  EXPECT_EQ(CodeOf(Load(), "a", "p"), "yaml.syntax");
  EXPECT_EQ(CodeOf(Load(), "a"), "");
  WriteOwn("packs/p.yaml", "metrics:\n  - {metric: b, where: is_spm}\n");
  EXPECT_EQ(CodeOf(Load(), "b", "p"), "expression.unknown_name");
  EXPECT_EQ(CodeOf(Load(), "a", "p"), "");
  EXPECT_EQ(CodeOf(Load(), "b"), "");
}

TEST_F(TwoFoldersTest, TwoOfOneIdInAFolderAreBothRefused) {
  WriteOwn("metrics/mine.yaml", Entry("c", "conversation") + Entry("c", "conversation"));
  EXPECT_EQ(CodeOf(Load(), "c"), "metric.duplicate");
}

TEST(ShippedCatalogTest, HoldsWhatTheContractNames) {
  const auto loaded = MetricCatalog::Load({{fs::path(KEBAO_SOURCE_DIR) / "catalog"}}, Facts());
  ASSERT_TRUE(loaded.has_value()) << loaded.error().code << " " << loaded.error().place;
  for (const char* id :
       {"conversations", "customers_served", "messages", "first_response_seconds_mean",
        "first_response_seconds_median", "first_response_seconds_p90", "reply_seconds_mean",
        "resolution_seconds_mean", "resolution_seconds_median", "resolution_rate", "fcr_rate",
        "transfer_rate", "reopen_rate", "csat_rate", "csat_mean", "backlog"}) {
    EXPECT_TRUE(loaded->Find(id, "kebao").has_value()) << id;
  }
  EXPECT_GE(loaded->List().size(), 150u);
  EXPECT_THAT(loaded->Packs(), testing::IsSupersetOf({"chatwoot", "freshdesk", "kebao", "qiyu",
                                                      "tencent", "zendesk"}));
  EXPECT_THAT(loaded->ChangedBy("zendesk"), testing::Contains("one_touch_rate"));
  EXPECT_EQ(loaded->Find("conversation", "kebao").error().arguments.at("nearest"), "conversations");
  for (const MetricSpec* metric : loaded->List()) {
    EXPECT_TRUE(metric->rules.contains("anchor")) << metric->id;
    EXPECT_TRUE(metric->rules.contains("credit")) << metric->id;
    EXPECT_NE(metric->topic, "other") << metric->id;
  }
  EXPECT_EQ(loaded->Find("first_response_business_seconds_mean", "kebao").value()->name.zh,
            "平均首次响应时长（工作时间）");
}

}  // namespace
}  // namespace kebao::metrics
