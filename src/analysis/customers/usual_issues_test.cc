#include "analysis/customers/usual_issues.h"

#include <gtest/gtest.h>

#include <random>

namespace kebao::analysis::customers {
namespace {

TEST(UsualIssuesTest, ExactTailOfTheBinomial) {
  // P(X ≥ 3), n = 4, p = 1/4: 13/256 (by hand: 4·(1/4)³·(3/4) + (1/4)⁴).
  const std::vector<IssueCounts> counts = {{"a", 3, 249.5}, {"b", 1, 749.5}};
  const auto issues = UsualIssues(counts);
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0].issue_type, "a");
  EXPECT_NEAR(issues[0].others_share, 0.25, 1e-12);
  EXPECT_NEAR(issues[0].p, 13.0 / 256, 1e-12);
  EXPECT_FALSE(issues[0].is_beyond_noise);
}

TEST(UsualIssuesTest, TellsWhatTheCustomerComesAbout) {
  const std::vector<IssueCounts> counts = {{"a", 7, 100}, {"b", 2, 900}, {"c", 0, 500}};
  const auto issues = UsualIssues(counts);
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_TRUE(issues[0].is_beyond_noise);
  EXPECT_FALSE(issues[1].is_beyond_noise);
  EXPECT_LT(*issues[0].share.low, 7.0 / 9);
}

TEST(UsualIssuesTest, OneContactTellsNothing) {
  const std::vector<IssueCounts> counts = {{"rare", 1, 0}, {"b", 0, 100'000}};
  EXPECT_FALSE(UsualIssues(counts)[0].is_beyond_noise);
}

TEST(UsualIssuesTest, WithoutOthersNothingIsTold) {
  const std::vector<IssueCounts> counts = {{"a", 8, 0}};
  EXPECT_FALSE(UsualIssues(counts)[0].is_beyond_noise);
  EXPECT_TRUE(UsualIssues({}).empty());
}

/// Customers who are like everybody else: at most one in twenty is told to have a need.
TEST(UsualIssuesTest, NullDataTellNothing) {
  std::mt19937 random(7);
  const std::vector<double> weights = {30, 20, 15, 10, 8, 6, 5, 3, 2, 1};
  std::discrete_distribution<size_t> draw(weights.begin(), weights.end());
  int told = 0;
  constexpr int kRuns = 2000;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<IssueCounts> counts;
    for (size_t i = 0; i < weights.size(); ++i)
      counts.push_back({"t" + std::to_string(i), 0, weights[i] * 1000});
    const int contacts = 1 + run % 30;
    for (int i = 0; i < contacts; ++i) ++counts[draw(random)].own;
    bool is_any = false;
    for (const UsualIssue& issue : UsualIssues(counts)) is_any |= issue.is_beyond_noise;
    told += is_any;
  }
  EXPECT_LE(told, kRuns / 20);
}

}  // namespace
}  // namespace kebao::analysis::customers
