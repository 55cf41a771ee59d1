#include "analysis/people/load_balance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace kebao::analysis::people {
namespace {

Load One(std::string key, double hours, std::map<std::string, double> by_type) {
  return {std::move(key), hours, std::move(by_type)};
}

std::vector<Load> Uneven(uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Load> people;
  for (int i = 0; i < 12; ++i) {
    Load load{"P" + std::to_string(i), 100 + static_cast<double>(random() % 60), {}};
    for (const char* type : {"refund", "delivery", "account"})
      if (random() % 4 != 0) load.by_type[type] = static_cast<double>(random() % 300);
    people.push_back(std::move(load));
  }
  return people;
}

/// The definition, pair by pair.
double ByPairs(const std::vector<Load>& people) {
  double sum = 0;
  double load = 0;
  double hours = 0;
  for (const Load& a : people) {
    load += a.total();
    hours += a.hours;
    for (const Load& b : people) sum += std::abs(a.total() * b.hours - b.total() * a.hours);
  }
  return sum / (2 * load * hours);
}

TEST(Gini, IsWhatItIsByHand) {
  EXPECT_DOUBLE_EQ(*Gini({One("A", 1, {{"x", 1}}), One("B", 1, {{"x", 3}})}), 0.25);
  EXPECT_DOUBLE_EQ(*Gini({One("A", 1, {{"x", 5}}), One("B", 1, {{"x", 5}})}), 0);
  EXPECT_DOUBLE_EQ(*Gini({One("A", 10, {{"x", 10}}), One("B", 30, {{"x", 30}})}), 0);
  std::vector<Load> one_does_all(10, One("A", 1, {}));
  one_does_all[0].by_type["x"] = 7;
  EXPECT_NEAR(*Gini(one_does_all), 0.9, 1e-12);
  for (uint64_t seed = 0; seed < 20; ++seed)
    EXPECT_NEAR(*Gini(Uneven(seed)), ByPairs(Uneven(seed)), 1e-12);
}

TEST(Gini, DoesNotDependOnOrderUnitOrCopies) {
  std::vector<Load> people = Uneven(1);
  const double before = *Gini(people);
  std::ranges::reverse(people);
  for (Load& one : people) {
    one.hours *= 3600;
    for (auto& [type, cases] : one.by_type) cases *= 7;
  }
  EXPECT_NEAR(*Gini(people), before, 1e-12);
  std::vector<Load> twice = people;
  twice.insert(twice.end(), people.begin(), people.end());
  EXPECT_NEAR(*Gini(twice), before, 1e-12);
}

TEST(BalanceLoad, MovesOnlyWhatCanBeMoved) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    const std::vector<Load> people = Uneven(seed);
    const auto balance = BalanceLoad(people, 1);
    ASSERT_TRUE(balance);
    EXPECT_LE(balance->low, balance->gini);
    EXPECT_GE(balance->high, balance->gini);
    EXPECT_LE(balance->gini_after, balance->gini + 1e-12);
    std::map<std::string, Load> after;
    for (const Load& one : people) after[one.key] = one;
    for (const LoadMove& move : balance->moves) {
      after[move.from].by_type[move.type] -= move.cases;
      EXPECT_GE(after[move.from].by_type[move.type], 0);
      EXPECT_GE(after[move.to].by_type[move.type], 5);  // handles it already
      after[move.to].by_type[move.type] += move.cases;
      EXPECT_EQ(move.cases, std::floor(move.cases));
    }
    for (const PersonLoad& one : balance->people) {
      const double now = after[one.key].total();
      const bool is_under = one.standing == LoadStanding::kUnder;
      const bool is_even = one.standing == LoadStanding::kEven;
      EXPECT_TRUE(!is_under || now <= one.expected + 1e-9);
      EXPECT_TRUE(!is_even || now == one.load);
    }
  }
}

TEST(BalanceLoad, WhoWasThereTwiceAsLongHasTwiceAsMuch) {
  std::vector<Load> people{One("A", 160, {{"x", 800}}), One("B", 80, {{"x", 600}}),
                           One("C", 80, {{"x", 200}})};
  for (int i = 0; i < 7; ++i) people.push_back(One("D" + std::to_string(i), 80, {{"x", 400}}));
  const auto balance = BalanceLoad(people, 1);
  ASSERT_TRUE(balance);
  EXPECT_EQ(balance->people[0].standing, LoadStanding::kEven);
  EXPECT_EQ(balance->people[1].standing, LoadStanding::kOver);
  EXPECT_EQ(balance->people[2].standing, LoadStanding::kUnder);
  EXPECT_EQ(balance->people[3].standing, LoadStanding::kEven);
  EXPECT_GT(balance->people[1].low, 1.3);
  EXPECT_LT(balance->people[1].high, 1.7);
  ASSERT_EQ(balance->moves.size(), 1u);
  EXPECT_EQ(balance->moves[0].from, "B");
  EXPECT_EQ(balance->moves[0].to, "C");
  EXPECT_EQ(balance->moves[0].cases, 200);
  EXPECT_NEAR(balance->gini_after, 0, 1e-12);
}

TEST(BalanceLoad, OfTwoNobodyIsNamed) {
  const auto balance = BalanceLoad({One("A", 1, {{"x", 900}}), One("B", 1, {{"x", 100}})}, 1);
  ASSERT_TRUE(balance);
  EXPECT_EQ(balance->people[0].standing, LoadStanding::kEven);
}

TEST(BalanceLoad, ChanceOverloadsNobody) {
  std::mt19937_64 random(5);
  int named = 0;
  for (int run = 0; run < 300; ++run) {
    std::vector<Load> people;
    std::poisson_distribution<int> cases(40);
    for (int i = 0; i < 15; ++i)
      people.push_back(One("P" + std::to_string(i), 1, {{"x", cases(random)}}));
    named += std::ranges::any_of(BalanceLoad(people, 1)->people, [](const PersonLoad& one) {
      return one.standing != LoadStanding::kEven;
    });
  }
  EXPECT_LE(named, 18);
}

TEST(BalanceLoad, SaysPlainlyWhereThereIsNothing) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(BalanceLoad({}, 1));
  EXPECT_FALSE(BalanceLoad({One("A", 1, {{"x", 5}})}, 1));
  EXPECT_FALSE(BalanceLoad({One("A", 1, {}), One("B", 1, {{"x", 0}})}, 1));
  EXPECT_FALSE(BalanceLoad({One("A", 0, {{"x", 5}}), One("B", 1, {{"x", 5}})}, 1));
  EXPECT_FALSE(BalanceLoad({One("A", 1, {{"x", -5}}), One("B", 1, {{"x", 5}})}, 1));
  EXPECT_FALSE(BalanceLoad({One("A", 1, {{"x", infinity}}), One("B", 1, {{"x", 5}})}, 1));
  const auto same = BalanceLoad(std::vector<Load>(6, One("A", 1, {{"x", 50}})), 1);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->gini, 0);
  EXPECT_TRUE(same->moves.empty());
  // Nobody was ever there at the same time.
  std::vector<LoadCell> alone{{0, {{0, 1, 50}}}, {1, {{1, 1, 5}}}};
  const auto apart = BalanceLoad({One("A", 1, {{"x", 50}}), One("B", 1, {{"x", 5}})}, alone, 1);
  ASSERT_TRUE(apart);
  EXPECT_FALSE(apart->people[0].is_comparable);
  EXPECT_EQ(apart->people[0].expected, 50);
  EXPECT_EQ(apart->people[0].standing, LoadStanding::kEven);
}

}  // namespace
}  // namespace kebao::analysis::people
