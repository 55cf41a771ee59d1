#include "analysis/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "metrics/answer/statistics.h"

namespace kebao::analysis {
namespace {

using metrics::MetricKind;
using metrics::MetricSpec;
using metrics::Polarity;
using metrics::ResultTable;
using metrics::Row;
using metrics::Unit;
using metrics::Value;

constexpr ComparisonFrame kCompared{.has_comparison = true};

MetricSpec Share(int64_t min_n = 30) {
  MetricSpec spec;
  spec.id = "csat_rate";
  spec.kind = MetricKind::kRatio;
  spec.unit = Unit::kShare;
  spec.polarity = Polarity::kUp;
  spec.min_n = min_n;
  return spec;
}

MetricSpec Count() {
  MetricSpec spec;
  spec.id = "conversations";
  return spec;
}

Value Rate(int64_t good, int64_t n) {
  const auto interval = metrics::WilsonInterval(static_cast<double>(good), static_cast<double>(n));
  Value value;
  value.value = static_cast<double>(good) / static_cast<double>(n);
  value.n = n;
  value.low = interval.low;
  value.high = interval.high;
  return value;
}

Value Number(int64_t count) {
  Value value;
  value.value = static_cast<double>(count);
  value.n = count;
  return value;
}

Row Whole(Value now, Value before) {
  Row row;
  row.values = {now};
  row.compared = {before};
  return row;
}

Outcome OutcomeOf(const MetricSpec& spec, const Row& row,
                  const ComparisonFrame& frame = kCompared) {
  return FindChange(spec, row, 0, frame)->outcome;
}

TEST(FindChange, TellsADifferenceFromNoise) {
  EXPECT_EQ(OutcomeOf(Share(), Whole(Rate(900, 1000), Rate(850, 1000))), Outcome::kUp);
  EXPECT_EQ(OutcomeOf(Share(), Whole(Rate(850, 1000), Rate(900, 1000))), Outcome::kDown);
  EXPECT_EQ(OutcomeOf(Share(), Whole(Rate(90, 100), Rate(88, 100))), Outcome::kNoise);
  EXPECT_EQ(OutcomeOf(Share(), Whole(Rate(90, 100), Rate(90, 100))), Outcome::kSame);
  EXPECT_EQ(OutcomeOf(Count(), Whole(Number(1010), Number(1000))), Outcome::kNoise);
  EXPECT_EQ(OutcomeOf(Count(), Whole(Number(1200), Number(1000))), Outcome::kUp);
}

TEST(FindChange, NeverComparesAnIncompletePeriodWithACompleteOne) {
  Value unfinished = Rate(500, 1000);
  unfinished.is_complete = false;
  EXPECT_EQ(OutcomeOf(Share(), Whole(unfinished, Rate(900, 1000))), Outcome::kIncomplete);
  EXPECT_EQ(OutcomeOf(Share(), Whole(Rate(900, 1000), unfinished)), Outcome::kIncomplete);
  const ComparisonFrame gaps{.has_comparison = true, .is_covered = false};
  EXPECT_EQ(OutcomeOf(Share(), Whole(Rate(900, 1000), Rate(500, 1000)), gaps),
            Outcome::kIncomplete);
  EXPECT_EQ(FindChange(Share(), Whole(unfinished, Rate(900, 1000)), 0, kCompared)->Of("before"),
            nullptr);
}

TEST(FindChange, SaysWhyThereIsNothingToCompare) {
  EXPECT_EQ(OutcomeOf(Share(), Whole(Rate(900, 1000), Value{})), Outcome::kNotMeasured);
  EXPECT_EQ(OutcomeOf(Share(), Whole(Rate(9, 10), Rate(1, 10))), Outcome::kTooFew);
  EXPECT_EQ(OutcomeOf(Share(), Whole(Rate(900, 1000), Value{}), {}), Outcome::kNoComparison);
  Value partial = Rate(500, 1000);
  partial.is_partial = true;
  EXPECT_EQ(OutcomeOf(Share(), Whole(partial, Rate(900, 1000))), Outcome::kNotMeasured);
  EXPECT_FALSE(FindChange(Share(), Whole(Value{}, Rate(900, 1000)), 0, kCompared));
}

TEST(FindChange, TwoComplaintsAgainstNoneProveNothing) {
  MetricSpec rate = Share(0);
  rate.kind = MetricKind::kDerived;
  const auto seen = [](double share, int64_t n) {
    Value value;
    value.value = share;
    value.n = n;
    return value;
  };
  EXPECT_EQ(OutcomeOf(rate, Whole(seen(0.003, 2), seen(0, 0))), Outcome::kTooFew);
  EXPECT_EQ(OutcomeOf(rate, Whole(seen(0.003, 2), seen(0.0015, 1))), Outcome::kNoise);
  EXPECT_EQ(OutcomeOf(rate, Whole(seen(0.03, 20), seen(0, 0))), Outcome::kUp);
  EXPECT_EQ(OutcomeOf(rate, Whole(seen(0.09, 60), seen(0.03, 20))), Outcome::kUp);
}

TEST(FindChange, ImpactGrowsWithTheEffectAndShrinksWithDoubt) {
  const auto impact = [](const MetricSpec& spec, Value now, Value before) {
    return FindChange(spec, Whole(now, before), 0, kCompared)->impact;
  };
  EXPECT_GT(impact(Share(), Rate(600, 1000), Rate(900, 1000)),
            impact(Share(), Rate(850, 1000), Rate(900, 1000)));
  EXPECT_GT(impact(Share(), Rate(850, 1000), Rate(900, 1000)),
            impact(Share(), Rate(85, 100), Rate(90, 100)));
  MetricSpec complaints = Count();
  complaints.polarity = Polarity::kDown;
  EXPECT_GT(impact(complaints, Number(200), Number(100)),
            impact(Count(), Number(200), Number(100)));
  EXPECT_LE(impact(complaints, Number(5000), Number(1)), 100);
}

/// One metric by agent: name → value (and before), with the total.
ResultTable ByAgent(const std::vector<std::pair<std::string, Row>>& parts, Row total) {
  ResultTable table;
  table.query.dimensions = {"agent"};
  for (auto [name, row] : parts) {
    row.keys = {name};
    table.rows.push_back(row);
  }
  total.is_total = true;
  total.keys = {""};
  table.rows.push_back(total);
  return table;
}

TEST(FindShare, IsTheLargestPartAndWhetherItMoved) {
  const auto table =
      ByAgent({{"a", Whole(Number(300), Number(200))}, {"b", Whole(Number(700), Number(800))}},
              Whole(Number(1000), Number(1000)));
  const auto finding = FindShare(Count(), table, kCompared);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->Of("part")->subject.key, "b");
  EXPECT_EQ(*finding->Of("whole")->value.value, 1000);
  EXPECT_EQ(finding->outcome, Outcome::kDown);
  EXPECT_EQ(FindShare(Count(), table, {})->outcome, Outcome::kSame);
}

TEST(FindShare, OfOnePartIsNotWorthASentence) {
  const auto table = ByAgent({{"a", Whole(Number(3), {})}}, Whole(Number(3), {}));
  EXPECT_FALSE(FindShare(Count(), table, kCompared));
}

TEST(FindRank, NamesOnlyThoseWhoStandOut) {
  const auto table = ByAgent({{"ann", Whole(Rate(195, 200), {})},
                              {"ben", Whole(Rate(180, 200), {})},
                              {"cas", Whole(Rate(120, 200), {})},
                              {"few", Whole(Rate(5, 5), {})}},
                             Whole(Rate(500, 605), {}));
  const auto finding = FindRank(Share(), table, true);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->Of("best")->subject.key, "ann");
  EXPECT_EQ(finding->Of("worst")->subject.key, "cas");
  EXPECT_EQ(FindRank(Share(), table, false)->Of("worst"), nullptr);
  const auto only_worst = ByAgent({{"ann", Whole(Rate(181, 200), {})},
                                   {"ben", Whole(Rate(180, 200), {})},
                                   {"cas", Whole(Rate(140, 200), {})}},
                                  Whole(Rate(530, 600), {}));
  EXPECT_EQ(FindRank(Share(), only_worst, true)->Of("best"), nullptr);
  EXPECT_FALSE(FindRank(Share(), only_worst, false));
}

TEST(FindRank, OfEqualsNamesNobody) {
  const auto table = ByAgent({{"ann", Whole(Rate(92, 100), {})},
                              {"ben", Whole(Rate(90, 100), {})},
                              {"cas", Whole(Rate(87, 100), {})}},
                             Whole(Rate(269, 300), {}));
  const auto finding = FindRank(Share(), table, true);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->outcome, Outcome::kNoise);
  EXPECT_EQ(finding->Of("best"), nullptr);
}

TEST(FindRank, LuckOfOneAmongManyIsNoFinding) {
  // z = 2.3 against the whole: p = 0.02, a finding by itself, none among forty.
  std::vector<std::pair<std::string, Row>> rows;
  for (int agent = 0; agent < 40; ++agent)
    rows.emplace_back(std::to_string(agent), Whole(Rate(agent == 0 ? 189 : 178, 200), {}));
  const auto finding = FindRank(Share(), ByAgent(rows, Whole(Rate(7131, 8000), {})), true);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->outcome, Outcome::kNoise);
  const auto alone =
      FindRank(Share(), ByAgent({rows[0], rows[1]}, Whole(Rate(7131, 8000), {})), true);
  EXPECT_EQ(alone->Of("best")->subject.key, "0");
}

TEST(FindTarget, IsReachedMissedOrUnclear) {
  const auto outcome = [](Value value) { return FindTarget(Share(), value, 0.9)->outcome; };
  EXPECT_EQ(outcome(Rate(950, 1000)), Outcome::kReached);
  EXPECT_EQ(outcome(Rate(850, 1000)), Outcome::kMissed);
  EXPECT_EQ(outcome(Rate(89, 100)), Outcome::kUnclear);
  EXPECT_EQ(outcome(Rate(9, 10)), Outcome::kTooFew);
  EXPECT_FALSE(FindTarget(Count(), Number(9), 10));
}

}  // namespace
}  // namespace kebao::analysis
