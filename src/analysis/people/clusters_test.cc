#include "analysis/people/clusters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

namespace kebao::analysis::people {
namespace {

/// `groups` clouds of people, each `apart` standard deviations from the next.
Features Clouds(size_t groups, size_t people, double apart, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  Features features;
  for (size_t i = 0; i < groups * people; ++i) {
    const double shift = apart * static_cast<double>(i % groups);
    features.push_back({shift + normal(random),
                        100 * (normal(random) + (i % groups == 1 ? apart : 0)), normal(random)});
  }
  return features;
}

TEST(Clusters, FindsTheGroupsThatThereAre) {
  for (const size_t groups : {2, 3}) {
    const Clustering found = ClusterPeople(Clouds(groups, 15, 8, groups), 1);
    ASSERT_EQ(found.outcome, ClusterOutcome::kGroups);
    ASSERT_EQ(found.profiles.size(), groups);
    for (size_t i = groups; i < found.group_of.size(); ++i)
      EXPECT_EQ(found.group_of[i], found.group_of[i % groups]) << i;
    EXPECT_GT(found.tried[groups - 1].silhouette, 0.3);
    EXPECT_EQ(found.profiles[0].people, 15u);
  }
}

TEST(Clusters, FindsNoneWhereThereAreNone) {
  int found = 0;
  for (uint64_t run = 0; run < 60; ++run)
    found += ClusterPeople(Clouds(1, 30, 0, 100 + run), run).outcome == ClusterOutcome::kGroups;
  std::cout << "groups in " << found << " of 60\n";
  EXPECT_LE(found, 3);
}

TEST(Clusters, DoesNotDependOnOrderOrUnit) {
  Features features = Clouds(3, 15, 8, 7);
  const Clustering before = ClusterPeople(features, 1);
  std::ranges::reverse(features);
  for (auto& row : features) row[0] = 60 * row[0] + 1e6;
  const Clustering after = ClusterPeople(features, 1);
  ASSERT_EQ(before.profiles.size(), after.profiles.size());
  const size_t n = features.size();
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < n; ++j)
      EXPECT_EQ(before.group_of[i] == before.group_of[j],
                after.group_of[n - 1 - i] == after.group_of[n - 1 - j]);
  EXPECT_EQ(ClusterPeople(features, 1).group_of, after.group_of);  // the seed decides
}

TEST(Clusters, ProfilesAreMeans) {
  const Features features = Clouds(2, 15, 8, 9);
  const Clustering found = ClusterPeople(features, 1);
  ASSERT_EQ(found.profiles.size(), 2u);
  double mean = 0;
  for (size_t i = 0; i < features.size(); ++i)
    if (found.group_of[i] == 1) mean += features[i][1] / 15;
  EXPECT_NEAR(found.profiles[1].means[1], mean, 1e-9);
  EXPECT_NEAR(found.profiles[0].standardised[0], -found.profiles[1].standardised[0], 1e-9);
}

TEST(Clusters, SaysPlainlyWhereThereIsNothing) {
  EXPECT_EQ(ClusterPeople({}, 1).outcome, ClusterOutcome::kTooFew);
  EXPECT_EQ(ClusterPeople(Features(11, {1, 2}), 1).outcome, ClusterOutcome::kTooFew);
  EXPECT_EQ(ClusterPeople(Features(20, {1, 2}), 1).outcome, ClusterOutcome::kAlike);
  EXPECT_EQ(ClusterPeople(Features(20, std::vector<double>{}), 1).outcome, ClusterOutcome::kAlike);
  Features wrong(20, {1, 2});
  wrong[3][1] = std::numeric_limits<double>::infinity();
  EXPECT_EQ(ClusterPeople(wrong, 1).outcome, ClusterOutcome::kWrong);
  Features ragged(20, {1, 2});
  ragged[3].pop_back();
  EXPECT_EQ(ClusterPeople(ragged, 1).outcome, ClusterOutcome::kWrong);
}

}  // namespace
}  // namespace kebao::analysis::people
