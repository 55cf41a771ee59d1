#include "analysis/people/shrinkage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace kebao::analysis::people {
namespace {

/// Eighteen batters of 1970: hits in their first 45 at-bats, as √n·asin(2·share − 1), whose
/// variance is 1. Efron and Morris, J. Am. Stat. Assoc. 70, 1975, table 1.
std::vector<Measured> Batters() {
  std::vector<Measured> batters;
  for (const double hits : {18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7})
    batters.push_back({std::sqrt(45.0) * std::asin(2 * hits / 45 - 1), 0, 1});
  return batters;
}

// With one variance for all, Morris's estimator is theirs: 1 − (k − 3)/Σ(y − ȳ)² of the way from
// the mean.
TEST(Shrink, AgreesWithEfronAndMorris) {
  const std::vector<Measured> batters = Batters();
  double mean = 0;
  for (const Measured& one : batters) mean += one.value / 18;
  double squares = 0;
  for (const Measured& one : batters) squares += std::pow(one.value - mean, 2);
  const Shrinkage shrinkage = Shrink(Scale::kMean, batters);
  EXPECT_NEAR(shrinkage.mean, mean, 1e-9);
  for (size_t i = 0; i < batters.size(); ++i) {
    EXPECT_NEAR(shrinkage.people[i].pull, 15 / squares, 1e-9);
    EXPECT_NEAR(shrinkage.people[i].value, mean + (1 - 15 / squares) * (batters[i].value - mean),
                1e-9);
  }
  EXPECT_NEAR(1 - shrinkage.people[0].pull, 0.209, 0.004);  // as they print it
}

std::vector<Measured> Shares() {
  return {{0.2, 10, 0}, {0.9, 40, 0}, {0.5, 400, 0}, {0.7, 2000, 0}, {0.65, 30, 0}, {0.3, 90, 0}};
}

TEST(Shrink, LiesBetweenTheRawFigureAndTheMean) {
  for (const Scale scale : {Scale::kShare, Scale::kCount}) {
    const std::vector<Measured> people = Shares();
    const Shrinkage shrinkage = Shrink(scale, people);
    for (size_t i = 0; i < people.size(); ++i) {
      const auto [low, high] = std::minmax(people[i].value, shrinkage.mean);
      const Shrunken& one = shrinkage.people[i];
      EXPECT_GE(one.value, low);
      EXPECT_LE(one.value, high);
      EXPECT_LT(one.low, one.value);
      EXPECT_GT(one.high, one.value);
      EXPECT_GE(one.low, 0);
    }
  }
}

TEST(Shrink, FewerCasesAreDrawnFurther) {
  const Shrinkage shrinkage = Shrink(Scale::kShare, Shares());
  EXPECT_GT(shrinkage.people[0].pull, shrinkage.people[1].pull);
  EXPECT_GT(shrinkage.people[1].pull, shrinkage.people[2].pull);
  EXPECT_GT(shrinkage.people[2].pull, shrinkage.people[3].pull);
}

TEST(Shrink, DoesNotDependOnOrderOrUnit) {
  std::vector<Measured> batters = Batters();
  const Shrinkage before = Shrink(Scale::kMean, batters);
  std::ranges::reverse(batters);
  for (Measured& one : batters) one = {one.value * 60, 0, one.variance * 3600};
  const Shrinkage after = Shrink(Scale::kMean, batters);
  for (size_t i = 0; i < batters.size(); ++i) {
    EXPECT_NEAR(before.people[i].value * 60, after.people[batters.size() - 1 - i].value, 1e-6);
    EXPECT_NEAR(before.people[i].low * 60, after.people[batters.size() - 1 - i].low, 1e-6);
  }
}

TEST(Shrink, ThreePeopleStayAsTheyAre) {
  const std::array<Measured, 3> people = {{{0.2, 50, 0}, {0.5, 50, 0}, {0.9, 50, 0}}};
  const Shrinkage shrinkage = Shrink(Scale::kShare, people);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(shrinkage.people[i].value, people[i].value);
  EXPECT_TRUE(Shrink(Scale::kShare, {}).people.empty());
}

TEST(Shrink, NoSpreadIsSeenWhereThereIsNone) {
  std::vector<Measured> people(10, Measured{0.5, 100, 0});
  const Shrinkage shrinkage = Shrink(Scale::kShare, people);
  EXPECT_EQ(shrinkage.spread, 0);
  for (const Shrunken& one : shrinkage.people) EXPECT_GT(one.high - one.low, 0.01);
}

}  // namespace
}  // namespace kebao::analysis::people
