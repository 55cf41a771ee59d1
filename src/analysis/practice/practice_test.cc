#include "analysis/practice/practice.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/people/made_up_people.h"

namespace kebao::analysis::practice {
namespace {

using people::ComparePeople;
using people::Draw;
using people::MadeUp;
using people::PeopleComparison;
using people::Scale;

constexpr double kMinimum = 30;

PeopleComparison Satisfaction(uint64_t seed, double better) {
  return ComparePeople(
      Draw({Scale::kShare, 20, 6, 300,
            [better](size_t person, size_t) { return person < 5 ? 0.75 + better : 0.75; }},
           seed),
      kMinimum);
}

/// Times of which the first five people have `factor` times the others'; everybody has an own way.
PeopleComparison Times(uint64_t seed, double factor) {
  auto workforce = Draw({Scale::kMean, 20, 6, 200,
                         [factor, seed](size_t person, size_t) {
                           std::mt19937_64 random(seed * 1000 + person);
                           const double own =
                               std::exp(std::normal_distribution<double>(0, 0.15)(random));
                           return 60 * own * (person < 5 ? factor : 1.0);
                         }},
                        seed + 1000);
  workforce.is_relative = true;
  return ComparePeople(workforce, kMinimum);
}

TEST(BestGroupTest, IsToldWherePeopleDiffer) {
  const BestGroup group = FindBestGroup(Satisfaction(1, 0.15), true);
  ASSERT_EQ(group.outcome, BestGroup::Outcome::kTold);
  EXPECT_EQ(group.best.size(), 5u);
  EXPECT_EQ(group.rest.size(), 15u);
  EXPECT_GT(group.best_mean, group.rest_mean);
  int planted = 0;
  for (const std::string& key : group.best) planted += key.size() == 2 && key[1] < '5' ? 1 : 0;
  EXPECT_GE(planted, 4);
}

TEST(BestGroupTest, AlikePeopleHaveNone) {
  int told = 0;
  constexpr int kRuns = 300;
  for (uint64_t seed = 0; seed < kRuns; ++seed)
    told += FindBestGroup(Satisfaction(seed, 0), true).outcome == BestGroup::Outcome::kTold ? 1 : 0;
  EXPECT_LE(told, kRuns * 0.05);
}

TEST(BestGroupTest, OfLessIsBetterTheLowest) {
  const BestGroup group = FindBestGroup(Times(2, 0.5), false);
  ASSERT_EQ(group.outcome, BestGroup::Outcome::kTold);
  EXPECT_LT(group.best_mean, group.rest_mean);
}

TEST(BestGroupTest, OnePersonOrNobodyIsTooFew) {
  EXPECT_EQ(FindBestGroup({}, true).outcome, BestGroup::Outcome::kTooFew);
  MadeUp one{Scale::kShare, 1, 2, 300, [](size_t, size_t) { return 0.5; }};
  EXPECT_EQ(FindBestGroup(ComparePeople(Draw(one, 1), kMinimum), true).outcome,
            BestGroup::Outcome::kTooFew);
}

TEST(CompareFeatureTest, WhatTheBestDoOtherwiseIsFound) {
  const BestGroup group = FindBestGroup(Satisfaction(1, 0.15), true);
  FeatureDifference fast = CompareFeature(Times(1, 0.5), group, true);
  std::vector<FeatureDifference*> all = {&fast};
  HoldFalseDiscoveries(all);
  ASSERT_EQ(fast.outcome, FeatureDifference::Outcome::kTold);
  EXPECT_TRUE(fast.is_relative);
  EXPECT_TRUE(fast.is_beyond_noise());
  EXPECT_LT(fast.best, fast.rest);
  EXPECT_LT(*fast.difference.high, 0);
}

TEST(CompareFeatureTest, WhatIsAlikeIsSaidOfHardlyAnyRun) {
  int named = 0, runs = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const BestGroup group = FindBestGroup(Satisfaction(seed, 0.15), true);
    if (group.outcome != BestGroup::Outcome::kTold) continue;
    FeatureDifference first = CompareFeature(Times(seed, 1), group, true);
    FeatureDifference second = CompareFeature(Times(seed + 5000, 1), group, true);
    std::vector<FeatureDifference*> all = {&first, &second};
    HoldFalseDiscoveries(all);
    ++runs;
    named += first.is_beyond_noise() || second.is_beyond_noise() ? 1 : 0;
  }
  ASSERT_GT(runs, 150);
  EXPECT_LE(named, runs * 0.08);
}

TEST(CompareFeatureTest, TooFewPeopleOfAGroupSayNothing) {
  BestGroup group;
  group.best = {"P0", "P1", "nobody"};
  group.rest = {"P5", "P6", "P7"};
  FeatureDifference found = CompareFeature(Times(1, 0.5), group, true);
  EXPECT_EQ(found.outcome, FeatureDifference::Outcome::kTooFew);
  EXPECT_EQ(found.n_best, 2u);
}

}  // namespace
}  // namespace kebao::analysis::practice
