#include "analysis/staffing/backlog.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>
#include <random>

namespace kebao::analysis::staffing {
namespace {

constexpr size_t kDay = 48;

BacklogLoad Desk(double peak_arrivals = 40) {
  BacklogLoad load;
  for (size_t i = 0; i < 5 * kDay; ++i) {
    const double hour = static_cast<double>(i % kDay) / 2;
    load.arrivals.push_back(peak_arrivals * std::exp(-(hour - 13) * (hour - 13) / 30));
    load.is_open.push_back(hour >= 8 && hour < 20);
  }
  load.handle_seconds = 400;
  load.deadline_seconds = 4 * 3600;
  return load;
}

/// Share of random items that are worked on, oldest first, by the end of their deadline in open
/// time.
double ShareInTime(const BacklogLoad& load, const std::vector<double>& agents, uint64_t seed) {
  std::mt19937_64 chance(seed);
  struct Item {
    double left, due;
  };
  std::deque<Item> waiting;
  double items = 0;
  double in_time = 0;
  double open = 0;  // seconds of open time that have passed
  const auto deadline = load.deadline_seconds;
  std::vector<double> steps;
  for (size_t i = 0; i < load.arrivals.size(); ++i) {
    const int count = std::poisson_distribution<int>(load.arrivals[i])(chance);
    for (int k = 0; k < count; ++k) {
      const double offset =
          load.is_open[i] ? std::uniform_real_distribution<double>(0, load.interval_seconds)(chance)
                          : 0;
      waiting.push_back({std::exponential_distribution<double>(1 / load.handle_seconds)(chance),
                         open + offset + deadline});
    }
    items += count;
    std::ranges::sort(waiting, {}, &Item::due);
    double capacity = agents[i] * load.interval_seconds;
    if (load.is_open[i]) open += load.interval_seconds;
    while (!waiting.empty() && waiting.front().left <= capacity) {
      capacity -= waiting.front().left;
      in_time += waiting.front().due >= open ? 1 : 0;  // worked on by the end of the interval
      waiting.pop_front();
    }
    if (!waiting.empty()) waiting.front().left -= capacity;
  }
  for (const Item& item : waiting)
    if (item.due > open) --items;  // not due yet
  return in_time / items;
}

TEST(BacklogTest, DeadlinesAreMetWithTheAskedProbability) {
  for (const double probability : {0.5, 0.8, 0.95}) {
    const BacklogLoad load = Desk();
    const auto found = AgentsForBacklog(load, {.probability = probability}, "test");
    ASSERT_TRUE(found);
    double share = 0;
    for (uint64_t seed = 1; seed <= 50; ++seed)
      share += ShareInTime(load, found->agents, seed) / 50;
    EXPECT_GE(share, probability) << probability;
  }
}

TEST(BacklogTest, AQuarterLessIsTooLittle) {
  const BacklogLoad load = Desk();
  auto found = AgentsForBacklog(load, {.probability = 0.8}, "test");
  for (double& agents : found->agents) agents *= 0.75;
  EXPECT_LT(ShareInTime(load, found->agents, 1), 0.8);
}

TEST(BacklogTest, WorkIsAllThereAndNotMuchMore) {
  const BacklogLoad load = Desk();
  const auto found = AgentsForBacklog(load, {.probability = 0.5}, "test");
  const double work = std::accumulate(load.arrivals.begin(), load.arrivals.end(), 0.0) *
                      load.handle_seconds / load.interval_seconds;
  const double there = std::accumulate(found->agents.begin(), found->agents.end(), 0.0);
  EXPECT_NEAR(there / work, 1, 0.05);
  for (size_t i = 0; i < load.is_open.size(); ++i)
    if (!load.is_open[i]) {
      EXPECT_EQ(found->agents[i], 0);
    }
}

TEST(BacklogTest, ALongerDeadlineHasALowerPeak) {
  BacklogLoad load = Desk();
  double last = 1e9;
  for (const double hours : {0.5, 1.0, 2.0, 4.0, 8.0, 24.0, 1000.0}) {
    load.deadline_seconds = 3600 * hours;
    const auto found = AgentsForBacklog(load, {.probability = 0.9}, "test");
    EXPECT_LE(found->peak, last + 1e-9) << hours;
    last = found->peak;
    EXPECT_LE(*std::ranges::max_element(found->agents), found->peak + 1e-9);
  }
}

TEST(BacklogTest, OneIntervalIsSolvedByHand) {
  BacklogLoad load{1800, {9, 0, 16}, {true, true, true}, 600, 0, 1800, 0};
  const auto found = AgentsForBacklog(load, {.probability = 0.975, .most_occupancy = 0.8}, "test");
  const auto agents = [](double items) {
    return (items + 1.959963984540054 * std::sqrt(items)) * 600 / 1800 / 0.8;
  };
  EXPECT_NEAR(found->agents[0], agents(9), 1e-9);
  EXPECT_EQ(found->agents[1], 0);
  EXPECT_NEAR(found->agents[2], agents(16), 1e-9);
}

TEST(BacklogTest, WhatLiesThereAtTheStartIsWorkedOff) {
  BacklogLoad load = Desk();
  const auto without = AgentsForBacklog(load, {.probability = 0.5}, "test");
  load.backlog = 100;
  const auto with = AgentsForBacklog(load, {.probability = 0.5}, "test");
  const auto sum = [](const std::vector<double>& agents) {
    return std::accumulate(agents.begin(), agents.end(), 0.0);
  };
  EXPECT_NEAR(sum(with->agents) - sum(without->agents), 100 * 400 / 1800.0, 1);
}

TEST(BacklogTest, NothingComesAndBadNumbers) {
  BacklogLoad load = Desk(0);
  EXPECT_EQ(AgentsForBacklog(load, {}, "test")->peak, 0);
  const auto code = [](const BacklogLoad& bad, const BacklogTarget& target = {}) {
    const auto found = AgentsForBacklog(bad, target, "here");
    return found ? std::string("fine") : found.error().code;
  };
  load = Desk();
  load.deadline_seconds = 100;
  EXPECT_EQ(code(load), "staffing.deadline");
  load = Desk();
  load.is_open.assign(load.is_open.size(), false);
  EXPECT_EQ(code(load), "staffing.closed");
  load = Desk();
  load.handle_seconds = 0;
  EXPECT_EQ(code(load), "staffing.number");
  load = Desk();
  load.arrivals[3] = std::nan("");
  EXPECT_EQ(code(load), "staffing.number");
  load = Desk();
  load.is_open.pop_back();
  EXPECT_EQ(code(load), "staffing.number");
  EXPECT_EQ(code(Desk(), {.probability = 1}), "staffing.number");
  EXPECT_EQ(code(Desk(), {.most_occupancy = 0}), "staffing.number");
  EXPECT_EQ(code({}), "staffing.number");
}

}  // namespace
}  // namespace kebao::analysis::staffing
