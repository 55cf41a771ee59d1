#include "analysis/attribution/cause_finding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/attribution/from_result_table.h"
#include "analysis/attribution/known_events.h"

namespace kebao::analysis {
namespace {

using metrics::MetricKind;
using metrics::MetricSpec;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;
using testing::ElementsAre;

MetricSpec OfKind(MetricKind kind, bool is_share = false) {
  MetricSpec spec;
  spec.id = "figure";
  spec.kind = kind;
  spec.is_share = is_share;
  return spec;
}

Value Measured(double figure, int64_t n, double half_width = 0) {
  Value value;
  value.value = figure;
  value.n = n;
  if (half_width > 0) {
    value.low = figure - half_width;
    value.high = figure + half_width;
  }
  return value;
}

ResultTable TableOf(const std::string& dimension,
                    const std::vector<std::tuple<std::string, Value, Value>>& rows) {
  ResultTable table;
  table.query.dimensions = {dimension};
  for (const auto& [key, before, now] : rows) {
    Row row;
    row.keys = {key};
    row.values = {now};
    row.compared = {before};
    table.rows.push_back(row);
  }
  return table;
}

TEST(BreakdownOf, TakesSumsBackFromFigures) {
  const auto table = TableOf(
      "type", {{"a", Measured(0.9, 1000), Measured(2.0 / 3, 300)}, {"b", Value{}, Measured(1, 7)}});
  const auto share = BreakdownOf(OfKind(MetricKind::kRatio, true), table, 0, false);
  ASSERT_TRUE(share);
  EXPECT_EQ(share->segments[0].change.now, (Sums{200, 300, 300, {}}));
  EXPECT_EQ(share->segments[1].change.before, Sums{});
  const auto means = TableOf("type", {{"a", Measured(10, 4, 3.182446305284263), Measured(20, 1)},
                                      {"b", Measured(9, 1), Measured(5, 100, 1.98421695158642)}});
  const auto mean = BreakdownOf(OfKind(MetricKind::kMean), means, 0, false);
  ASSERT_TRUE(mean);
  // Standard error 1 at n = 4: s² = 4, n·s² = 16; the other segment of that period has the same s².
  EXPECT_NEAR(*mean->segments[0].change.before.variance, 16, 1e-9);
  EXPECT_NEAR(*mean->segments[1].change.before.variance, 4, 1e-9);
  EXPECT_NEAR(*mean->segments[0].change.now.variance, 100, 1e-6);
}

TEST(BreakdownOf, RefusesWhatCannotBeCompared) {
  const MetricSpec count = OfKind(MetricKind::kCount);
  auto table = TableOf("type", {{"a", Measured(1, 1), Measured(2, 2)}});
  EXPECT_TRUE(BreakdownOf(count, table, 0, false));
  EXPECT_EQ(BreakdownOf(OfKind(MetricKind::kQuantile), table, 0, false).error(),
            Outcome::kNotMeasured);
  table.rows[0].values[0].is_complete = false;
  EXPECT_EQ(BreakdownOf(count, table, 0, false).error(), Outcome::kIncomplete);
  table.rows[0].compared.clear();
  EXPECT_EQ(BreakdownOf(count, table, 0, false).error(), Outcome::kNoComparison);
}

Finding FindIn(const MetricSpec& metric, const std::vector<Breakdown>& breakdowns) {
  const Measure measure = *MeasureOf(metric);
  const CauseSearch search = SearchCauses(measure, breakdowns);
  return FindCause(metric, measure, search, OrderExplanations(ExplanationsOf(search, measure)));
}

Segment Rated(std::string key, double good0, double n0, double good1, double n1) {
  return {{std::move(key)}, {{good0, n0, n0, {}}, {good1, n1, n1, {}}}};
}

TEST(FindCause, TellsWhatExplainsAndWhatDoesNot) {
  const Breakdown type{{"issue_type"},
                       false,
                       {Rated("a", 900, 1000, 700, 1000), Rated("b", 1800, 2000, 1795, 2000),
                        Rated("c", 900, 1000, 899, 1000)}};
  const Finding finding = FindIn(OfKind(MetricKind::kRatio, true), {type});
  EXPECT_EQ(finding.kind, Finding::Kind::kCause);
  EXPECT_EQ(finding.outcome, Outcome::kDown);
  EXPECT_EQ(finding.subject.key, "a");
  const Value& explained = finding.Of("explained")->value;
  EXPECT_EQ(explained.n, 2000);
  EXPECT_LT(*explained.high, 0);
  EXPECT_NEAR(*explained.value + *finding.Of("unexplained")->value.value,
              *finding.Of("now")->value.value - *finding.Of("before")->value.value, 1e-12);
  EXPECT_NEAR(*finding.Of("part")->value.value, 0.7, 1e-12);
  EXPECT_LT(*finding.strength.q, 0.05);
}

TEST(FindCause, SaysWhenNothingStandsOut) {
  const Breakdown type{{"issue_type"},
                       false,
                       {Rated("a", 900, 1000, 800, 1000), Rated("b", 1800, 2000, 1601, 2000)}};
  EXPECT_EQ(FindIn(OfKind(MetricKind::kRatio, true), {type}).outcome, Outcome::kEverywhere);
  EXPECT_EQ(FindIn(OfKind(MetricKind::kCount), {}).outcome, Outcome::kNotMeasured);
}

TEST(FindCause, NamesAPersonOnlyWhereNothingElseExplainsAsMuch) {
  const Breakdown agent{{"agent"},
                        true,
                        {Rated("ann", 900, 1000, 700, 1000), Rated("ben", 1800, 2000, 1795, 2000),
                         Rated("cas", 900, 1000, 899, 1000)}};
  Breakdown type = agent;
  type.dimensions = {"issue_type"};
  type.has_people = false;
  const MetricSpec share = OfKind(MetricKind::kRatio, true);
  EXPECT_EQ(FindIn(share, {agent, type}).subject.dimension, "issue_type");
  EXPECT_EQ(FindIn(share, {agent}).subject.dimension, "agent");
  EXPECT_EQ(FindIn(share, {agent}).subject.key, "ann");
}

TEST(OrderExplanations, PutsPeopleLastUnlessNothingElseHolds) {
  const std::vector<Explanation> list = {{ExplanationKind::kPerson, 0.6, 0.001, 0},
                                         {ExplanationKind::kShift, 0.4, 0.01, 1},
                                         {ExplanationKind::kMix, 0.6, 0.001, 2},
                                         {ExplanationKind::kVolume, 0.6, 0.001, 3},
                                         {ExplanationKind::kWorkload, 0.9, 0.2, 4}};
  const auto order = [](const std::vector<OrderedExplanation>& ordered) {
    std::vector<size_t> sources;
    for (const auto& one : ordered) sources.push_back(one.explanation.source);
    return sources;
  };
  const auto ordered = OrderExplanations(list);
  EXPECT_THAT(order(ordered), ElementsAre(3, 2, 1, 0, 4));
  EXPECT_FALSE(ordered[3].may_be_named);
  EXPECT_FALSE(ordered[4].is_tested);
  std::vector<Explanation> stronger = list;
  stronger[0].share = 0.7;
  EXPECT_THAT(order(OrderExplanations(stronger)), ElementsAre(0, 3, 2, 1, 4));
  stronger[0].q = 0.3;
  EXPECT_FALSE(OrderExplanations(stronger)[4].may_be_named);
}

Instant Day(int day) { return {(19000 + day) * kMicrosPerDay}; }
const ChangeWindow kMonths{{Day(0), Day(30)}, {Day(30), Day(60)}, {}, {}};

std::vector<size_t> PlacesOf(const std::vector<Coincidence>& found) {
  std::vector<size_t> places;
  for (const Coincidence& one : found) places.push_back(one.event);
  return places;
}

TEST(CoincidingEvents, AreThoseOfWhichThePeriodsHaveUnequalShares) {
  const std::vector<KnownEvent> events = {{"release", "release", Day(40), {}, {}},
                                          {"outage", "outage", Day(35), Day(36), {}},
                                          {"old policy", "policy", Day(-90), {}, {}},
                                          {"over", "promotion", Day(-90), Day(-80), {}},
                                          {"last month", "promotion", Day(10), Day(13), {}},
                                          {"both alike", "training", Day(25), Day(35), {}},
                                          {"wrong way round", "training", Day(45), Day(40), {}},
                                          {"next month", "training", Day(60), Day(65), {}}};
  const auto found = CoincidingEvents(events, kMonths);
  EXPECT_THAT(PlacesOf(found), ElementsAre(0, 4, 1));
  EXPECT_EQ(found[0].relation, Coincidence::Relation::kBegan);
  EXPECT_NEAR(found[0].share_now, 2.0 / 3, 1e-12);
  EXPECT_EQ(found[1].relation, Coincidence::Relation::kEnded);
}

TEST(CoincidingEvents, FitThePlaceAndTheTimeOfTheChange) {
  const std::vector<KnownEvent> events = {
      {"everywhere", "release", Day(50), {}, {}},
      {"mail only", "outage", Day(33), Day(34), {{"channel", "mail"}}},
      {"chat only", "outage", Day(33), Day(34), {{"channel", "chat"}}},
      {"a team", "training", Day(44), Day(45), {{"team", "red"}}}};
  ChangeWindow window = kMonths;
  window.where = {{"channel", "mail"}};
  window.changed_at = Day(44);
  const auto found = CoincidingEvents(events, window);
  EXPECT_THAT(PlacesOf(found), ElementsAre(1, 3, 0));
  EXPECT_EQ(found[0].fit, 2);
  EXPECT_EQ(*found[0].days_apart, 11);
  EXPECT_EQ(*found[1].days_apart, 0);
}

}  // namespace
}  // namespace kebao::analysis
