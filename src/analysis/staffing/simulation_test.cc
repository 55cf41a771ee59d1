#include "analysis/staffing/simulation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/staffing/queue_performance.h"

namespace kebao::analysis::staffing {
namespace {

/// A day of one level: `intervals` half hours of which the first eight warm up.
SimulatedDay LevelDay(const QueueLoad& load, int agents, size_t intervals = 60) {
  SimulatedDay day;
  day.arrivals.assign(intervals, load.arrivals_per_second * day.interval_seconds);
  day.agents.assign(intervals, agents);
  day.contact = load;
  day.warm_up = 8;
  return day;
}

/// How far the mean is off, in half widths of its interval.
double Off(const Simulated& simulated, double theory) {
  return std::abs(simulated.mean - theory) / (*simulated.high - simulated.mean);
}

TEST(SimulationTest, AgreesWithErlangCAndAAndChats) {
  const std::vector<std::pair<QueueLoad, int>> cases = {{{10.0 / 180, 180}, 12},
                                                        {{10.0 / 180, 180}, 14},
                                                        {{50.0 / 300, 300}, 55},
                                                        {{10.0 / 180, 180, 60}, 10},
                                                        {{10.0 / 180, 180, 60}, 12},
                                                        {{10.0 / 180, 180, 120}, 14},
                                                        {{50.0 / 300, 300, 120}, 50},
                                                        {{30.0 / 300, 300, 200}, 20},
                                                        {{6.0 / 300, 300, std::nullopt, 3, 0}, 3}};
  int compared = 0;
  int inside = 0;
  for (const auto& [load, agents] : cases) {
    const auto simulated = Simulate(LevelDay(load, agents), 60, 20250101, "test");
    ASSERT_TRUE(simulated);
    const QueuePerformance theory = *PerformanceOf(load, agents, 20, "test");
    for (const double off : {Off(simulated->service_level, theory.service_level),
                             Off(simulated->wait_seconds, *theory.wait_seconds),
                             Off(simulated->wait_share, theory.wait_share),
                             Off(simulated->occupancy, theory.occupancy)}) {
      ++compared;
      inside += off <= 1 ? 1 : 0;
      EXPECT_LT(off, 2) << agents << " agents";
    }
    if (load.patience_seconds) {
      EXPECT_LT(Off(simulated->abandoned_share, theory.abandoned_share), 2);
    }
  }
  EXPECT_GE(inside, compared * 85 / 100);  // of 95 % intervals
}

TEST(SimulationTest, SlowerChatsAgreeWhereAllAgentsAreFull) {
  // Overload: each of 5 agents always holds 3 chats, so 5 · 3 / (1 + 0.4·2) / 300 a second.
  const QueueLoad load{20.0 / 300, 300, 600, 3, 0.4};
  const auto simulated = Simulate(LevelDay(load, 5), 40, 5, "test");
  const QueuePerformance theory = *PerformanceOf(load, 5, 20, "test");
  EXPECT_LT(Off(simulated->abandoned_share, theory.abandoned_share), 1.5);
  EXPECT_NEAR(simulated->occupancy.mean, 1, 1e-3);
}

TEST(SimulationTest, SlowerChatsAreNearTheChainThatSpreadsThemEvenly) {
  const QueueLoad load{8.0 / 300, 300, 300, 3, 0.3};
  const auto simulated = Simulate(LevelDay(load, 6), 60, 6, "test");
  const QueuePerformance theory = *PerformanceOf(load, 6, 20, "test");
  EXPECT_NEAR(simulated->service_level.mean, theory.service_level, 0.03);
  EXPECT_NEAR(simulated->occupancy.mean, theory.occupancy, 0.03);
}

TEST(SimulationTest, TheSameSeedIsTheSameDay) {
  const SimulatedDay day = LevelDay({10.0 / 180, 180, 60}, 11);
  const auto first = Simulate(day, 5, 42, "test");
  const auto again = Simulate(day, 5, 42, "test");
  const auto other = Simulate(day, 5, 43, "test");
  EXPECT_EQ(first->wait_seconds.mean, again->wait_seconds.mean);
  EXPECT_NE(first->wait_seconds.mean, other->wait_seconds.mean);
}

TEST(SimulationTest, NobodyIsLost) {
  SimulatedDay day = LevelDay({20.0 / 180, 180, 100}, 12, 20);
  day.warm_up = 0;
  for (size_t i = 0; i < day.agents.size(); ++i) day.agents[i] = i % 3 == 0 ? 0 : 25;
  day.agents.back() = 0;
  day.within_seconds = std::numeric_limits<double>::max();
  const auto found = Simulate(day, 20, 3, "test");
  EXPECT_NEAR(found->service_level.mean + found->abandoned_share.mean + found->unserved_share.mean,
              1, 1e-12);
  EXPECT_EQ(found->unserved_share.mean, 0);
  day.contact.patience_seconds.reset();
  EXPECT_GT(Simulate(day, 20, 3, "test")->unserved_share.mean, 0);
}

TEST(SimulationTest, WhoIsNotThereServesNobody) {
  SimulatedDay day = LevelDay({5.0 / 180, 180}, 20, 12);
  day.warm_up = 0;
  for (size_t i = 0; i < 4; ++i) day.agents[i] = 0;
  const auto found = Simulate(day, 10, 9, "test");
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(found->intervals[i].served_in_time, 0);
  EXPECT_GT(found->intervals[10].served_in_time, 0.9 * found->intervals[10].offered);
}

TEST(SimulationTest, EvenTimesWaitLessThanUneven) {
  SimulatedDay day = LevelDay({10.0 / 180, 180}, 12);
  const double exponential = Simulate(day, 40, 1, "test")->wait_seconds.mean;
  day.handle_times = HandleTimes::kConstant;
  const double constant = Simulate(day, 40, 1, "test")->wait_seconds.mean;
  day.handle_times = HandleTimes::kLogNormal;
  day.handle_variation = 1;
  const double log_normal = Simulate(day, 40, 1, "test")->wait_seconds.mean;
  EXPECT_LT(constant, 0.75 * exponential);
  EXPECT_NEAR(log_normal / exponential, 1, 0.25);
}

TEST(SimulationTest, BadDaysAreRefused) {
  const SimulatedDay good = LevelDay({10.0 / 180, 180}, 12, 10);
  const auto code = [](const SimulatedDay& day, int replications = 3) {
    const auto found = Simulate(day, replications, 1, "here");
    return found ? std::string("fine") : found.error().code;
  };
  EXPECT_EQ(code(good), "fine");
  SimulatedDay day = good;
  day.arrivals.assign(10, 0);
  EXPECT_EQ(code(day), "staffing.nothing_comes");
  day.arrivals[2] = std::nan("");
  EXPECT_EQ(code(day), "staffing.number");
  day = good;
  day.agents[1] = -1;
  EXPECT_EQ(code(day), "staffing.number");
  day = good;
  day.agents.pop_back();
  EXPECT_EQ(code(day), "staffing.number");
  day = good;
  day.warm_up = 100;
  EXPECT_EQ(code(day), "staffing.nothing_comes");
  EXPECT_EQ(code(good, 0), "staffing.number");
  day = good;
  day.arrivals[1] = 1e9;
  EXPECT_EQ(code(day), "staffing.too_large");
  const auto once = Simulate(good, 1, 1, "here");
  EXPECT_EQ(once->service_level.low, std::nullopt);
}

}  // namespace
}  // namespace kebao::analysis::staffing
