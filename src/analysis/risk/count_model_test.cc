#include "analysis/risk/count_model.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace kebao::analysis::risk {
namespace {

TEST(CountsTest, ChancesAreThoseOfEachCount) {
  const Prediction counts = Prediction::OfCounts({0.5, 0.3, 0.2});
  EXPECT_DOUBLE_EQ(counts.ChanceBelow(0), 0);
  EXPECT_DOUBLE_EQ(counts.ChanceBelow(1), 0.5);
  EXPECT_DOUBLE_EQ(counts.ChanceBelow(1.5), 0.8);
  EXPECT_DOUBLE_EQ(counts.ChanceBelow(9), 1);
  EXPECT_DOUBLE_EQ(counts.ChanceAbove(1), 0.2);
  EXPECT_DOUBLE_EQ(counts.ChanceAbove(0.5), 0.5);
  EXPECT_DOUBLE_EQ(counts.ChanceAbove(-1), 1);
  EXPECT_DOUBLE_EQ(counts.ChanceAbove(2), 0);
  EXPECT_DOUBLE_EQ(counts.middle(), 0.7);
  EXPECT_EQ(counts.Quantile(0.6), 1);
}

/// Weeks of counts around `level`, gathered in bursts of up to `burst`, the level wandering by
/// `wander` a week on the logarithm; the last one is what is to be told.
std::vector<double> Weeks(std::mt19937_64* random, double level, int burst, double wander) {
  std::vector<double> weeks;
  std::normal_distribution<double> step(0, 1);
  for (int week = 0; week < 27; ++week) {
    level *= std::exp(wander * step(*random));
    const int bursts = std::poisson_distribution<int>(2 * level / (1 + burst))(*random);
    double sum = 0;
    for (int i = 0; i < bursts; ++i)
      sum += 1 + static_cast<double>((*random)() % static_cast<uint64_t>(burst));
    weeks.push_back(sum);
  }
  return weeks;
}

struct Setting {
  double level;
  int burst;
  double wander;
};

TEST(CountsTest, WhatIsSaidComesTrue) {
  constexpr int kRuns = 400;
  for (const Setting& at : {Setting{3, 1, 0}, {3, 3, 0}, {10, 1, 0.1}, {40, 2, 0.05}}) {
    std::mt19937_64 random(7);
    std::array<double, 5> said{}, came{}, n{};
    double error = 0, sum = 0;
    int inside = 0;
    for (int run = 0; run < kRuns; ++run) {
      std::vector<double> weeks = Weeks(&random, at.level, at.burst, at.wander);
      const double next = weeks.back();
      weeks.pop_back();
      const auto told = PredictCounts(weeks, 1);
      if (!told) continue;
      error += told->middle() - next;
      sum += next;
      inside += told->low() <= next && next <= told->high();
      for (const double part : {0.5, 0.8, 1.0, 1.3, 1.8}) {
        const double chance = told->ChanceAbove(at.level * part);
        const auto band = static_cast<size_t>(std::min(4.0, chance * 5));
        said[band] += chance;
        came[band] += next > at.level * part ? 1 : 0;
        ++n[band];
      }
    }
    EXPECT_LT(std::abs(error) / sum, 0.06) << at.level << " " << at.burst;
    EXPECT_GE(inside, kRuns * 92 / 100) << at.level << " " << at.burst;
    for (size_t band = 0; band < said.size(); ++band)
      if (n[band] >= 60) {
        EXPECT_NEAR(said[band] / n[band], came[band] / n[band], 0.1)
            << at.level << " " << at.burst << " band " << band << " n " << n[band];
      }
  }
}

TEST(CountsTest, LongerStretchesAndNewLevelsAreFollowed) {
  std::vector<double> weeks(26, 4);
  EXPECT_NEAR(PredictCounts(weeks, 4)->middle(), 16, 1);
  for (size_t i = 13; i < 26; ++i) weeks[i] = 12;
  EXPECT_NEAR(PredictCounts(weeks, 1)->middle(), 12, 1);
}

TEST(CountsTest, SaysNothingOfNothing) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(PredictCounts(std::vector<double>{1, 2, 3}, 1));
  EXPECT_FALSE(PredictCounts(std::vector<double>(8, 0), 1));
  EXPECT_FALSE(PredictCounts(std::vector<double>{1, 2, 3, -1, 2, 3, 4}, 1));
  EXPECT_FALSE(PredictCounts(std::vector<double>{1, 2, 3, infinity, 2, 3, 4}, 1));
}

}  // namespace
}  // namespace kebao::analysis::risk
