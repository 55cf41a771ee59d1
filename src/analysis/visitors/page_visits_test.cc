#include "analysis/visitors/page_visits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "analysis/visitors/clustered_share.h"

namespace kebao::analysis::visitors {
namespace {

PageVisit Visit(int32_t page, std::optional<double> seconds, double visits = 1) {
  return {std::nullopt, {}, page, visits, seconds};
}

TEST(ClusteredShareTest, RatioEstimatorByHand) {
  // Shares 1/2 and 1/4 of 2 and 4: 2/6; rests 1/3 and −1/3.
  const std::vector<UnitOfShare> units = {{1, 2}, {1, 4}, {0, 0}};
  const auto share = ShareOfUnits(units);
  ASSERT_TRUE(share);
  EXPECT_EQ(share->units, 2u);
  EXPECT_NEAR(share->share, 1.0 / 3, 1e-15);
  EXPECT_NEAR(share->error, std::sqrt(2 * (2.0 / 9)) / 6, 1e-15);
}

TEST(ClusteredShareTest, OneUnitSaysNothing) {
  const std::vector<UnitOfShare> units = {{1, 2}, {0, 0}};
  EXPECT_FALSE(ShareOfUnits(units));
  EXPECT_FALSE(ShareOfUnits({}));
}

TEST(DwellTest, MeanAndMedianOfSingleVisits) {
  const std::vector<PageVisit> visits = {Visit(1, 10), Visit(1, 20), Visit(1, 60), Visit(2, 5),
                                         Visit(1, std::nullopt)};
  const auto pages = DwellByPage(visits);
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[0].page, 1);
  EXPECT_EQ(pages[0].visits, 4);
  EXPECT_EQ(pages[0].timed_visits, 3);
  EXPECT_DOUBLE_EQ(pages[0].mean->value, 30);
  EXPECT_LT(*pages[0].mean->low, 30);
  EXPECT_DOUBLE_EQ(*pages[0].median, 20);
  EXPECT_TRUE(pages[0].has_single_visits);
  EXPECT_FALSE(pages[1].mean->has_interval());  // one visit has no scatter
}

TEST(DwellTest, TotalsAreWeightedByTheirVisits) {
  const std::vector<PageVisit> visits = {Visit(1, 100, 10), Visit(1, 90, 3)};
  const auto pages = DwellByPage(visits);
  EXPECT_DOUBLE_EQ(pages[0].mean->value, 190.0 / 13);
  EXPECT_DOUBLE_EQ(*pages[0].median, 10);
  EXPECT_FALSE(pages[0].has_single_visits);
}

TEST(DwellTest, MedianBetweenTwo) {
  const std::vector<PageVisit> visits = {Visit(1, 10), Visit(1, 20)};
  EXPECT_DOUBLE_EQ(*DwellByPage(visits)[0].median, 15);
}

TEST(DwellTest, OddRowsAreLeftOut) {
  const std::vector<PageVisit> visits = {Visit(1, 10, 0), Visit(1, -4), Visit(1, std::nullopt)};
  const auto pages = DwellByPage(visits);
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].visits, 2);
  EXPECT_FALSE(pages[0].mean);
  EXPECT_FALSE(pages[0].median);
  EXPECT_TRUE(DwellByPage({}).empty());
}

/// Days whose shares wander from day to day more than independent visits would.
std::vector<DayOfVisits> Days(size_t days, std::vector<double> weights, double wander,
                              std::mt19937* random) {
  std::normal_distribution<double> normal;
  std::vector<DayOfVisits> all;
  for (size_t day = 0; day < days; ++day) {
    DayOfVisits of;
    for (const double weight : weights) {
      std::poisson_distribution<int> draw(weight * std::exp(wander * normal(*random)));
      of.push_back(draw(*random));
    }
    all.push_back(of);
  }
  return all;
}

TEST(InterestTest, FindsWhatRose) {
  std::mt19937 random(3);
  const auto before = Days(28, {400, 300, 100, 50}, 0.05, &random);
  const auto now = Days(28, {400, 300, 100, 100}, 0.05, &random);
  const auto interests = ChangeOfInterest(now, before);
  ASSERT_EQ(interests.size(), 4u);
  EXPECT_TRUE(interests[3].is_beyond_noise);
  EXPECT_GT(*interests[3].change->low, 0);
  EXPECT_NEAR(interests[3].change->size, 100.0 / 900 - 50.0 / 850, 0.01);
  EXPECT_LT(interests[0].change->size, 0);
}

TEST(InterestTest, FewDaysAreNotTested) {
  std::mt19937 random(4);
  const auto before = Days(6, {400, 300}, 0, &random);
  const auto now = Days(28, {100, 300}, 0, &random);
  for (const Interest& interest : ChangeOfInterest(now, before)) {
    EXPECT_FALSE(interest.change);
    EXPECT_FALSE(interest.is_beyond_noise);
  }
}

TEST(InterestTest, ConstantAndEmptyDaysClaimNothing) {
  const std::vector<DayOfVisits> same(10, DayOfVisits{5, 5});
  for (const Interest& interest : ChangeOfInterest(same, same))
    EXPECT_FALSE(interest.is_beyond_noise);
  const std::vector<DayOfVisits> only(10, DayOfVisits{5});
  EXPECT_FALSE(ChangeOfInterest(only, only)[0].is_beyond_noise);
  const std::vector<DayOfVisits> none(10, DayOfVisits{0, 0});
  EXPECT_FALSE(ChangeOfInterest(none, same)[0].change);
  EXPECT_TRUE(ChangeOfInterest({}, {}).empty());
}

TEST(InterestTest, NullDataClaimNothing) {
  std::mt19937 random(5);
  int claims = 0;
  constexpr int kRuns = 1000;
  for (int run = 0; run < kRuns; ++run) {
    const auto before = Days(30, {300, 420, 100, 80, 100}, 0.15, &random);
    const auto now = Days(28, {300, 420, 100, 80, 100}, 0.15, &random);
    const auto interests = ChangeOfInterest(now, before);
    claims += std::ranges::any_of(interests, &Interest::is_beyond_noise);
  }
  EXPECT_LE(claims, kRuns / 20);
}

}  // namespace
}  // namespace kebao::analysis::visitors
