#include "analysis/staffing/queue_performance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "analysis/staffing/erlang.h"
#include "analysis/staffing/required_agents.h"

namespace kebao::analysis::staffing {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

QueuePerformance Performance(const QueueLoad& load, int agents, double within = 20) {
  const auto found = PerformanceOf(load, agents, within, "test");
  EXPECT_TRUE(found.has_value());
  return found.value_or(QueuePerformance{});
}

/// All `digits` decimals as printed.
void ExpectDecimals(double value, double expected, int digits) {
  EXPECT_NEAR(value, expected, 0.5000001 * std::pow(10.0, -digits)) << expected;
}

void ExpectRelative(double value, double expected, double tolerance) {
  EXPECT_NEAR(value, expected, tolerance * std::abs(expected)) << expected;
}

TEST(ErlangTest, BlockedShareHasItsReferenceDigits) {
  ExpectDecimals(ErlangB(30, 25), 0.0526031722, 10);
  ExpectDecimals(ErlangB(10, 4.461), 0.00999779, 8);
  ExpectDecimals(ErlangB(20, 12.03), 0.00999587, 8);
  ExpectDecimals(ErlangB(100, 84.06), 0.00999170, 8);
  EXPECT_EQ(ErlangB(0, 3), 1);
  EXPECT_EQ(ErlangB(5, 0), 0);
}

TEST(ErlangTest, RecursionIsTheIncompleteGammaFunction) {
  // 1 / B = e^A·Γ(n + 1, A) / A^n
  for (const int servers : {1, 2, 10, 100, 1000, 10000})
    for (const double load : {0.5, 0.9, 1.0, 1.1}) {
      const long double offered = static_cast<long double>(servers) * load + 0.25L;
      const long double n = servers;
      const long double log_term = n * std::log(offered) - offered - std::lgamma(n + 1);
      const long double direct = std::exp(log_term) / boost::math::gamma_q(n + 1, offered);
      ExpectRelative(ErlangB(servers, static_cast<double>(offered)), static_cast<double>(direct),
                     1e-9);
    }
}

/// In long double, from the sum of the states; relative to the largest.
long double DirectErlangC(int servers, long double offered) {
  long double states = 0;
  long double term = 1;  // of the last state, going down
  for (int n = servers - 1; n >= 0; --n) {
    term *= (n + 1) / offered;
    states += term;
  }
  const long double waiting = servers / (servers - offered);
  return waiting / (states + waiting);
}

TEST(ErlangTest, WaitShareHasItsReferenceDigits) {
  const std::vector<double> reference = {0.6821182047, 0.4493882243, 0.2852704530, 0.1741319336,
                                         0.1020423670};
  for (int i = 0; i < 5; ++i)
    ExpectDecimals(*ErlangC(11 + i, 10), reference[static_cast<size_t>(i)], 10);
  EXPECT_EQ(ErlangC(1, 0.5), 0.5);
  EXPECT_EQ(ErlangC(10, 10), std::nullopt);
  EXPECT_EQ(ErlangC(10, 11), std::nullopt);
}

TEST(ErlangTest, WaitShareHoldsUpToTenThousandAgents) {
  for (const int servers : {1, 3, 50, 1000, 9999, 10000})
    for (const double load : {0.3, 0.9, 0.99, 0.9999, 0.99999999}) {
      const double offered = servers * load;
      const auto direct = static_cast<double>(DirectErlangC(servers, offered));
      if (direct > 1e-300) ExpectRelative(*ErlangC(servers, offered), direct, 1e-9);
      const QueueLoad calls{offered / 180, 180};
      if (direct > 1e-300) ExpectRelative(Performance(calls, servers).wait_share, direct, 1e-9);
    }
}

TEST(QueueTest, CallsWithoutPatienceHaveTheirReferenceDigits) {
  const QueueLoad calls{10.0 / 180, 180};
  const std::vector<double> levels = {0.3896138117, 0.6401580404, 0.7955947884, 0.8883500192,
                                      0.9414528429};
  const std::vector<double> waits = {122.781, 40.445, 17.116, 7.836, 3.674};
  for (int i = 0; i < 5; ++i) {
    const QueuePerformance found = Performance(calls, 11 + i);
    ExpectDecimals(found.service_level, levels[static_cast<size_t>(i)], 10);
    ExpectDecimals(*found.wait_seconds, waits[static_cast<size_t>(i)], 3);
    ExpectRelative(found.occupancy, 10.0 / (11 + i), 1e-12);
  }
  const QueuePerformance fifty = Performance({50.0 / 300, 300}, 55);
  ExpectDecimals(fifty.wait_share, 0.3845473179, 10);
  ExpectDecimals(fifty.service_level, 0.7244598063, 10);
  ExpectDecimals(*fifty.wait_seconds, 23.072839, 6);
  const QueuePerformance hundred = Performance({100.0 / 240, 240}, 110);
  ExpectDecimals(hundred.wait_share, 0.2370075003, 10);
  ExpectDecimals(hundred.service_level, 0.8969969650, 10);
  const QueuePerformance thousand = Performance({1000.0 / 300, 300}, 1030);
  ExpectDecimals(thousand.wait_share, 0.2489087858, 10);
  ExpectDecimals(thousand.service_level, 0.9663138590, 10);
  ExpectDecimals(*thousand.wait_seconds, 2.489088, 6);
  const QueuePerformance one = Performance({0.5 / 60, 60}, 1);
  EXPECT_DOUBLE_EQ(one.wait_share, 0.5);
  EXPECT_DOUBLE_EQ(*one.wait_seconds, 60);
}

struct ErlangAReference {
  double per_minute, handle, patience;
  int agents;
  double waits, abandons, seconds;
};

TEST(QueueTest, CallsWithPatienceHaveTheirReferenceDigits) {
  const std::vector<ErlangAReference> references = {
      {10.0 / 3, 180, 60, 10, 0.42341767, 0.15752687, 9.451612},
      {10.0 / 3, 180, 60, 12, 0.24042611, 0.07590180, 4.554108},
      {10.0 / 3, 180, 120, 14, 0.12697634, 0.02283929, 2.740714},
      {10, 300, 120, 50, 0.41107579, 0.06893544, 8.272253}};
  for (const ErlangAReference& reference : references) {
    const QueuePerformance found = Performance(
        {reference.per_minute / 60, reference.handle, reference.patience}, reference.agents);
    ExpectDecimals(found.wait_share, reference.waits, 8);
    ExpectDecimals(found.abandoned_share, reference.abandons, 8);
    ExpectDecimals(*found.wait_seconds, reference.seconds, 6);
  }
}

/// The birth-death chain, state by state, in long double.
struct Summed {
  long double waits, abandons, late;
};
Summed SumChain(const QueueLoad& load, int agents, double within) {
  const long double lambda = load.arrivals_per_second;
  const long double mu = 1 / static_cast<long double>(load.handle_seconds);
  const long double theta = 1 / static_cast<long double>(*load.patience_seconds);
  long double below = 0;
  long double term = 1;  // of state n
  for (int n = agents; n > 0; --n) below += (term *= n * mu / lambda);
  long double waiting = 0;
  long double customers = 0;
  term = 1;
  for (int k = 0; term > 1e-22L * waiting; ++k) {
    waiting += term;
    customers += k * term;
    term *= lambda / (agents * mu + (k + 1) * theta);
  }
  const long double all = below + waiting;
  // Served late: offered waits' density × patience, by Simpson's rule.
  const auto density = [&](long double x) {
    return lambda *
           std::exp(-lambda * std::expm1(-theta * x) / theta - agents * mu * x - theta * x);
  };
  const long double limit = within + 60 / std::min(agents * mu + theta, theta * 10);
  const int steps = 200000;
  const long double step = (limit - within) / steps;
  long double integral = density(within) + density(limit);
  for (int i = 1; i < steps; ++i) integral += (i % 2 == 1 ? 4 : 2) * density(within + i * step);
  integral *= step / 3;
  // At x = 0 the density's unit is that of state n − 1.
  const long double unit = agents * mu / lambda;
  return {waiting / all, theta * customers / all / lambda, unit * integral / all};
}

TEST(QueueTest, PatienceAgreesWithTheChainStateByState) {
  for (const int agents : {1, 4, 30, 300})
    for (const double load : {0.4, 0.95, 1.0, 1.3, 3.0})
      for (const double patience : {20.0, 300.0, 3000.0}) {
        const QueueLoad calls{agents * load / 240, 240, patience};
        const QueuePerformance found = Performance(calls, agents, 15);
        const Summed summed = SumChain(calls, agents, 15);
        ExpectRelative(found.wait_share, static_cast<double>(summed.waits), 1e-11);
        ExpectRelative(found.abandoned_share, static_cast<double>(summed.abandons), 1e-11);
        EXPECT_NEAR(found.service_level, static_cast<double>(1 - summed.abandons - summed.late),
                    1e-7);
        ExpectRelative(found.occupancy, (1 - found.abandoned_share) * load, 1e-10);
      }
}

TEST(QueueTest, EndlessPatienceIsNoPatienceAtAll) {
  for (const int agents : {2, 11, 60, 1000})
    for (const double load : {0.5, 0.93, 0.98}) {
      QueueLoad calls{agents * load / 180, 180};
      const QueuePerformance patient = Performance(calls, agents);
      double last = 1;
      for (const double patience : {1e4, 1e6, 1e8, 1e10, 1e13, 1e300}) {
        calls.patience_seconds = patience;
        const QueuePerformance found = Performance(calls, agents);
        const double off = std::abs(found.service_level - patient.service_level);
        EXPECT_LE(off, last + 1e-9);
        last = off;
      }
      EXPECT_LT(last, 1e-9);
    }
}

TEST(QueueTest, OverloadWithHugePatienceLosesWhatCannotBeHandled) {
  const QueuePerformance found = Performance({20.0 / 180, 180, 1e9}, 10);
  EXPECT_NEAR(found.abandoned_share, 0.5, 1e-9);
  EXPECT_NEAR(found.wait_share, 1, 1e-12);
  EXPECT_NEAR(found.service_level, 0, 1e-12);
  EXPECT_NEAR(found.occupancy, 1, 1e-12);
}

TEST(QueueTest, OverloadWithoutPatienceIsSaid) {
  for (const int agents : {0, 1, 10}) {
    const QueuePerformance found = Performance({10.0 / 180, 180}, agents);
    EXPECT_FALSE(found.is_stable);
    EXPECT_EQ(found.service_level, 0);
    EXPECT_EQ(found.wait_share, 1);
    EXPECT_EQ(found.wait_seconds, std::nullopt);
  }
}

TEST(QueueTest, NobodyComesOrNobodyIsThere) {
  const QueuePerformance idle = Performance({0, 180, 60}, 3);
  EXPECT_EQ(idle.service_level, 1);
  EXPECT_EQ(idle.occupancy, 0);
  const QueuePerformance unmanned = Performance({0.1, 180, 60}, 0);
  EXPECT_EQ(unmanned.abandoned_share, 1);
  EXPECT_EQ(unmanned.wait_seconds, 60);
  EXPECT_EQ(unmanned.service_level, 0);
}

TEST(QueueTest, NoFigureIsEverNotANumber) {
  for (const int agents : {0, 1, 2, 5000, 10000})
    for (const double arrivals : {1e-12, 0.01, 50.0, 1e5})
      for (const double patience : {1e-3, 10.0, 1e6, kInfinity}) {
        QueueLoad calls{arrivals, 200};
        if (std::isfinite(patience)) calls.patience_seconds = patience;
        for (const double within : {0.0, 20.0, 1e7}) {
          const QueuePerformance found = Performance(calls, agents, within);
          for (const double share :
               {found.wait_share, found.service_level, found.abandoned_share, found.occupancy})
            EXPECT_TRUE(share >= 0 && share <= 1 + 1e-12)
                << agents << ' ' << arrivals << ' ' << patience << ' ' << within << ' ' << share;
          if (found.wait_seconds) {
            EXPECT_TRUE(std::isfinite(*found.wait_seconds));
          }
        }
      }
}

TEST(QueueTest, BadNumbersAreRefused) {
  const std::vector<QueueLoad> bad = {{-1, 180},
                                      {std::nan(""), 180},
                                      {kInfinity, 180},
                                      {1, 0},
                                      {1, -3},
                                      {1, std::nan("")},
                                      {1, kInfinity},
                                      {1, 180, 0.0},
                                      {1, 180, -1.0},
                                      {1, 180, kInfinity},
                                      {1, 180, 60.0, 0},
                                      {1, 180, 60.0, 51},
                                      {1, 180, 60, 2, -0.1},
                                      {1, 180, 60, 2, 1.1},
                                      {1, 180, 60, 2, std::nan("")},
                                      {1e200, 1e200}};
  for (const QueueLoad& load : bad)
    EXPECT_EQ(PerformanceOf(load, 5, 20, "here").error().code, "staffing.number");
  EXPECT_FALSE(PerformanceOf({1, 180}, -1, 20, "here"));
  EXPECT_FALSE(PerformanceOf({1, 180}, 1, -20, "here"));
  EXPECT_FALSE(PerformanceOf({1, 180}, 1, kInfinity, "here"));
}

TEST(QueueTest, MoreAgentsAreNeverWorse) {
  std::mt19937_64 chance(7);
  std::uniform_real_distribution<double> part(0, 1);
  for (int round = 0; round < 200; ++round) {
    QueueLoad load{std::exp(6 * part(chance) - 5), 30 + 600 * part(chance)};
    if (part(chance) < 0.6) load.patience_seconds = std::exp(8 * part(chance));
    if (part(chance) < 0.4) {
      load.concurrency = 2 + static_cast<int>(4 * part(chance));
      load.slowdown = part(chance);
    }
    const double within = 120 * part(chance);
    QueuePerformance fewer = Performance(load, 0, within);
    for (int agents = 1; agents <= 60; ++agents) {
      const QueuePerformance more = Performance(load, agents, within);
      EXPECT_GE(more.service_level, fewer.service_level - 1e-9);
      EXPECT_LE(more.wait_share, fewer.wait_share + 1e-9);
      EXPECT_LE(more.abandoned_share, fewer.abandoned_share + 1e-9);
      if (fewer.wait_seconds) {
        EXPECT_LE(*more.wait_seconds, *fewer.wait_seconds + 1e-6);
      }
      if (agents > 1) {
        EXPECT_LE(more.occupancy, fewer.occupancy + 1e-9);
      }
      fewer = more;
    }
  }
}

TEST(ChatTest, ChatsThatDoNotSlowAreMoreAgents) {
  for (const double patience : {60.0, 600.0}) {
    const QueuePerformance chats = Performance({0.2, 300, patience, 3, 0}, 24);
    const QueuePerformance calls = Performance({0.2, 300, patience}, 72);
    EXPECT_NEAR(chats.service_level, calls.service_level, 1e-12);
    EXPECT_NEAR(chats.occupancy, calls.occupancy, 1e-12);
  }
}

TEST(ChatTest, SlowerChatsNeedMoreAgentsButNeverMoreThanCalls) {
  const ServiceTarget target{.service_level = 0.8, .within_seconds = 30};
  int last = 0;
  for (const double slowdown : {0.0, 0.2, 0.5, 0.8, 1.0}) {
    const auto found = AgentsFor({0.2, 300, std::nullopt, 3, slowdown}, target, "test");
    EXPECT_GE(found->agents, last);
    last = found->agents;
  }
  EXPECT_LE(last, AgentsFor({0.2, 300}, target, "test")->agents);
  EXPECT_GT(last, 60);  // side by side is worth nothing: 60 erlangs
}

TEST(ChatTest, OneAgentIsAChainThatCanBeSolvedByHand) {
  // Two places, rates 1/H and 2/(1.5·H), arrivals 0.5/H: weights 1, 0.5, 0.5·0.375/(1 − 0.375).
  const QueuePerformance found = Performance({0.5 / 100, 100, std::nullopt, 2, 0.5}, 1);
  const double waiting = 0.5 * 0.375 / (1 - 0.375);
  EXPECT_NEAR(found.wait_share, waiting / (1.5 + waiting), 1e-14);
  EXPECT_NEAR(found.occupancy, (0.5 + 2 * waiting) / (1.5 + waiting) / 2, 1e-14);
}

TEST(ChatTest, MeasuredTimesAreTakenBackToOneChat) {
  EXPECT_DOUBLE_EQ(HandleSecondsAlone(300, 2, 0.5), 200);
  EXPECT_DOUBLE_EQ(HandleSecondsAlone(300, 0.4, 0.5), 300);
}

}  // namespace
}  // namespace kebao::analysis::staffing
