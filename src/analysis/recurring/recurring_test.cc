#include "analysis/recurring/recurring.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace kebao::analysis::recurring {
namespace {

struct Desk {
  std::vector<History> problems;
  std::vector<double> totals;
};

/// Twelve problems over six periods, of rising usual size; `factor(problem, period)` times as many.
template <class Factor>
Desk Made(std::mt19937_64* random, const Factor& factor) {
  constexpr size_t kProblems = 12, kPeriods = 6;
  Desk desk{std::vector<History>(kProblems), std::vector<double>(kPeriods)};
  for (size_t i = 0; i < kProblems; ++i)
    for (size_t period = 0; period < kPeriods; ++period) {
      desk.problems[i].keys = {"P" + std::to_string(i)};
      const double mean = (40 + 20 * static_cast<double>(i)) * factor(i, period);
      desk.problems[i].counts.push_back(std::poisson_distribution<int>(mean)(*random));
      desk.totals[period] += desk.problems[i].counts.back();
    }
  return desk;
}

double Usual(size_t, size_t) { return 1; }

TEST(RecurringTest, TheLargestLeadInEveryPeriod) {
  std::mt19937_64 random(1);
  const Desk desk = Made(&random, Usual);
  const RecurringScan scan = FindRecurring(desk.problems, desk.totals);
  ASSERT_GE(scan.recurring.size(), 4u);
  EXPECT_EQ(scan.recurring.front().problem, 11u);
  EXPECT_EQ(scan.recurring.front().leading, 6u);
  EXPECT_NEAR(scan.recurring.front().share.value, 260.0 / 1800, 0.01);
  EXPECT_LT(*scan.recurring.front().share.low, scan.recurring.front().share.value);
}

TEST(RecurringTest, WhatComesBackAboveItsShareIsFound) {
  std::mt19937_64 random(2);
  const Desk desk = Made(&random, [](size_t problem, size_t period) {
    return problem == 1 && period % 2 == 1 ? 3.0 : 1.0;
  });
  const RecurringScan scan = FindRecurring(desk.problems, desk.totals);
  const auto found = std::ranges::find(scan.recurring, 1u, &Recurring::problem);
  ASSERT_NE(found, scan.recurring.end());
  EXPECT_TRUE(found->periods[1].is_above && found->periods[3].is_above);
  EXPECT_FALSE(found->periods[0].is_above || found->periods[2].is_above);
  EXPECT_EQ(found->trend, Recurring::Trend::kNone);
}

TEST(RecurringTest, CalmDeskWarnsOfHardlyAnything) {
  std::mt19937_64 random(3);
  int rising = 0, above = 0;
  constexpr int kRuns = 500;
  for (int run = 0; run < kRuns; ++run) {
    const Desk desk = Made(&random, Usual);
    bool is_rising = false, is_above = false;
    for (const Recurring& one : FindRecurring(desk.problems, desk.totals).recurring) {
      is_rising |= one.trend == Recurring::Trend::kRising;
      is_above |= one.above > 0;
    }
    rising += is_rising ? 1 : 0;
    above += is_above ? 1 : 0;
  }
  EXPECT_LE(rising, kRuns * 0.05);
  EXPECT_LE(above, kRuns * 0.05);
}

TEST(RecurringTest, ARiseIsWarnedOf) {
  std::mt19937_64 random(4);
  const Desk desk = Made(&random, [](size_t problem, size_t period) {
    return problem == 11 ? 1 + 0.15 * static_cast<double>(period) : 1.0;
  });
  const RecurringScan scan = FindRecurring(desk.problems, desk.totals);
  ASSERT_FALSE(scan.recurring.empty());
  EXPECT_EQ(scan.recurring.front().trend, Recurring::Trend::kRising);
  EXPECT_GT(*scan.recurring.front().difference.low, 0);
}

TEST(RecurringTest, SaysSinceWhenAndLeavesOutTheRare) {
  const std::vector<History> problems = {{{"new"}, {0, 0, 50, 60}}, {{"rare"}, {1, 1, 1, 1}}};
  const std::vector<double> totals = {100, 100, 100, 100};
  const RecurringScan scan = FindRecurring(problems, totals, {.least_periods = 2});
  ASSERT_EQ(scan.recurring.size(), 1u);
  EXPECT_EQ(scan.recurring[0].first_seen, 2u);
  EXPECT_EQ(scan.too_few, 1u);
}

TEST(RecurringTest, OfFewValuesNotEveryOneLeads) {
  const std::vector<History> alike = {
      {{"a"}, {50, 48, 51}}, {{"b"}, {40, 41, 39}}, {{"c"}, {30, 31, 29}}, {{"d"}, {20, 20, 21}}};
  const RecurringScan scan = FindRecurring(alike, std::vector<double>{140, 140, 140});
  ASSERT_EQ(scan.recurring.size(), 1u);
  EXPECT_EQ(scan.recurring[0].problem, 0u);
}

TEST(RecurringTest, TooFewPeriodsOrEmptyOnesSayNothing) {
  const std::vector<History> problems = {{{"a"}, {50, 50}}};
  EXPECT_EQ(FindRecurring(problems, std::vector<double>{90, 90}).scanned, 0u);
  const std::vector<History> three = {{{"a"}, {50, 0, 50}}};
  EXPECT_EQ(FindRecurring(three, std::vector<double>{90, 0, 90}).scanned, 0u);
  EXPECT_TRUE(FindRecurring({}, std::vector<double>{9, 9, 9}).recurring.empty());
}

}  // namespace
}  // namespace kebao::analysis::recurring
