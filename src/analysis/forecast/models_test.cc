#include <gtest/gtest.h>

#include "analysis/forecast/accuracy.h"
#include "analysis/forecast/autoregression.h"
#include "analysis/forecast/intermittent.h"
#include "analysis/forecast/minimise.h"
#include "analysis/forecast/naive.h"
#include "analysis/forecast/ridge.h"
#include "analysis/forecast/scale.h"
#include "analysis/forecast/seasonal_smoothing.h"
#include "analysis/forecast/test_series.h"

namespace kebao::analysis::forecast {
namespace {

using test_series::HourlyContacts;

/// The error of two days, relative to that of the week before repeated.
double RelativeError(const Model& model) {
  const auto all = HourlyContacts(37, 8, 3);
  const History history{Values(all.begin(), all.end() - 48), {24, 168}};
  const Values actual(all.end() - 48, all.end());
  const auto path = model(history, 48);
  return Mase(actual, path, Mase(actual, RepeatSeason(history.values, 168, 48), 1));
}

TEST(Autoregression, BeatsTheLastWeekWhereDaysAndWeeksRepeat) {
  EXPECT_LT(RelativeError([](const History& history, int horizon) {
              return ForecastAutoregression(history, horizon, {});
            }),
            0.9);
}

TEST(SeasonalSmoothing, BeatsTheLastWeekWhereDaysAndWeeksRepeat) {
  EXPECT_LT(RelativeError([](const History& history, int horizon) {
              return SmoothSeasonally(history, horizon, {.has_autocorrelation = true});
            }),
            0.95);
}

TEST(Models, SayNothingWhereTheHistoryIsTooShort) {
  const History history{{1, 2, 3}, {}};
  EXPECT_TRUE(ForecastAutoregression(history, 2, {}).empty());
  EXPECT_TRUE(SmoothSeasonally(history, 2, {}).empty());
  EXPECT_TRUE(RepeatSeason(history.values, 7, 2).empty());
}

TEST(Naive, RepeatsAndDrifts) {
  EXPECT_EQ(RepeatSeason(Values{9, 1, 2, 3}, 3, 5), (Values{1, 2, 3, 1, 2}));
  EXPECT_EQ(RepeatMeanSeason(Values{9, 1, 2, 3, 4}, 2, 2, 3), (Values{2, 3, 2}));
  EXPECT_EQ(Drift(Values{1, 5, 3}, 2), (Values{4, 5}));
}

// By hand, α = 1 stays out of the grid, but equal sizes and intervals leave every α the same:
// size 6, interval 3, (1 − α/2) with the smallest α.
TEST(Intermittent, CrostonIsSizeOverIntervalCorrected) {
  const History history{{0, 0, 6, 0, 0, 6, 0, 0, 6}, {}};
  const auto path = ForecastCroston(history, 2);
  ASSERT_EQ(path.size(), 2u);
  EXPECT_GT(path[0], 2 * (1 - 0.3 / 2) - 1e-9);
  EXPECT_LT(path[0], 2 * (1 - 0.02 / 2) + 1e-9);
}

TEST(Intermittent, TsbFadesWhenDemandHasCeased) {
  Values values(120, 0.0);
  for (size_t i = 0; i < 40; i += 2) values[i] = 5;
  EXPECT_TRUE(IsIntermittent(values));
  EXPECT_LT(ForecastTsb({values, {}}, 1)[0], 0.1);
  EXPECT_GT(ForecastCroston({values, {}}, 1)[0], 1.5);
  EXPECT_TRUE(ForecastTsb({Values(10, 0.0), {}}, 1).empty());
}

TEST(Scale, GoesThereAndBack) {
  EXPECT_EQ(EvenScale(Values{1, 2}), Scale::kLog);
  EXPECT_EQ(EvenScale(Values{0, 2}), Scale::kSquareRoot);
  EXPECT_EQ(EvenScale(Values{-1, 2}), Scale::kPlain);
  for (const auto scale : {Scale::kPlain, Scale::kSquareRoot, Scale::kLog}) {
    EXPECT_NEAR(FromScale(ToScale(7.5, scale), scale), 7.5, 1e-12);
  }
  EXPECT_EQ(FromScale(-3, Scale::kSquareRoot), 0);
}

TEST(Ridge, WithoutPenaltyIsLeastSquares) {
  const RegressionRows rows{2, {1, 0, 1, 1, 1, 2}, {1, 3, 5}};
  const auto solution = SolveRidge(rows, {}, Values{0, 0}, Values{0, 0});
  EXPECT_NEAR(solution[0], 1, 1e-9);
  EXPECT_NEAR(solution[1], 2, 1e-9);
  const auto held = SolveRidge(rows, {}, Values{4, 5}, Values{1e12, 1e12});
  EXPECT_NEAR(held[1], 5, 1e-6);
}

TEST(Minimise, FindsTheBottomWithinItsBox) {
  SearchBox box;
  box.Add(0, -2, 2, 0.3);
  box.Add(0, -2, 2, 0.3);
  const auto at = Minimise(
      [](const Values& p) { return (p[0] - 1) * (p[0] - 1) + (p[1] + 3) * (p[1] + 3); }, box, 500);
  EXPECT_NEAR(at[0], 1, 1e-3);
  EXPECT_NEAR(at[1], -2, 1e-3);
}

}  // namespace
}  // namespace kebao::analysis::forecast
