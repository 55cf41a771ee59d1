#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/risk/figure_model.h"
#include "analysis/risk/target_risk.h"
#include "analysis/risk/total_prediction.h"

namespace kebao::analysis::risk {
namespace {

metrics::MetricSpec Rate(metrics::Polarity polarity) {
  metrics::MetricSpec metric;
  metric.id = "rate";
  metric.unit = metrics::Unit::kShare;
  metric.polarity = polarity;
  return metric;
}

/// Weeks of a share whose level wanders by `wander` (on the arcsine scale) and drifts a week, and
/// the share of the four weeks after them.
struct Desk {
  std::vector<FigureBlock> weeks;
  double next = 0;
};
Desk MakeDesk(std::mt19937_64* random, double wander, double drift) {
  constexpr int kWeeks = 26, kAhead = 4, kCases = 120;
  std::normal_distribution<double> step(0, 1);
  double level = std::asin(std::sqrt(0.85));
  Desk desk;
  double good = 0;
  for (int week = 1; week <= kWeeks + kAhead; ++week) {
    level += drift + wander * step(*random);
    std::poisson_distribution<int> cases(kCases);
    const int n = std::max(1, cases(*random));
    const double share = std::sin(level) * std::sin(level);
    const double hits = std::binomial_distribution<int>(n, share)(*random);
    if (week <= kWeeks) desk.weeks.push_back({static_cast<double>(week), hits / n, 1.0 * n});
    if (week > kWeeks) good += hits;
    if (week > kWeeks) desk.next += n;
  }
  desk.next = good / desk.next;
  return desk;
}

TEST(PredictionTest, QuantilesAndChancesAgree) {
  const Prediction mixed(FigureScale::kShare, {{0.7, 1.1, 0.05, 20}, {0.3, 1.2, 0.1, 4}});
  for (const double chance : {0.01, 0.025, 0.3, 0.5, 0.9, 0.975})
    EXPECT_NEAR(mixed.ChanceBelow(mixed.Quantile(chance)), chance, 1e-9);
  EXPECT_NEAR(mixed.ChanceBelow(0.8) + mixed.ChanceAbove(0.8), 1, 1e-12);
  EXPECT_EQ(mixed.ChanceBelow(0), 0);
  EXPECT_EQ(mixed.ChanceAbove(1), 0);
}

TEST(PredictionTest, WhatNeverVariedIsNeitherBelowNorAboveItself) {
  const Prediction constant(FigureScale::kPlain, {{1, 5, 0, 1}});
  EXPECT_EQ(constant.ChanceBelow(5), 0);
  EXPECT_EQ(constant.ChanceAbove(5), 0);
  EXPECT_EQ(constant.ChanceBelow(5.1), 1);
  EXPECT_EQ(constant.low(), 5);
  EXPECT_EQ(constant.high(), 5);
}

/// Of the warnings given with a probability of a band that share must come true.
TEST(PredictFigureTest, ProbabilitiesAreWhatTheySay) {
  std::mt19937_64 random(11);
  std::vector<double> told(5), came(5), said(5);
  int inside = 0;
  constexpr int kRuns = 600;
  for (int run = 0; run < kRuns; ++run) {
    const double wander = run % 3 == 0 ? 0 : run % 3 == 1 ? 0.006 : 0.02;
    const Desk desk = MakeDesk(&random, wander, run % 2 == 0 ? 0 : -0.002);
    const auto prediction = PredictFigure(desk.weeks, FigureScale::kShare, {26, 4, 480});
    ASSERT_TRUE(prediction.has_value());
    const double target = desk.weeks.back().value + 0.01 * (run % 7 - 3);
    const double probability = prediction->ChanceBelow(target);
    const auto band = static_cast<size_t>(std::min(4.0, probability * 5));
    told[band] += 1;
    said[band] += probability;
    came[band] += desk.next < target ? 1 : 0;
    inside += prediction->low() <= desk.next && desk.next <= prediction->high() ? 1 : 0;
  }
  EXPECT_GT(inside, kRuns * 0.93);
  EXPECT_LT(inside, kRuns * 0.975);
  for (size_t band = 0; band < told.size(); ++band) {
    ASSERT_GT(told[band], 40) << band;
    EXPECT_NEAR(came[band] / told[band], said[band] / told[band], 0.09) << band;
  }
}

TEST(PredictFigureTest, ManyCasesCountMoreThanFew) {
  std::vector<FigureBlock> weeks;
  for (int week = 1; week <= 12; ++week)
    weeks.push_back({1.0 * week, week % 2 == 0 ? 0.9 : 0.5, week % 2 == 0 ? 1000.0 : 2.0});
  const auto prediction = PredictFigure(weeks, FigureScale::kShare, {12, 4, 2000});
  ASSERT_TRUE(prediction.has_value());
  EXPECT_NEAR(prediction->middle(), 0.9, 0.02);
}

TEST(PredictFigureTest, TellsNothingFromTooLittleOrFromWhatIsNoFigure) {
  std::vector<FigureBlock> weeks(5, {1, 0.5, 10});
  EXPECT_FALSE(PredictFigure(weeks, FigureScale::kShare, {5, 4, 40}));
  weeks.resize(8, {1, 0.5, 10});
  for (size_t i = 0; i < weeks.size(); ++i) weeks[i].at = 1.0 + static_cast<double>(i);
  EXPECT_TRUE(PredictFigure(weeks, FigureScale::kShare, {8, 4, 40}));
  weeks[3].value = std::nan("");
  EXPECT_FALSE(PredictFigure(weeks, FigureScale::kShare, {8, 4, 40}));
  weeks[3].value = 0;
  EXPECT_TRUE(PredictFigure(weeks, FigureScale::kShare, {8, 4, 40}));
  EXPECT_FALSE(PredictFigure(weeks, FigureScale::kLog, {8, 4, 40}));
}

TEST(PredictFigureTest, AConstantShareStillScattersByChance) {
  std::vector<FigureBlock> weeks;
  for (int week = 1; week <= 10; ++week) weeks.push_back({1.0 * week, 1, 40});
  const auto prediction = PredictFigure(weeks, FigureScale::kShare, {10, 4, 160});
  ASSERT_TRUE(prediction.has_value());
  EXPECT_LT(prediction->low(), 1);
  EXPECT_GT(prediction->low(), 0.95);
}

TEST(MissTest, IsToldOnTheBadSide) {
  const Prediction prediction(FigureScale::kShare,
                              {{1, ToScale(FigureScale::kShare, 0.8), 0.02, 30}});
  const Miss up = MissOf(Rate(metrics::Polarity::kUp), prediction, 0.85);
  EXPECT_GT(up.probability, 0.99);
  EXPECT_LT(up.if_missed, 0.85);
  EXPECT_GT(up.size, 0.05);
  const Miss down = MissOf(Rate(metrics::Polarity::kDown), prediction, 0.85);
  EXPECT_LT(down.probability, 0.01);
}

Direction Line(double end, double slope, double low, double high) {
  Direction direction;
  direction.outcome = slope > 0 ? Direction::Outcome::kUp : Direction::Outcome::kDown;
  direction.n = 26;
  direction.end = end;
  direction.slope = slope;
  direction.low = low;
  direction.high = high;
  return direction;
}

TEST(BreachTest, SaysWhenTheLineReachesTheTarget) {
  const auto metric = Rate(metrics::Polarity::kUp);
  const auto breach = BreachOf(metric, Line(0.9, -0.01, -0.02, -0.005), 0.85, 13);
  ASSERT_TRUE(breach.has_value());
  EXPECT_NEAR(breach->likely, 5, 1e-9);
  EXPECT_NEAR(breach->earliest, 2.5, 1e-9);
  EXPECT_NEAR(*breach->latest, 10, 1e-9);
  EXPECT_NEAR(breach->ahead, 0.77, 1e-9);
  EXPECT_GT(breach->probability, 0.9);
}

TEST(BreachTest, IsNoneWhereThereIsNoTrendOrNoTimeOrNoTargetKept) {
  const auto metric = Rate(metrics::Polarity::kUp);
  EXPECT_FALSE(BreachOf(metric, Line(0.9, -0.01, -0.02, 0.005), 0.85, 13)) << "noise";
  EXPECT_FALSE(BreachOf(metric, Line(0.9, -0.001, -0.002, -0.0005), 0.85, 13)) << "too slow";
  EXPECT_FALSE(BreachOf(metric, Line(0.8, -0.01, -0.02, -0.005), 0.85, 13)) << "missed already";
  EXPECT_FALSE(BreachOf(metric, Line(0.9, 0.01, 0.005, 0.02), 0.85, 13)) << "improves";
  EXPECT_TRUE(BreachOf(Rate(metrics::Polarity::kDown), Line(0.1, 0.01, 0.005, 0.02), 0.15, 13));
}

TEST(PredictTotalTest, TakesTheErrorsOfWholeWindows) {
  forecast::Forecast forecast;
  for (int step = 0; step < 4; ++step) forecast.points.push_back({.mean = 25});
  forecast.backtest.window = 4;
  // Each window came out a tenth above, then below, what was said: days err together.
  forecast.backtest.told = {{10, {20, 20, 20, 20}, {22, 22, 22, 22}},
                            {14, {20, 20, 20, 20}, {18, 18, 18, 18}},
                            {18, {20, 20, 20, 20}, {22, 22, 22, 22}}};
  const auto sum = PredictTotal(forecast, 0, Gathering::kSum);
  ASSERT_TRUE(sum.has_value());
  EXPECT_NEAR(sum->middle(), 100, 1e-6);
  EXPECT_NEAR(sum->ChanceBelow(90), 0.2, 0.05);  // Student's t with three degrees of freedom
  const auto last = PredictTotal(forecast, 0, Gathering::kLast);
  EXPECT_NEAR(last->middle(), 25, 1e-6);
  forecast.backtest.told.clear();
  EXPECT_FALSE(PredictTotal(forecast, 0, Gathering::kSum));
}

}  // namespace
}  // namespace kebao::analysis::risk
