#include "analysis/correlation/correlation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "analysis/correlation/ranks.h"

namespace kebao::analysis {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Sample {
  std::vector<double> x;
  std::vector<double> y;
};

/// From a bivariate normal distribution with that correlation.
Sample Draw(size_t n, double rho, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  Sample sample;
  for (size_t i = 0; i < n; ++i) {
    sample.x.push_back(normal(random));
    sample.y.push_back(rho * sample.x.back() + std::sqrt(1 - rho * rho) * normal(random));
  }
  return sample;
}

TEST(Correlate, AgreesWithWhatIsKnown) {
  const std::vector<double> x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const std::vector<double> y = {2, 1, 4, 3, 7, 5, 9, 6, 10, 8};
  const Correlation found = Correlate(x, y);
  ASSERT_EQ(found.outcome, CorrelationOutcome::kMeasured);
  // 1 − 6·Σd²/(n(n² − 1)), which for ranks is Pearson's as well: Σd² = 22.
  EXPECT_NEAR(found.pearson.r, 1 - 6 * 22.0 / 990, 1e-12);
  EXPECT_NEAR(found.spearman.r, found.pearson.r, 1e-12);
  const double z = std::atanh(found.pearson.r);
  EXPECT_NEAR(std::atanh(found.pearson.low), z - 1.959963984540054 / std::sqrt(7.0), 1e-9);
  EXPECT_NEAR(std::atanh(found.pearson.high), z + 1.959963984540054 / std::sqrt(7.0), 1e-9);
}

// Anscombe, The American Statistician 27, 1973: four sets with the same r, to three places.
TEST(Correlate, TellsAnscombesCurveFromHisLine) {
  const std::vector<double> x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
  const Variable line{"1", {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68}};
  const Variable curve{"2", {9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74}};
  EXPECT_NEAR(Correlate(x, line.values).pearson.r, 0.81642, 1e-5);
  EXPECT_NEAR(Correlate(x, line.values).pearson.p, 0.00217, 1e-5);
  EXPECT_NEAR(Correlate(x, curve.values).pearson.r, 0.81624, 1e-5);
  const Variable base{"x", x};
  EXPECT_FALSE(CorrelateAll(std::vector{base, line})[0].is_bent);
  EXPECT_TRUE(CorrelateAll(std::vector{base, curve})[0].is_bent);
}

TEST(Correlate, DoesNotDependOnOrderUnitOrSide) {
  Sample sample = Draw(40, 0.5, 1);
  const Correlation before = Correlate(sample.x, sample.y);
  const Correlation swapped = Correlate(sample.y, sample.x);
  EXPECT_NEAR(before.pearson.r, swapped.pearson.r, 1e-14);
  EXPECT_NEAR(before.spearman.p, swapped.spearman.p, 1e-12);
  for (double& one : sample.x) one = 1e9 + 60 * one;
  for (double& one : sample.y) one = -one / 7;
  std::ranges::reverse(sample.x);
  std::ranges::reverse(sample.y);
  const Correlation after = Correlate(sample.x, sample.y);
  EXPECT_NEAR(before.pearson.r, -after.pearson.r, 1e-7);
  EXPECT_NEAR(before.pearson.low, -after.pearson.high, 1e-7);
  EXPECT_NEAR(before.spearman.r, -after.spearman.r, 1e-12);
}

TEST(Correlate, IntervalsHoldTheTruth) {
  constexpr uint64_t kRuns = 2000;
  for (const double rho : {0.0, 0.6}) {
    int held = 0;
    for (uint64_t run = 0; run < kRuns; ++run) {
      const Sample sample = Draw(25, rho, run);
      const Coefficient found = Correlate(sample.x, sample.y).pearson;
      held += found.low <= rho && rho <= found.high;
    }
    EXPECT_NEAR(held / static_cast<double>(kRuns), 0.95, 0.015) << rho;
  }
}

TEST(Correlate, SaysPlainlyWhereThereIsNothing) {
  const std::vector<double> x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const std::vector<double> same(9, 0.1);
  EXPECT_EQ(Correlate(x, same).outcome, CorrelationOutcome::kConstant);
  EXPECT_EQ(Correlate(same, same).outcome, CorrelationOutcome::kConstant);
  EXPECT_EQ(Correlate({}, {}).outcome, CorrelationOutcome::kTooFew);
  const std::vector<double> gaps = {1, kNone, 3, kInfinity, 5, 6, 7, 8, 9};
  const Correlation found = Correlate(x, gaps);
  EXPECT_EQ(found.outcome, CorrelationOutcome::kTooFew);
  EXPECT_EQ(found.n, 7u);
  EXPECT_EQ(Correlate(x, x).pearson.r, 1);
  std::vector<double> huge = x;
  for (double& one : huge) one *= 1e307;
  EXPECT_NEAR(Correlate(x, huge).pearson.r, 1, 1e-12);
}

TEST(Partial, TakesOutWhatIsCommon) {
  // x and y both follow z and have nothing else in common.
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  std::vector<Variable> variables{{"x", {}}, {"y", {}}, {"z", {}}};
  for (int i = 0; i < 80; ++i) {
    const double z = normal(random);
    variables[0].values.push_back(z + 0.4 * normal(random));
    variables[1].values.push_back(z + 0.4 * normal(random));
    variables[2].values.push_back(z);
  }
  const std::vector<Variable> thirds{variables[2]};
  const std::vector<PairOfVariables> pairs = CorrelateAll(variables, thirds);
  ASSERT_EQ(pairs.size(), 3u);
  EXPECT_TRUE(pairs[0].is_beyond_noise());
  EXPECT_EQ(pairs[0].confounding, Confounding::kExplained);
  EXPECT_FALSE(pairs[1].partial);  // z is one of the two
}

TEST(Partial, IsWhatItIsByHand) {
  const Sample sample = Draw(30, 0.5, 4);
  const std::vector<double> z = Draw(30, 0, 5).x;
  const double xy = Correlate(sample.x, sample.y).pearson.r;
  const double xz = Correlate(sample.x, z).pearson.r;
  const double yz = Correlate(sample.y, z).pearson.r;
  const auto partial = PartialCorrelation(sample.x, sample.y, z);
  ASSERT_TRUE(partial);
  EXPECT_NEAR(partial->r, (xy - xz * yz) / std::sqrt((1 - xz * xz) * (1 - yz * yz)), 1e-12);
  EXPECT_FALSE(PartialCorrelation(sample.x, sample.y, sample.x));
  EXPECT_FALSE(PartialCorrelation(sample.x, sample.y, std::vector<double>(30, 1.0)));
}

TEST(CorrelateAll, NamesNothingWhereThereIsNothing) {
  constexpr uint64_t kRuns = 300;
  int named = 0;
  int bent = 0;
  for (uint64_t run = 0; run < kRuns; ++run) {
    std::vector<Variable> variables;
    for (uint64_t i = 0; i < 8; ++i) variables.push_back({"", Draw(30, 0, 1000 * run + i).x});
    const std::vector<PairOfVariables> pairs = CorrelateAll(variables);
    named += std::ranges::any_of(pairs, &PairOfVariables::is_beyond_noise);
    bent += std::ranges::any_of(pairs, &PairOfVariables::is_bent);
  }
  EXPECT_LE(named, 24);
  EXPECT_LE(bent, 30);
}

TEST(CorrelateAll, NeighboursThatResembleEachOtherAreNoProof) {
  constexpr uint64_t kRuns = 300;
  int named = 0;
  for (uint64_t run = 0; run < kRuns; ++run) {
    std::vector<Variable> variables{{"x", Draw(90, 0, 2 * run).x},
                                    {"y", Draw(90, 0, 2 * run + 1).x}};
    for (Variable& variable : variables)
      for (size_t i = 1; i < variable.values.size(); ++i)
        variable.values[i] += 0.8 * variable.values[i - 1];
    named += CorrelateAll(variables, {}, Units::kSeries)[0].is_beyond_noise();
  }
  EXPECT_LE(named, 27);  // without the correction it is about 130
}

TEST(Ranks, AreSharedByEquals) {
  EXPECT_EQ(RanksOf(std::vector<double>{3, 1, 3, 2}), (std::vector<double>{3.5, 1, 3.5, 2}));
}

}  // namespace
}  // namespace kebao::analysis
