#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "metrics/test_warehouse.h"

namespace kebao::metrics {
namespace {

using domain::ColumnType;
using domain::Fact;

constexpr double kTolerance = 1e-9;

int64_t Micros(int year, int month, int day, int hour = 0, int minute = 0) {
  return DayFromCivil({year, month, day}).days * kMicrosPerDay +
         (hour * 60 + minute) * 60 * kMicrosPerSecond;
}

const std::filesystem::path kCatalog = std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog";

/// One warehouse with random rows around the Berlin change to summer time, shared: tests only read
/// it.
const TestWarehouse& Random() {
  static const auto* warehouse = [] {
    auto* made = new TestWarehouse(kCatalog);
    made->AppendRandom(3000, Micros(2016, 1, 20), Micros(2016, 4, 12), 7);
    return made;
  }();
  return *warehouse;
}

std::vector<std::string> AllMetrics(const MetricCatalog& catalog, const std::string& pack) {
  std::vector<std::string> ids;
  for (const MetricSpec* metric : catalog.List(pack)) ids.push_back(metric->id);
  return ids;
}

void ExpectNear(std::optional<double> a, std::optional<double> b, const std::string& where) {
  ASSERT_EQ(a.has_value(), b.has_value()) << where;
  if (a) {
    ASSERT_NEAR(*a, *b, kTolerance * std::max(1.0, std::abs(*b))) << where;
  }
}

void ExpectSameValues(const std::vector<Value>& a, const std::vector<Value>& b, const Query& query,
                      const MetricCatalog& catalog, const std::string& row) {
  ASSERT_EQ(a.size(), b.size()) << row;
  for (size_t index = 0; index < a.size(); ++index) {
    const std::string where = query.metrics[index] + " " + row;
    ExpectNear(a[index].value, b[index].value, where);
    EXPECT_EQ(a[index].n, b[index].n) << where;
    EXPECT_EQ(a[index].is_recorded, b[index].is_recorded) << where;
    const bool has_same_interval =
        catalog.Find(query.metrics[index], "kebao").value()->kind != MetricKind::kQuantile;
    if (has_same_interval) ExpectNear(a[index].low, b[index].low, where + " low");
    if (has_same_interval) ExpectNear(a[index].high, b[index].high, where + " high");
  }
}

std::string NameOf(const Row& row) {
  std::string name = row.bucket_at ? FormatInstantUtc(*row.bucket_at) : "";
  for (const std::string& key : row.keys) name += "/" + key;
  return row.is_total ? "total" : name;
}

void ExpectSameTables(const ResultTable& a, const ResultTable& b, const MetricCatalog& catalog) {
  ASSERT_EQ(a.rows.size(), b.rows.size());
  for (size_t row = 0; row < a.rows.size(); ++row) {
    ASSERT_EQ(NameOf(a.rows[row]), NameOf(b.rows[row]));
    ExpectSameValues(a.rows[row].values, b.rows[row].values, a.query, catalog, NameOf(a.rows[row]));
    ExpectSameValues(a.rows[row].compared, b.rows[row].compared, a.query, catalog,
                     "compared " + NameOf(a.rows[row]));
  }
}

std::vector<Query> ManyGroupings(const std::vector<std::string>& metrics) {
  return {{metrics, {}, Grain::kNone, true},
          {metrics, {"agent"}, Grain::kNone, true},
          {metrics, {"channel", "team"}, Grain::kWeek, false},
          {metrics, {}, Grain::kHour, false},
          {metrics, {}, Grain::kDay, true},
          {metrics, {"source"}, Grain::kMonth, true},
          {metrics, {"weekday", "hour_of_day"}, Grain::kNone, false}};
}

void ExpectSamePaths(const TestWarehouse& warehouse, const QueryContext& context,
                     const std::vector<Query>& queries) {
  const auto fold = warehouse.service().Answer(context, queries, {.path = Path::kFold});
  const auto sql = warehouse.service().Answer(context, queries, {.path = Path::kSql});
  ASSERT_TRUE(fold.has_value()) << fold.error().code << " " << fold.error().place;
  ASSERT_TRUE(sql.has_value()) << sql.error().code;
  EXPECT_EQ(fold->explanation.path, "fold");
  EXPECT_EQ(sql->explanation.path, "sql");
  EXPECT_GT(fold->explanation.rows_scanned, 0);
  for (size_t query = 0; query < queries.size(); ++query) {
    ExpectSameTables(fold->tables[query], sql->tables[query], warehouse.catalog());
  }
}

TEST(AnswerTest, FoldAndSqlAgreeForEveryMetric) {
  const auto metrics = AllMetrics(Random().catalog(), "kebao");
  std::vector<Query> queries;
  for (const std::string& metric : metrics) {
    const Fact fact = Random().catalog().Find(metric, "kebao").value()->fact;
    const bool by_agent =
        queries.size() % 2 == 0 && Random().facts().SchemaOf(fact).Find("agent") != nullptr;
    queries.push_back({{metric}, {by_agent ? "agent" : "source"}, Grain::kNone, true});
  }
  ExpectSamePaths(Random(), ContextOf("2016-03"), queries);
}

TEST(AnswerTest, FoldAndSqlAgreeForWhatPacksChange) {
  for (const std::string& pack : Random().catalog().Packs()) {
    const auto changed = Random().catalog().ChangedBy(pack);
    if (changed.empty()) continue;
    QueryContext context = ContextOf("2016-03", Comparison::kNone);
    context.pack = pack;
    ExpectSamePaths(Random(), context, {{changed, {"team"}, Grain::kMonth, true}});
  }
}

TEST(AnswerTest, FoldAndSqlAgreeUnderFiltersScopeAndSeparatePeriods) {
  const TestWarehouse& warehouse = Random();
  const auto queries =
      ManyGroupings({"conversations", "customers_served", "first_response_seconds_p90", "backlog",
                     "reply_seconds_mean", "csat_rate", "nps", "conversations_per_agent_day"});
  for (int variant = 0; variant < 4; ++variant) {
    QueryContext context =
        ContextOf("2016-03-30", variant == 1 ? Comparison::kYear : Comparison::kPrevious);
    context.period = PeriodFromDays("2016-03-20", "2016-04-02").value();
    context.comparison =
        PeriodFromDays("2016-02-01", variant == 1 ? "2016-03-28" : "2016-02-14").value();
    if (variant >= 2) context.filters = {{"channel", {"phone", ""}}, {"weekday", {"1", "7"}}};
    if (variant == 3) context.scope = Scope::Agents({1, 2}, Masking::kNone);
    const auto fold = warehouse.service().Answer(context, queries, {.path = Path::kFold}).value();
    const auto sql = warehouse.service().Answer(context, queries, {.path = Path::kSql}).value();
    for (size_t query = 0; query < queries.size(); ++query) {
      ExpectSameTables(fold.tables[query], sql.tables[query], warehouse.catalog());
    }
  }
}

TEST(AnswerTest, ATotalIsTheMetricWithoutTheGrouping) {
  const TestWarehouse& warehouse = Random();
  const auto metrics = AllMetrics(warehouse.catalog(), "kebao");
  const std::vector<Query> queries = {{metrics, {"agent"}, Grain::kNone, true},
                                      {metrics, {}, Grain::kNone, false}};
  const Answers answers = warehouse.service().Answer(ContextOf("2016-03"), queries).value();
  const Row& total = answers.tables[0].rows.back();
  ASSERT_TRUE(total.is_total);
  const Row& alone = answers.tables[1].rows.front();
  for (size_t metric = 0; metric < metrics.size(); ++metric) {
    const MetricSpec& spec = *warehouse.catalog().Find(metrics[metric], "kebao").value();
    const bool has_agents = warehouse.facts().SchemaOf(spec.fact).Find("agent") != nullptr;
    if (has_agents && !spec.is_cross_entity)
      ExpectNear(total.values[metric].value, alone.values[metric].value, spec.id);
  }
}

TEST(AnswerTest, CountsAddUpOverGroups) {
  const std::vector<Query> queries = {
      {{"conversations", "messages", "replies"}, {"channel", "agent"}, Grain::kDay, true}};
  const Answers answers = Random().service().Answer(ContextOf("2016-03"), queries).value();
  std::vector<double> sums(3, 0);
  for (const Row& row : answers.tables[0].rows) {
    for (size_t metric = 0; metric < sums.size(); ++metric) {
      (row.is_total ? sums[metric] : sums[metric]) +=
          (row.is_total ? -1 : 1) * row.values[metric].value.value_or(0);
    }
  }
  EXPECT_THAT(sums, testing::Each(testing::DoubleNear(0, kTolerance)));
}

TEST(AnswerTest, SortsByPinyinAndKeepsWhatIsNotStatedLast) {
  const Query query{{"conversations"}, {"agent"}, Grain::kNone, false};
  const Answers answers =
      Random().service().Answer(ContextOf("2016-03"), std::span(&query, 1)).value();
  std::vector<std::string> names;
  for (const Row& row : answers.tables[0].rows) names.push_back(row.keys[0]);
  EXPECT_EQ(names, (std::vector<std::string>{"安琪", "李娜", "王芳", "张伟", ""}));
}

TEST(AnswerTest, AnEmptyWarehouseRecordsNothing) {
  const TestWarehouse warehouse(kCatalog);
  const auto queries = ManyGroupings(AllMetrics(warehouse.catalog(), "kebao"));
  for (const Path path : {Path::kFold, Path::kSql}) {
    const Answers answers =
        warehouse.service().Answer(ContextOf("2016-03"), queries, {.path = path}).value();
    const Row& total = answers.tables[1].rows.back();
    for (const Value& value : total.values) {
      EXPECT_FALSE(value.is_recorded);
      EXPECT_FALSE(value.value.has_value());
    }
  }
}

/// Fills the conversation fact by hand: a few columns, one row per entry.
struct Case {
  int64_t opened_at;
  std::optional<int64_t> resolved_at;
  std::optional<int32_t> first_response_seconds;
};

std::unique_ptr<TestWarehouse> WarehouseOf(const std::vector<Case>& cases) {
  auto warehouse = std::make_unique<TestWarehouse>(kCatalog);
  warehouse->Append(Fact::kConversation, cases.size(),
                    [&](const auto& column, size_t row, engine::Column* target) {
                      const Case& one = cases[row];
                      if (column.name == "source") return target->AppendInt32(0), true;
                      if (column.name == "opened_at")
                        return target->AppendInt64(one.opened_at), true;
                      if (column.name == "is_resolved")
                        return target->AppendBoolean(one.resolved_at.has_value()), true;
                      if (column.name.ends_with("resolved_at") && one.resolved_at)
                        return target->AppendInt64(*one.resolved_at), true;
                      if (column.name == "first_response_seconds" && one.first_response_seconds) {
                        return target->AppendInt32(*one.first_response_seconds), true;
                      }
                      return false;
                    });
  return warehouse;
}

Value Figure(const TestWarehouse& warehouse, const QueryContext& context,
             const std::string& metric) {
  const Query query{{metric}, {}, Grain::kNone, true};
  return warehouse.service()
      .Answer(context, std::span(&query, 1))
      .value()
      .tables[0]
      .rows.back()
      .values[0];
}

TEST(AnswerTest, QuantilesAreOfTypeSeven) {
  std::vector<Case> cases;
  for (int32_t value = 1; value <= 10; ++value)
    cases.push_back({Micros(2016, 3, value), {}, value});
  const auto warehouse = WarehouseOf(cases);
  const QueryContext context = ContextOf("2016-03", Comparison::kNone, "UTC");
  EXPECT_NEAR(*Figure(*warehouse, context, "first_response_seconds_p90").value, 9.1, 1e-12);
  EXPECT_NEAR(*Figure(*warehouse, context, "first_response_seconds_median").value, 5.5, 1e-12);
  EXPECT_NEAR(*Figure(*warehouse, context, "first_response_seconds_mean").value, 5.5, 1e-12);
  const Value mean = Figure(*warehouse, context, "first_response_seconds_mean");
  EXPECT_NEAR(*mean.low, 3.3341, 1e-4);  // 5.5 ∓ t(9) · 3.02765 / √10
  EXPECT_NEAR(*mean.high, 7.6659, 1e-4);
  EXPECT_EQ(mean.n, 10);
}

TEST(AnswerTest, ABacklogIsTakenAtTheEndOfEveryBucket) {
  const auto warehouse = WarehouseOf({{Micros(2016, 2, 20), Micros(2016, 3, 2, 12), {}},
                                      {Micros(2016, 3, 1, 9), {}, {}},
                                      {Micros(2016, 3, 1, 10), Micros(2016, 3, 1, 11), {}},
                                      {Micros(2016, 3, 3, 9), Micros(2016, 3, 4), {}}});
  QueryContext context = ContextOf("2016-03", Comparison::kPrevious, "UTC");
  context.report_time = Instant{Micros(2016, 3, 4, 6)};
  for (const Path path : {Path::kFold, Path::kSql}) {
    const Query query{{"backlog"}, {}, Grain::kDay, true};
    const ResultTable table = warehouse->service()
                                  .Answer(context, std::span(&query, 1), {.path = path})
                                  .value()
                                  .tables[0];
    std::vector<double> backlog;
    for (const Row& row : table.rows) backlog.push_back(row.values[0].value.value_or(-1));
    // Resolved exactly at midnight: still open at the end of the 3rd. The total is the stock at the
    // report time.
    EXPECT_THAT(backlog, testing::ElementsAre(2, 1, 2, 1, 1));
    EXPECT_FALSE(table.rows[3].values[0].is_complete);
    EXPECT_TRUE(table.rows[2].values[0].is_complete);
    EXPECT_EQ(table.rows.back().compared[0].value, 1);
  }
}

TEST(AnswerTest, NullIsNotZeroAndNotRecordedIsNeither) {
  const auto warehouse = WarehouseOf({{Micros(2016, 3, 1), {}, 5}, {Micros(2016, 3, 2), {}, {}}});
  const QueryContext march = ContextOf("2016-03", Comparison::kNone, "UTC");
  EXPECT_EQ(Figure(*warehouse, march, "conversations").value, 2);
  EXPECT_EQ(Figure(*warehouse, march, "first_response_seconds_mean").n, 1);
  EXPECT_FALSE(Figure(*warehouse, march, "reopen_rate").is_recorded);
  EXPECT_FALSE(Figure(*warehouse, march, "messages").value.has_value());
  const QueryContext april = ContextOf("2016-04", Comparison::kNone, "UTC");
  EXPECT_EQ(Figure(*warehouse, april, "conversations").value, 0);
  EXPECT_FALSE(Figure(*warehouse, april, "first_response_seconds_mean").value.has_value());
  EXPECT_TRUE(Figure(*warehouse, april, "first_response_seconds_mean").is_recorded);
}

TEST(AnswerTest, DistributionsCoverEveryValue) {
  const Distribution chosen =
      Random()
          .service()
          .DistributionOf(ContextOf("2016-03"), "first_response_seconds_mean")
          .value();
  int64_t counted = chosen.below;
  for (const int64_t count : chosen.counts) counted += count;
  EXPECT_EQ(counted, chosen.n);
  EXPECT_GT(chosen.n, 100);
  EXPECT_GT(chosen.edges.size(), 3u);
  const auto warehouse = WarehouseOf(
      {{Micros(2016, 3, 1), {}, 5}, {Micros(2016, 3, 2), {}, 10}, {Micros(2016, 3, 2), {}, 99}});
  const Distribution given =
      warehouse->service()
          .DistributionOf(ContextOf("2016-03"), "first_response_seconds_p90", {6, 10, 50})
          .value();
  EXPECT_EQ(given.below, 1);
  EXPECT_EQ(given.counts, (std::vector<int64_t>{0, 1, 1}));
  EXPECT_EQ(Random().service().DistributionOf(ContextOf("2016-03"), "conversations").error().code,
            "query.no_distribution");
}

TEST(AnswerTest, RefusesWhatItCannotAnswer) {
  const auto code = [](Query query, std::vector<Filter> filters = {}) {
    QueryContext context = ContextOf("2016-03");
    context.filters = std::move(filters);
    const auto answer = Random().service().Answer(context, std::span(&query, 1));
    return answer ? "" : answer.error().code;
  };
  EXPECT_EQ(code({{"conversation"}, {}, Grain::kNone, false}), "metric.unknown");
  EXPECT_EQ(code({{"conversations"}, {"chanel"}, Grain::kNone, false}), "dimension.unknown");
  EXPECT_EQ(code({{"shift_seconds"}, {"channel"}, Grain::kNone, false}),
            "query.dimension_unsupported");
  EXPECT_EQ(code({{"shift_seconds"}, {}, Grain::kNone, false}, {{"channel", {"phone"}}}),
            "query.filter_unsupported");
  EXPECT_EQ(code({{"cost_total"}, {}, Grain::kHour, false}), "query.grain_unsupported");
  EXPECT_EQ(code({{}, {}, Grain::kNone, false}), "query.no_metric");
}

TEST(AnswerTest, AScopeOfNobodySeesNothing) {
  QueryContext context = ContextOf("2016-03");
  context.scope = Scope::Agents({}, Masking::kNone);
  EXPECT_EQ(Figure(Random(), context, "conversations").value, 0);
  EXPECT_GT(*Figure(Random(), ContextOf("2016-03"), "conversations").value, 0);
}

}  // namespace
}  // namespace kebao::metrics
