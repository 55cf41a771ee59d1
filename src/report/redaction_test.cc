#include "report/redaction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/timing_catalog.h"
#include "report/build.h"

namespace kebao::report {
namespace {

namespace fs = std::filesystem;
using metrics::ResultTable;
using metrics::Row;
using testing::ElementsAre;

class RedactionTest : public testing::Test {
 protected:
  static fs::path Shipped() { return fs::path(KEBAO_SOURCE_DIR) / "catalog"; }

  /// Keys 0 … 4.
  static NamesInData Names() {
    NamesInData names;
    names.agents = {{"王芳", "A001", "T80"},
                    {"李娜", "A002", "B11"},
                    {"陈伟", "A003", "K37"},
                    {"机器人", "bot", "Z00", false},
                    {"May", "A005", "C05"}};
    names.agents[1].is_own = true;
    names.teams = {{"王芳组", "T1", "X10"}, {"售后一组", "T2", "D20"}};
    return names;
  }

  static Audience For(Audience::Names agents, Audience::Names teams = Audience::Names::kReal) {
    Audience audience;
    audience.agents = agents;
    audience.teams = teams;
    return audience;
  }

  Redaction With(const Audience& audience) const {
    return Redaction(audience, Names(), catalog_, texts_);
  }

  static Row RowOf(std::vector<std::string> keys, std::vector<int64_t> codes, double value) {
    Row row;
    row.keys = std::move(keys);
    row.key_codes = std::move(codes);
    row.values = {metrics::Value{value}};
    return row;
  }

  /// By agent, in the order of their names, with the total.
  static ResultTable ByAgent() {
    ResultTable answer{{{"conversations"}, {"agent"}, metrics::Grain::kNone, true}, {}};
    answer.rows = {RowOf({"陈伟"}, {2}, 7), RowOf({"李娜"}, {1}, 5), RowOf({"王芳"}, {0}, 7),
                   RowOf({"机器人"}, {3}, 2), RowOf({""}, {-1}, 1)};
    Row total;
    total.is_total = true;
    total.values = {metrics::Value{22}};
    answer.rows.push_back(total);
    return answer;
  }

  static std::vector<std::string> Keys(const ResultTable& answer) {
    std::vector<std::string> keys;
    for (const Row& row : answer.rows) keys.push_back(row.is_total ? "total" : row.keys[0]);
    return keys;
  }

  const std::vector<fs::path> folders_ = {Shipped()};
  const domain::TimingCatalog timings_ = domain::TimingCatalog::Load(folders_).value();
  const domain::FactCatalog facts_{timings_.Columns()};
  const metrics::MetricCatalog catalog_ = metrics::MetricCatalog::Load({folders_}, facts_).value();
  const Texts texts_ = Texts::Load(Shipped() / "texts", "zh-CN").value();
};

TEST_F(RedactionTest, RowsGetPseudonymsAndTheirOrder) {
  ResultTable answer = ByAgent();
  With(For(Audience::Names::kPseudonym)).Apply(&answer);
  EXPECT_THAT(Keys(answer), ElementsAre("客服 B11", "客服 K37", "客服 T80", "机器人", "", "total"));
  EXPECT_THAT(answer.rows[0].key_codes, ElementsAre(0));
  EXPECT_THAT(answer.rows[2].key_codes, ElementsAre(2));
  EXPECT_THAT(answer.rows[4].key_codes, ElementsAre(-1));
  EXPECT_EQ(answer.rows[2].values[0].value, 7);
  EXPECT_EQ(answer.rows[5].values[0].value, 22);
}

TEST_F(RedactionTest, RealNamesStayAsTheyAre) {
  ResultTable answer = ByAgent();
  With(For(Audience::Names::kReal)).Apply(&answer);
  EXPECT_EQ(Keys(answer), Keys(ByAgent()));
  ResultTable same = ByAgent();
  Redaction(catalog_).Apply(&same);
  EXPECT_EQ(Keys(same), Keys(ByAgent()));
}

TEST_F(RedactionTest, AnAgentGetsTheOwnRowAndTheTotal) {
  ResultTable answer = ByAgent();
  With(For(Audience::Names::kOwn)).Apply(&answer);
  EXPECT_THAT(Keys(answer), ElementsAre("李娜", "total"));
}

TEST_F(RedactionTest, OtherDimensionsKeepTheirOrderWithinTheBucket) {
  ResultTable answer{{{"conversations"}, {"channel", "agent"}, metrics::Grain::kNone, false}, {}};
  answer.rows = {RowOf({"phone", "王芳"}, {3, 0}, 1), RowOf({"phone", "李娜"}, {3, 1}, 2),
                 RowOf({"chat", "王芳"}, {1, 0}, 3), RowOf({"chat", "李娜"}, {1, 1}, 4)};
  With(For(Audience::Names::kPseudonym)).Apply(&answer);
  std::vector<double> values;
  for (const Row& row : answer.rows) values.push_back(*row.values[0].value);
  EXPECT_THAT(values, ElementsAre(2, 1, 4, 3));
  EXPECT_THAT(answer.rows[0].key_codes, ElementsAre(3, 0));
}

TEST_F(RedactionTest, TeamsAreRenamedOrAtLeastNotCalledAfterAnybody) {
  ResultTable answer{{{"conversations"}, {"team"}, metrics::Grain::kNone, false}, {}};
  answer.rows = {RowOf({"售后一组"}, {1}, 1), RowOf({"王芳组"}, {0}, 2)};
  ResultTable teams = answer;
  With(For(Audience::Names::kPseudonym)).Apply(&teams);
  EXPECT_THAT(Keys(teams), ElementsAre("售后一组", "客服 T80组"));
  With(For(Audience::Names::kPseudonym, Audience::Names::kPseudonym)).Apply(&answer);
  EXPECT_THAT(Keys(answer), ElementsAre("小组 D20", "小组 X10"));
}

TEST_F(RedactionTest, NamesAreReplacedWhereverTheyStand) {
  const Redaction redaction = With(For(Audience::Names::kPseudonym));
  EXPECT_EQ(redaction.Shown("导出-王芳-a002.csv"), "导出-客服 T80-客服 B11.csv");
  EXPECT_EQ(redaction.Shown("may be, Mayer, MAY"), "客服 C05 be, Mayer, 客服 C05");
  EXPECT_EQ(redaction.Shown("A0021"), "A0021");
  EXPECT_EQ(redaction.Shown("张三 13812345678"), "张三 ***");
  EXPECT_EQ(redaction.Shown("王芳-13812345678.csv"), "客服 T80-***.csv");
  Audience open = For(Audience::Names::kReal);
  open.masks_customers = false;
  EXPECT_EQ(With(open).Shown("王芳 13812345678"), "王芳 13812345678");
}

TEST_F(RedactionTest, FiltersShowWhatTheRowsShow) {
  const Redaction redaction = With(For(Audience::Names::kPseudonym));
  EXPECT_THAT(redaction.Shown(metrics::Filter{"agent", {"王芳", "A002", "机器人"}}).values,
              ElementsAre("客服 T80", "客服 B11", "机器人"));
  EXPECT_THAT(redaction.Shown(metrics::Filter{"channel", {"chat"}}).values, ElementsAre("chat"));
  EXPECT_THAT(With(For(Audience::Names::kOwn)).Shown(metrics::Filter{"agent", {"李娜"}}).values,
              ElementsAre("李娜"));
}

TEST_F(RedactionTest, DataQualityNamesNobodyAndQuotesNoCustomer) {
  DataQuality quality;
  quality.imports.push_back({1, "王芳的客户.csv", "zendesk"});
  quality.reasons.push_back({1, "rejected.id", "customer", 3, "张三,13812345678"});
  const DataQuality shown = With(For(Audience::Names::kPseudonym)).Shown(quality);
  EXPECT_EQ(shown.imports[0].file, "客服 T80的客户.csv");
  EXPECT_EQ(shown.reasons[0].example, "***");
  EXPECT_EQ(shown.reasons[0].rows, 3);
}

}  // namespace
}  // namespace kebao::report
