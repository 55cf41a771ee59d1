#include "analysis/people/fair_share.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "analysis/people/load_balance.h"

namespace kebao::analysis::people {
namespace {

TEST(ShareOut, GoesByHoursCellByCell) {
  const std::vector<LoadCell> cells{{0, {{0, 2, 6}, {1, 1, 3}}}, {0, {{1, 1, 10}}}};
  const FairShares shares = ShareOut(cells, 3);
  EXPECT_DOUBLE_EQ(shares.people[0].expected, 6);
  EXPECT_DOUBLE_EQ(shares.people[1].expected, 13);  // the ten are as they must be
  EXPECT_DOUBLE_EQ(shares.people[0].variance, 2);   // 9 · ⅔ · ⅓
  EXPECT_DOUBLE_EQ(shares.people[1].variance, 2);
  EXPECT_EQ(shares.people[2].variance, 0);
  EXPECT_EQ(shares.dispersion, 1);
}

/// Four teams of twelve, of which four answer calls and eight chats, and which have once to four
/// times as much to do; early and late shifts of unlike load; cases in bursts of up to `burst`, and
/// one person who takes `more` times as many as the others beside him.
struct MadeUpDesk {
  static constexpr size_t kTeams = 4;
  static constexpr size_t kOfTeam = 12;
  int days = 28;
  int burst = 1;
  double more = 1;
  size_t busy = 2 * kOfTeam + 5;

  std::vector<LoadCell> cells;
  std::vector<Load> people;

  MadeUpDesk(uint64_t seed, int days_of_it, int burst_of_it, double more_of_it)
      : days(days_of_it), burst(burst_of_it), more(more_of_it) {
    std::mt19937_64 random(seed);
    for (size_t i = 0; i < kTeams * kOfTeam; ++i) people.push_back({std::to_string(i), 0, {}});
    for (int day = 0; day < days; ++day)
      for (size_t team = 0; team < kTeams; ++team)
        for (const bool is_late : {false, true}) Work(day, team, is_late, &random);
    for (Load& person : people) person.hours = std::max(person.hours, 1.0);
  }

  bool IsThere(int day, size_t person, bool is_late) const {
    const bool is_off = (static_cast<size_t>(day) + person * 3) % 7 < 2;
    return !is_off && ((static_cast<size_t>(day) / 7 + person) % 2 == 0) == is_late;
  }

  void Work(int day, size_t team, bool is_late, std::mt19937_64* random) {
    for (const bool is_call : {false, true}) {
      LoadCell cell{static_cast<size_t>(day), {}};
      std::vector<double> weights;
      for (size_t i = 0; i < kOfTeam; ++i) {
        const size_t person = team * kOfTeam + i;
        if (i < 4 ? !is_call : is_call) continue;
        if (!IsThere(day, person, is_late)) continue;
        cell.parts.push_back({person, 8, 0});
        weights.push_back(person == busy ? more : 1);
      }
      if (cell.parts.empty()) continue;
      const double mean =
          48.0 * static_cast<double>(team + 1) * (is_late ? 0.6 : 1) * (is_call ? 0.4 : 1);
      Fill(mean, weights, &cell, random);
      cells.push_back(std::move(cell));
    }
  }

  void Fill(double mean, const std::vector<double>& weights, LoadCell* cell,
            std::mt19937_64* random) {
    int left = std::poisson_distribution<int>(mean)(*random);
    std::discrete_distribution<size_t> who(weights.begin(), weights.end());
    while (left > 0) {
      const int come =
          std::min(left, 1 + static_cast<int>((*random)() % static_cast<uint64_t>(burst)));
      cell->parts[who(*random)].cases += come;
      left -= come;
    }
    for (const LoadCell::Part& part : cell->parts) {
      people[part.person].by_type["x"] += part.cases;
      people[part.person].hours += part.hours;
    }
  }
};

bool IsAnybodyOver(const LoadBalance& balance) {
  return std::ranges::any_of(balance.people, [](const PersonLoad& person) {
    return person.standing == LoadStanding::kOver;
  });
}

TEST(ShareOut, CalmDesksOverloadNobody) {
  for (const int days : {7, 28})
    for (const int burst : {1, 5}) {
      constexpr int kRuns = 120;
      int named = 0;
      for (uint64_t seed = 0; seed < kRuns; ++seed) {
        const MadeUpDesk desk(seed, days, burst, 1);
        const auto balance = BalanceLoad(desk.people, desk.cells, seed);
        ASSERT_TRUE(balance);
        named += IsAnybodyOver(*balance);
      }
      RecordProperty("over_" + std::to_string(days) + "_" + std::to_string(burst), named);
      EXPECT_LE(named, kRuns / 20) << days << " days, bursts of " << burst;
    }
}

TEST(ShareOut, FindsWhoHasTwoFifthsMoreThanThoseBesideHim) {
  constexpr int kRuns = 100;
  int found = 0;
  int wrong = 0;
  for (uint64_t seed = 0; seed < kRuns; ++seed) {
    const MadeUpDesk desk(seed, 28, 2, 1.4);
    const auto balance = BalanceLoad(desk.people, desk.cells, seed);
    for (const PersonLoad& person : balance->people) {
      if (person.standing != LoadStanding::kOver) continue;
      (person.key == std::to_string(desk.busy) ? found : wrong) += 1;
    }
  }
  RecordProperty("found", found);
  RecordProperty("wrong", wrong);
  EXPECT_GE(found, 95);
  EXPECT_LE(wrong, 10);
}

TEST(ShareOut, DispersionIsThatOfTheBursts) {
  EXPECT_LT(ShareOut(MadeUpDesk(1, 56, 1, 1).cells, 48).dispersion, 1.15);
  const double of_bursts = ShareOut(MadeUpDesk(1, 56, 5, 1).cells, 48).dispersion;
  EXPECT_GT(of_bursts, 2.5);  // mean of squares of a burst ÷ its mean: 11 ÷ 3
  EXPECT_LT(of_bursts, 4.5);
}

TEST(ShareOut, SumsAndScaleHold) {
  const MadeUpDesk desk(3, 14, 3, 1.2);
  const FairShares shares = ShareOut(desk.cells, desk.people.size());
  double cases = 0;
  double expected = 0;
  for (const FairShare& share : shares.people) {
    cases += share.cases;
    expected += share.expected;
  }
  EXPECT_NEAR(cases, expected, 1e-9);
  std::vector<LoadCell> in_minutes = desk.cells;
  for (LoadCell& cell : in_minutes)
    for (LoadCell::Part& part : cell.parts) part.hours *= 60;
  const FairShares same = ShareOut(in_minutes, desk.people.size());
  for (size_t i = 0; i < same.people.size(); ++i)
    EXPECT_NEAR(same.people[i].variance, shares.people[i].variance, 1e-9);
}

}  // namespace
}  // namespace kebao::analysis::people
