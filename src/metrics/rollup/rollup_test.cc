// The law of roll-ups: whatever they answer, the facts would have answered the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "metrics/rollup/rollup_definition.h"
#include "metrics/test_warehouse.h"

namespace kebao::metrics {
namespace {

using domain::Fact;

const std::filesystem::path kCatalog = std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog";

int64_t Micros(int year, int month, int day) {
  return DayFromCivil({year, month, day}).days * kMicrosPerDay;
}

/// Rows around a change to summer time and beyond both ends of the periods asked for.
TestWarehouse& Random() {
  static auto* warehouse = [] {
    auto* made = new TestWarehouse(kCatalog);
    made->AppendRandom(4000, Micros(2016, 1, 20), Micros(2016, 4, 12), 11);
    made->RollUp();
    return made;
  }();
  return *warehouse;
}

bool IsNear(std::optional<double> a, std::optional<double> b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return std::abs(*a - *b) <= 1e-9 * std::max({1.0, std::abs(*a), std::abs(*b)});
}

bool IsSame(const Value& a, const Value& b) {
  return IsNear(a.value, b.value) && IsNear(a.low, b.low) && IsNear(a.high, b.high) && a.n == b.n &&
         a.is_complete == b.is_complete && a.is_recorded == b.is_recorded;
}

void ExpectSame(const std::vector<Value>& a, const std::vector<Value>& b, const Query& query) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t index = 0; index < a.size(); ++index) {
    EXPECT_TRUE(IsSame(a[index], b[index]))
        << query.metrics[index] << ": " << a[index].value.value_or(NAN) << " n " << a[index].n
        << " against " << b[index].value.value_or(NAN) << " n " << b[index].n;
  }
}

void ExpectSame(const ResultTable& a, const ResultTable& b) {
  ASSERT_EQ(a.rows.size(), b.rows.size());
  for (size_t row = 0; row < a.rows.size(); ++row) {
    ASSERT_EQ(a.rows[row].keys, b.rows[row].keys);
    ASSERT_EQ(a.rows[row].bucket_at, b.rows[row].bucket_at);
    ExpectSame(a.rows[row].values, b.rows[row].values, a.query);
    ExpectSame(a.rows[row].compared, b.rows[row].compared, a.query);
  }
}

/// Asks with and without roll-ups; says how the first was answered.
Explanation ExpectSameAnswers(const TestWarehouse& warehouse, const QueryContext& context,
                              const Query& query) {
  const auto ask = [&](Path path) {
    return warehouse.service().Answer(context, std::span(&query, 1), {.path = path}).value();
  };
  const Answers rolled_up = ask(Path::kAuto);
  ExpectSame(rolled_up.tables[0], ask(Path::kFold).tables[0]);
  return rolled_up.explanation;
}

std::string RefusalOf(const TestWarehouse& warehouse, const QueryContext& context,
                      const Query& query) {
  const auto answer =
      warehouse.service().Answer(context, std::span(&query, 1), {.path = Path::kRollup});
  return answer ? "" : answer.error().code;
}

/// Every metric under Kebao's own definitions; under a pack, those that it changes.
std::vector<std::string> MetricsOf(const std::string& pack) {
  if (pack != kOwnPack) return Random().catalog().ChangedBy(pack);
  std::vector<std::string> ids;
  for (const MetricSpec* metric : Random().catalog().List(pack)) ids.push_back(metric->id);
  return ids;
}

TEST(RollupTest, EveryMetricIsTheSameByEveryKey) {
  const std::vector<std::pair<std::vector<std::string>, Grain>> groupings = {
      {{}, Grain::kNone},
      {{"agent"}, Grain::kDay},
      {{"team", "source"}, Grain::kWeek},
      {{"channel"}, Grain::kHour},
      {{"channel"}, Grain::kMonth},
      {{"issue_type"}, Grain::kNone},
      {{"weekday"}, Grain::kNone},
      {{"weekday", "hour_of_day"}, Grain::kNone}};
  size_t rolled_up = 0;
  for (const std::string& pack : Random().catalog().Packs()) {
    QueryContext context = ContextOf("2016-03");
    context.pack = pack;
    const std::vector<std::string> metrics = MetricsOf(pack);
    if (metrics.empty()) continue;
    for (const auto& [dimensions, grain] : groupings) {
      const Query query{metrics, dimensions, grain, true};
      const size_t refused = ExpectSameAnswers(Random(), context, query).not_rolled_up.size();
      rolled_up += metrics.size() - std::min(metrics.size(), refused);
    }
  }
  EXPECT_GT(rolled_up, 300u);
}

TEST(RollupTest, FiltersZonesAndPeriodsAreTheSame) {
  const Query by_channel{{"conversations", "resolution_rate", "first_response_seconds_mean"},
                         {"channel"},
                         Grain::kDay,
                         true};
  const Query by_agent{{"conversations", "agent_messages", "csat_rate", "reply_seconds_max"},
                       {"agent"},
                       Grain::kNone,
                       true};
  for (const char* zone : {"Europe/Berlin", "Asia/Shanghai", "America/New_York", "Asia/Kolkata"}) {
    for (int variant = 0; variant < 4; ++variant) {
      QueryContext context = ContextOf("2016-03", Comparison::kPrevious, zone);
      if (variant == 1) context.period = PeriodFromDays("2016-03-26", "2016-03-28").value();
      if (variant == 2) context.filters = {{"weekday", {"1", "7"}}, {"source", {"s1"}}};
      if (variant == 3) context.sources = {"s2"};
      ExpectSameAnswers(Random(), context, by_channel);
      ExpectSameAnswers(Random(), context, by_agent);
    }
  }
}

TEST(RollupTest, SaysWhyAFigureIsReadFromTheFacts) {
  const QueryContext march = ContextOf("2016-03");
  const auto refusal = [&](const std::string& metric, std::vector<std::string> dimensions) {
    return RefusalOf(Random(), march, {{metric}, std::move(dimensions), Grain::kNone, false});
  };
  EXPECT_EQ(refusal("conversations", {"agent"}), "");
  EXPECT_EQ(refusal("first_response_seconds_median", {}), "rollup.kind");
  EXPECT_EQ(refusal("customers_served", {}), "rollup.kind");
  EXPECT_EQ(refusal("no_repeat_contact_rate_7d", {}), "rollup.report_time");
  EXPECT_EQ(refusal("conversations", {"region"}), "rollup.keys");
  EXPECT_EQ(refusal("conversations", {"channel", "agent"}), "rollup.keys");
  EXPECT_EQ(refusal("orders", {}), "rollup.none");

  const Query by_agent{{"resolution_rate"}, {"agent"}, Grain::kNone, false};
  EXPECT_EQ(RefusalOf(Random(), ContextOf("2016-03", Comparison::kNone, "Asia/Shanghai"), by_agent),
            "rollup.zone");
  const Query by_hour{{"conversations"}, {}, Grain::kHour, false};
  EXPECT_EQ(RefusalOf(Random(), ContextOf("2016-03", Comparison::kNone, "Asia/Shanghai"), by_hour),
            "");
  EXPECT_EQ(RefusalOf(Random(), ContextOf("2016-03", Comparison::kNone, "Asia/Kolkata"), by_hour),
            "rollup.zone");
  QueryContext early = march;
  early.report_time = Instant{Micros(2016, 4, 3)};
  EXPECT_EQ(RefusalOf(Random(), early, by_agent), "rollup.as_of");
  EXPECT_EQ(RefusalOf(Random(), early, {{"conversations"}, {"agent"}, Grain::kNone, false}), "");
  early.report_time = Instant{Micros(2016, 3, 20)};
  EXPECT_EQ(RefusalOf(Random(), early, {{"conversations"}, {"agent"}, Grain::kNone, false}),
            "rollup.as_of");
  QueryContext scoped = march;
  scoped.scope = Scope::Agents({1}, Masking::kNone);
  EXPECT_EQ(RefusalOf(Random(), scoped, by_agent), "rollup.scope");
}

TEST(RollupTest, AnEarlyReportTimeChangesNothingEither) {
  const Query query{{"conversations", "resolution_rate", "messages"}, {"agent"}, Grain::kDay, true};
  for (const int day : {1, 11, 20, 31}) {
    QueryContext context = ContextOf("2016-03");
    context.report_time = Instant{Micros(2016, 3, day) + 7 * 3600 * kMicrosPerSecond};
    ExpectSameAnswers(Random(), context, query);
  }
}

TEST(RollupTest, PartsThatDoNotAddUpComeFromTheFactsBesideThoseThatDo) {
  const Query query{{"conversations", "first_response_seconds_p90", "backlog", "conversion_rate"},
                    {"channel"},
                    Grain::kNone,
                    true};
  const std::string path = ExpectSameAnswers(Random(), ContextOf("2016-03"), query).path;
  EXPECT_THAT(path, testing::HasSubstr("rollup:conversation_day_channel_type"));
  EXPECT_THAT(path, testing::HasSubstr("fold"));
}

/// 24 rows on every fifth day of a quarter: as many agents as given, one channel and type.
void AppendDays(TestWarehouse* warehouse, int agents) {
  constexpr size_t kDays = 18;
  constexpr size_t kRowsOfDay = 24;
  warehouse->Append(Fact::kConversation, kDays * kRowsOfDay,
                    [&](const domain::FactColumn& column, size_t row, engine::Column* to) {
                      const auto day = static_cast<int64_t>(row / kRowsOfDay);
                      if (column.name == "conversation_key") {
                        to->AppendInt64(static_cast<int64_t>(row));
                      } else if (column.name == "opened_at") {
                        to->AppendInt64(Micros(2016, 1, 4) + day * 5 * kMicrosPerDay +
                                        static_cast<int64_t>(row % kRowsOfDay) * kMicrosPerSecond);
                      } else if (column.name == "agent") {
                        to->AppendInt32(static_cast<int32_t>(row) % agents);
                      } else if (column.name == "source" || column.name == "channel") {
                        to->AppendInt32(0);
                      } else {
                        return false;
                      }
                      return true;
                    });
}

std::vector<std::string> KeptRollups(const TestWarehouse& warehouse) {
  std::vector<std::string> names;
  for (const engine::StoredRollup& rollup : warehouse.directory().rollups) {
    if (rollup.is_kept) names.push_back(rollup.name);
  }
  return names;
}

TEST(RollupTest, OneWithNearlyAsManyCellsAsRowsIsNotKept) {
  TestWarehouse warehouse(kCatalog);
  AppendDays(&warehouse, 3);  // eight rows to a cell by agent, 24 to one by channel
  warehouse.RollUp({.min_rows_per_cell = 10});
  EXPECT_EQ(warehouse.directory().rollups.size(), warehouse.catalog().rollups().size());
  EXPECT_THAT(KeptRollups(warehouse), testing::ElementsAre("rollup_conversation_day_channel_type",
                                                           "rollup_conversation_hour_channel"));
}

TEST(RollupTest, OneThatWasNotWorthwhileIsMadeOnceItIs) {
  TestWarehouse warehouse(kCatalog);
  AppendDays(&warehouse, 3);
  warehouse.RollUp({.min_rows_per_cell = 10});
  for (int more = 0; more < 3; ++more) AppendDays(&warehouse, 3);
  warehouse.RollUp({.min_rows_per_cell = 10});
  EXPECT_THAT(KeptRollups(warehouse), testing::Contains("rollup_conversation_day_agent"));
}

TEST(RollupTest, AChangedDefinitionIsNotAnsweredByAnOldRollup) {
  TestWarehouse warehouse(kCatalog);
  warehouse.AppendRandom(300, Micros(2016, 3, 1), Micros(2016, 3, 20), 3);
  warehouse.RollUp();
  engine::Directory changed = warehouse.directory();
  changed.dimensions["kind"].texts = {"nps", "csat", "complaint"};  // 'csat' has another code now
  const MetricService service(warehouse.engine(), changed, warehouse.catalog());
  const Query query{{"csat_rate"}, {"agent"}, Grain::kNone, false};
  const auto answer =
      service.Answer(ContextOf("2016-03"), std::span(&query, 1), {.path = Path::kRollup});
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, "rollup.definition");
  EXPECT_FALSE(AreRollupsCurrent(warehouse.catalog(), warehouse.engine().dialect(), changed,
                                 "Europe/Berlin"));
  EXPECT_TRUE(AreRollupsCurrent(warehouse.catalog(), warehouse.engine().dialect(),
                                warehouse.directory(), "Europe/Berlin"));
  EXPECT_FALSE(AreRollupsCurrent(warehouse.catalog(), warehouse.engine().dialect(),
                                 warehouse.directory(), "Asia/Shanghai"));
}

}  // namespace
}  // namespace kebao::metrics
