#include "metrics/answer/recorded_facts.h"

#include <gtest/gtest.h>

#include "metrics/answer/recorded_columns.h"
#include "metrics/test_warehouse.h"

namespace kebao::metrics {
namespace {

constexpr int64_t kMarch = 1'456'787'200 * kMicrosPerSecond;

/// An engine that must not be asked.
class ClosedEngine : public engine::Engine {
 public:
  const engine::Dialect& dialect() const override { throw WorldFailure("engine.query", ""); }
  std::unique_ptr<engine::ChunkStream> Query(const std::string& sql) const override {
    throw WorldFailure("engine.query", sql);
  }
};

class RecordedFactsTest : public testing::Test {
 protected:
  RecordedFactsTest() : warehouse_(std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog") {
    warehouse_.AppendRandom(50, kMarch, kMarch + 30 * kMicrosPerDay, 7);
    // Another source, which has conversations but no value in any column beside the needed ones.
    warehouse_.Append(domain::Fact::kConversation, 3,
                      [](const domain::FactColumn& column, size_t row, engine::Column* target) {
                        if (column.name == "source") return target->AppendInt32(5), true;
                        if (column.name == "conversation_key")
                          return target->AppendInt64(static_cast<int64_t>(1000 + row)), true;
                        if (column.name == "opened_at") return target->AppendInt64(kMarch), true;
                        return false;
                      });
  }

  FactRecording Ask(const domain::FactSchema& schema, int64_t many_rows) {
    std::vector<std::string> columns;
    for (const auto& column : schema.columns) columns.push_back(column.name);
    std::sort(columns.begin(), columns.end());
    return AskFactRecording(
        schema, columns, warehouse_.engine().dialect(),
        [&](const std::string& sql) { return warehouse_.engine().Query(sql); }, many_rows);
  }

  TestWarehouse warehouse_;
};

TEST_F(RecordedFactsTest, LookingForFirstRowsFindsWhatCountingFinds) {
  for (const domain::FactSchema& schema : warehouse_.facts().All()) {
    const FactRecording counted = Ask(schema, INT64_MAX);
    EXPECT_EQ(counted.sources, Ask(schema, 0).sources) << schema.name;
    if (schema.fact != domain::Fact::kConversation) continue;
    EXPECT_EQ(counted.sources.at(0)[0] || counted.sources.at(1)[0], true);
    EXPECT_EQ(std::count(counted.sources.at(5).begin(), counted.sources.at(5).end(), true), 3);
  }
}

TEST_F(RecordedFactsTest, WhatIsKeptNeedsNoQuestion) {
  const std::string kept = warehouse_.KeepRecorded();
  const ClosedEngine closed;
  RecordedColumns remembered(closed, warehouse_.catalog(), kept);
  RecordedColumns asked(warehouse_.engine(), warehouse_.catalog());
  for (const MetricSpec* metric : warehouse_.catalog().List()) {
    if (metric->kind == MetricKind::kDerived) continue;
    for (const std::set<int64_t>& sources : {std::set<int64_t>{}, {0}, {5}, {0, 5}}) {
      const Recording expected = asked.Of(*metric, sources, 3);
      const Recording got = remembered.Of(*metric, sources, 3);
      EXPECT_EQ(got.sources, expected.sources) << metric->id;
      EXPECT_EQ(got.is_whole, expected.is_whole) << metric->id;
    }
  }
  const MetricSpec* metric = warehouse_.catalog().Find("csat_mean", "kebao").value();
  EXPECT_THROW(remembered.Of(*metric, {}, 4), WorldFailure)
      << "another data version is asked about";
}

TEST_F(RecordedFactsTest, OtherTextsAreNoKnowledge) {
  for (const char* text : {"", "kinds", "nosuch|a|0=1\nkinds||", "reply|a,b|0=1\nkinds||",
                           "reply|a|x=1\nkinds||", "reply|a|0=1"}) {
    EXPECT_FALSE(ParseRecordedFacts(text, warehouse_.facts())) << text;
  }
  EXPECT_TRUE(ParseRecordedFacts("reply|a,b|0=10;3=01\nkinds||0=5", warehouse_.facts()));
}

}  // namespace
}  // namespace kebao::metrics
