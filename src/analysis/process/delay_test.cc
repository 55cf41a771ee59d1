#include "analysis/process/delay.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace kebao::analysis::process {
namespace {

Sums Of(double mean, double n, double deviation) {
  return {std::round(mean * n), n, n, n * deviation * deviation};
}

/// Two kinds of cases, easy and hard, each with a queue and work on it.
struct Desk {
  double easy = 1000, hard = 1000;  // cases
  double queue = 60;                // seconds
  double easy_work = 300, hard_work = 900;
};

std::vector<StageCells> StagesOf(const Desk& before, const Desk& now) {
  return {{"queue",
           Side::kLoad,
           {{Of(before.queue, before.easy, 20), Of(now.queue, now.easy, 20)},
            {Of(before.queue, before.hard, 20), Of(now.queue, now.hard, 20)}}},
          {"work",
           Side::kComplexity,
           {{Of(before.easy_work, before.easy, 100), Of(now.easy_work, now.easy, 100)},
            {Of(before.hard_work, before.hard, 100), Of(now.hard_work, now.hard, 100)}}}};
}

std::vector<Change> WholeOf(const std::vector<StageCells>& stages) {
  std::vector<Change> whole = stages.front().cells;
  for (size_t cell = 0; cell < whole.size(); ++cell)
    for (size_t stage = 1; stage < stages.size(); ++stage) {
      const Change& one = stages[stage].cells[cell];
      whole[cell].before.amount += one.before.amount;
      whole[cell].now.amount += one.now.amount;
      *whole[cell].before.variance += one.before.variance.value_or(0);
      *whole[cell].now.variance += one.now.variance.value_or(0);
    }
  return whole;
}

Delay Split(const Desk& before, const Desk& now) {
  const std::vector<StageCells> stages = StagesOf(before, now);
  return SplitDelay(WholeOf(stages), stages).value();
}

void ExpectAddsUp(const Delay& delay) {
  double sides = delay.complexity.size + delay.load.size + delay.neither.size;
  double stages = 0;
  double mix = 0;
  double largest = std::abs(delay.change.size);
  for (const StageOfDelay& stage : delay.stages) {
    stages += stage.within.size + stage.mix.size;
    mix += stage.mix.size;
    largest = std::max({largest, std::abs(stage.within.size), std::abs(stage.mix.size)});
  }
  EXPECT_NEAR(sides, delay.change.size, 1e-12 * largest);
  EXPECT_NEAR(stages, delay.change.size, 1e-12 * largest);
  EXPECT_NEAR(mix, delay.mix.size, 1e-12 * largest);
  EXPECT_NEAR(delay.now - delay.before, delay.change.size, 1e-9 * largest);
}

TEST(Delay, ALongerQueueIsLoad) {
  Desk now;
  now.queue = 100;
  const Delay delay = Split({}, now);
  EXPECT_NEAR(delay.load.size, 40, 1e-9);
  EXPECT_NEAR(delay.complexity.size, 0, 1e-9);
  EXPECT_TRUE(delay.load.is_beyond_noise());
  EXPECT_FALSE(delay.complexity.is_beyond_noise());
  EXPECT_TRUE(delay.change.is_beyond_noise());
  EXPECT_LT(delay.stages[0].within_q, 1e-6);
  EXPECT_GT(delay.stages[1].within_q, 0.5);
  ExpectAddsUp(delay);
}

TEST(Delay, MoreHardCasesAreComplexity) {
  Desk now;
  now.hard = 3000;
  const Delay delay = Split({}, now);
  EXPECT_NEAR(delay.mix.size, 600 * (0.75 - 0.5), 1e-9);
  EXPECT_NEAR(delay.complexity.size, delay.mix.size, 1e-9);
  EXPECT_NEAR(delay.load.size, 0, 1e-9);
  EXPECT_TRUE(delay.mix.is_beyond_noise());
  EXPECT_NEAR(delay.kinds[1].share_now, 0.75, 1e-12);
  ExpectAddsUp(delay);
}

TEST(Delay, LongerWorkOnTheSameCasesIsComplexity) {
  Desk now;
  now.hard_work = 1000;
  const Delay delay = Split({}, now);
  EXPECT_NEAR(delay.complexity.size, 50, 1e-9);
  EXPECT_NEAR(delay.mix.size, 0, 1e-9);
  EXPECT_NEAR(delay.stages[1].within.size, 50, 1e-9);
  ExpectAddsUp(delay);
}

TEST(Delay, AFewCasesSayNothing) {
  Desk before{5, 5, 60, 300, 900};
  Desk now{5, 5, 70, 330, 900};
  EXPECT_FALSE(Split(before, now).change.is_beyond_noise());
}

TEST(Delay, NothingChangedIsNothing) {
  const Delay delay = Split({}, {});
  EXPECT_EQ(delay.change.size, 0);
  EXPECT_FALSE(delay.change.is_beyond_noise());
}

TEST(Delay, WhatCannotBeTakenApartIsNotAnswered) {
  EXPECT_FALSE(SplitDelay({}, {}));
  Desk nobody{0, 0, 60, 300, 900};
  const auto stages = StagesOf(nobody, {});
  EXPECT_FALSE(SplitDelay(WholeOf(stages), stages));
  auto infinite = StagesOf({}, {});
  infinite[0].cells[0].now.amount = INFINITY;
  EXPECT_FALSE(SplitDelay(WholeOf(infinite), infinite));
}

TEST(Delay, WithoutScatterThereIsNoInterval) {
  auto stages = StagesOf({}, {.queue = 100});
  for (StageCells& stage : stages)
    for (Change& cell : stage.cells) cell.before.variance = cell.now.variance = std::nullopt;
  std::vector<Change> whole = stages.front().cells;
  const Delay delay = SplitDelay(whole, stages).value();
  EXPECT_FALSE(delay.load.low);
  EXPECT_FALSE(delay.load.is_beyond_noise());
  EXPECT_NEAR(delay.load.size, 40, 1e-9);
}

/// Cells that come and go, very unlike sizes, empty ones: the parts sum to the change.
TEST(Delay, PartsSumToTheChangeWhateverTheCells) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> level(0, 1e6);
  std::uniform_int_distribution<int> cases(0, 5000);
  for (int round = 0; round < 500; ++round) {
    std::vector<StageCells> stages(5);
    std::vector<Change> whole(12);
    for (Change& cell : whole) {
      cell.before.n = cell.before.base = cases(random) < 1000 ? 0 : cases(random);
      cell.now.n = cell.now.base = cases(random) < 1000 ? 0 : cases(random);
      cell.before.variance = cell.now.variance = 1;
    }
    whole[0].before.base = whole[0].now.base = 7;
    for (size_t stage = 0; stage < stages.size(); ++stage) {
      stages[stage].side = static_cast<Side>(stage % 3);
      stages[stage].cells = whole;
      for (Change& cell : stages[stage].cells) {
        cell.before.amount = std::round(level(random) * cell.before.base);
        cell.now.amount = std::round(level(random) * cell.now.base);
      }
    }
    ExpectAddsUp(SplitDelay(whole, stages).value());
  }
}

/// The same desk twice: the interval of the change holds zero as often as it says.
TEST(Delay, ACalmDeskIsCalledNoise) {
  std::mt19937_64 random(11);
  std::lognormal_distribution<double> seconds(5, 1);
  int alarms = 0;
  constexpr int kRounds = 300;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<StageCells> stages{{"queue", Side::kLoad, {}}, {"work", Side::kComplexity, {}}};
    std::vector<Change> whole(14);
    for (StageCells& stage : stages) stage.cells.resize(whole.size());
    for (size_t cell = 0; cell < whole.size(); ++cell) {
      for (Sums Change::*period : {&Change::before, &Change::now}) {
        const int n =
            std::poisson_distribution<int>(20.0 + 10.0 * static_cast<double>(cell))(random);
        double sums[3] = {}, squares[3] = {};
        for (int i = 0; i < n; ++i) {
          const double drawn[2] = {seconds(random),
                                   seconds(random) * (1.0 + static_cast<double>(cell))};
          for (int k = 0; k < 2; ++k) sums[k] += drawn[k], squares[k] += drawn[k] * drawn[k];
          sums[2] += drawn[0] + drawn[1],
              squares[2] += (drawn[0] + drawn[1]) * (drawn[0] + drawn[1]);
        }
        for (int k = 0; k < 3; ++k) {
          Change& change = k < 2 ? stages[static_cast<size_t>(k)].cells[cell] : whole[cell];
          change.*period = {sums[k], static_cast<double>(n), static_cast<double>(n),
                            (squares[k] - sums[k] * sums[k] / n) * n / (n - 1.0)};
        }
      }
    }
    alarms += SplitDelay(whole, stages)->change.is_beyond_noise();
  }
  EXPECT_LE(alarms, kRounds / 12);
}

}  // namespace
}  // namespace kebao::analysis::process
