#include "analysis/staffing/required_agents.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace kebao::analysis::staffing {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(RequiredAgentsTest, TheFewestThatReachTheTarget) {
  const QueueLoad calls{10.0 / 180, 180};
  const auto found = AgentsFor(calls, {.service_level = 0.8, .within_seconds = 20}, "test");
  EXPECT_EQ(found->agents, 14);  // 13: 0.7956
  EXPECT_EQ(found->binding, Binding::kServiceLevel);
  const auto calm =
      AgentsFor(calls, {.service_level = 0.8, .within_seconds = 20, .most_occupancy = 0.6}, "test");
  EXPECT_EQ(calm->agents, 17);  // 10 / 0.6
  EXPECT_EQ(calm->binding, Binding::kOccupancy);
  const auto barely = AgentsFor(calls, {.most_occupancy = 1}, "test");
  EXPECT_EQ(barely->agents, 11);
  EXPECT_EQ(barely->binding, Binding::kStability);
  EXPECT_EQ(AgentsFor({0, 180}, {.service_level = 0.8}, "test")->agents, 0);
}

TEST(RequiredAgentsTest, OneFewerMissesWhateverIsAsked) {
  std::mt19937_64 chance(11);
  std::uniform_real_distribution<double> part(0, 1);
  for (int round = 0; round < 200; ++round) {
    QueueLoad load{std::exp(9 * part(chance) - 6), 60 + 300 * part(chance)};
    if (part(chance) < 0.5) load.patience_seconds = 30 + 300 * part(chance);
    ServiceTarget target{.service_level = 0.5 + 0.49 * part(chance),
                         .within_seconds = 60 * part(chance)};
    if (part(chance) < 0.5) target.most_occupancy = 0.5 + 0.5 * part(chance);
    if (load.patience_seconds && part(chance) < 0.5)
      target.most_abandoned = 0.01 + 0.1 * part(chance);
    const auto reached = [&](const QueuePerformance& found) {
      return found.is_stable && found.service_level >= *target.service_level &&
             found.occupancy <= target.most_occupancy.value_or(1) &&
             found.abandoned_share <= target.most_abandoned.value_or(1);
    };
    const auto found = AgentsFor(load, target, "test");
    ASSERT_TRUE(found);
    EXPECT_TRUE(reached(found->performance));
    EXPECT_FALSE(reached(*PerformanceOf(load, found->agents - 1, target.within_seconds, "test")));
  }
}

TEST(RequiredAgentsTest, WhatCannotBeAskedIsRefused) {
  EXPECT_EQ(AgentsFor({1, 180}, {}, "here").error().code, "staffing.target");
  for (const double share : {0.0, 1.0, -1.0, std::nan(""), 1.5})
    EXPECT_EQ(AgentsFor({1, 180}, {.service_level = share}, "here").error().code,
              "staffing.number");
  EXPECT_EQ(AgentsFor({1e6, 180}, {.service_level = 0.8}, "here").error().code,
            "staffing.too_many");
  EXPECT_FALSE(AgentsFor({1, std::nan("")}, {.service_level = 0.8}, "here"));
}

TEST(RequiredAgentsTest, ShrinkageIsContinuous) {
  EXPECT_DOUBLE_EQ(*RosteredFor(14, 0.3, "test"), 20);
  EXPECT_DOUBLE_EQ(*RosteredFor(0, 0.3, "test"), 0);
  EXPECT_LT(*RosteredFor(14, 0.3, "test"), *RosteredFor(14, 0.3001, "test"));
  for (const double bad : {1.0, -0.1, std::nan(""), 2.0})
    EXPECT_FALSE(RosteredFor(14, bad, "test"));
  EXPECT_FALSE(RosteredFor(kInfinity, 0.3, "test"));
}

}  // namespace
}  // namespace kebao::analysis::staffing
