#include "analysis/forecast/ets.h"

#include <gtest/gtest.h>

#include "analysis/forecast/test_series.h"

namespace kebao::analysis::forecast {
namespace {

using test_series::AirPassengers;
using Error = EtsForm::Error;
using Trend = EtsForm::Trend;
using Season = EtsForm::Season;

constexpr EtsForm kDampedProduct{Error::kMultiplicative, Trend::kDamped, Season::kMultiplicative};

// R 4.2.2, forecast 8.20: ets(AirPassengers) is ETS(M,Ad,M) with AIC 1395.166. The likelihood has
// several summits close together; ours may stand on another one, no more than 1.5 lower.
TEST(Ets, OfAirPassengersIsNearRs) {
  const auto fit = FitEts(AirPassengers(), 12, kDampedProduct, 6000);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->form.Name(), "ETS(M,Ad,M)");
  EXPECT_LT(fit->aic, 1395.166 + 1.5);
  const Values of_r = {441.8018, 434.1186, 496.6300, 483.2375, 483.9914, 551.0244,
                       613.1797, 609.3648, 530.5408, 463.0332, 402.7478, 451.9694};
  const auto path = fit->Forecast(12);
  for (size_t i = 0; i < of_r.size(); ++i) EXPECT_NEAR(path[i] / of_r[i], 1, 0.02) << i;
}

// R: ets(AirPassengers, "ANN")$aic = 1733.787. One summit only: nothing to differ in.
TEST(Ets, OfOneLevelIsRs) {
  const auto fit = FitEts(AirPassengers(), 12, EtsForm{}, 2000);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->aic, 1733.787, 0.01);
}

// Among R's forms the best has AICc 1400.6 or more; ours finds one at least as good.
TEST(Ets, ChoosesAFormNoWorseThanRs) {
  const auto fit = ChooseEts(AirPassengers(), 12, 2000);
  ASSERT_TRUE(fit);
  EXPECT_LT(fit->aic, 1395.166 + 0.5);
  EXPECT_EQ(fit->form.season, Season::kMultiplicative);
}

TEST(Ets, RefusesWhatTheValuesDoNotAllow) {
  EXPECT_FALSE(FitEts(Values{1, 2}, 1, EtsForm{}, 100));
  EXPECT_FALSE(FitEts(Values{1, 0, 3, 2, 5, 4, 3, 6}, 1, {Error::kMultiplicative}, 100));
  EXPECT_FALSE(FitEts(Values{1, 2, 3, 2, 1, 2}, 12, kDampedProduct, 100));
}

TEST(Ets, FollowsAStraightLine) {
  Values line;
  for (int i = 0; i < 40; ++i) line.push_back(10 + 3 * i);
  const auto fit = FitEts(line, 1, {Error::kAdditive, Trend::kAdditive}, 3000);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->Forecast(10).back(), 10 + 3 * 49, 0.5);
}

TEST(Ets, OfAConstantIsTheConstant) {
  const auto fit = ChooseEts(Values(30, 5.0), 7, 500);
  ASSERT_TRUE(fit);
  for (const double value : fit->Forecast(5)) EXPECT_NEAR(value, 5, 1e-3);
}

}  // namespace
}  // namespace kebao::analysis::forecast
