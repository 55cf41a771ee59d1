#include "analysis/forecast/theta.h"

#include <gtest/gtest.h>

#include "analysis/forecast/decompose_classical.h"
#include "analysis/forecast/test_series.h"

namespace kebao::analysis::forecast {
namespace {

// R 4.2.2, forecast 8.20: thetaf(AirPassengers, 6), to 0.01: the optimisers stop at slightly
// different levels.
TEST(Theta, OfAirPassengersIsRs) {
  const auto path = ForecastTheta({test_series::AirPassengers(), {12}}, 6);
  const Values of_r = {440.0782, 428.3843, 489.7071, 475.7046, 479.6704, 545.3663};
  ASSERT_EQ(path.size(), of_r.size());
  for (size_t i = 0; i < of_r.size(); ++i) EXPECT_NEAR(path[i], of_r[i], 0.01) << i;
}

TEST(Theta, TakesTheSeasonOutOnlyWhereThereIsOne) {
  EXPECT_TRUE(IsSeasonal(test_series::AirPassengers(), 12));
  test_series::Noise noise(1);
  Values random;
  for (int i = 0; i < 200; ++i) random.push_back(noise.Next());
  EXPECT_FALSE(IsSeasonal(random, 12));
  EXPECT_FALSE(IsSeasonal(Values(50, 1.0), 7));
}

// The indices of R's decompose(AirPassengers, "multiplicative")$figure: January, July.
TEST(SeasonalIndices, AreRs) {
  const auto indices =
      SeasonalIndices(test_series::AirPassengers(), 12, SeasonalForm::kMultiplicative);
  EXPECT_NEAR(indices[0], 0.9102304, 1e-6);
  EXPECT_NEAR(indices[6], 1.2265555, 1e-6);
}

TEST(Theta, NeedsThreeValues) { EXPECT_TRUE(ForecastTheta({{1, 2}, {}}, 3).empty()); }

}  // namespace
}  // namespace kebao::analysis::forecast
