#include "analysis/forecast/forecast.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/forecast/test_series.h"

namespace kebao::analysis::forecast {
namespace {

using test_series::AirPassengers;
using test_series::HourlyContacts;
using test_series::Noise;

Series SeriesOf(const Values& values, std::vector<int> seasons) {
  return {.values = {values.begin(), values.end()}, .seasons = std::move(seasons)};
}

Forecast Must(const Series& series, int horizon) {
  auto forecast = MakeForecast(series, {.horizon = horizon, .place = "test"});
  EXPECT_TRUE(forecast) << forecast.error().code;
  return forecast ? *std::move(forecast) : Forecast{};
}

std::string ProblemOf(const Series& series, int horizon) {
  const auto forecast = MakeForecast(series, {.horizon = horizon, .place = "test"});
  return forecast ? "" : forecast.error().code;
}

void ExpectOrdered(const Forecast& forecast) {
  for (const auto& point : forecast.points) {
    ASSERT_TRUE(std::isfinite(point.mean));
    if (!point.low95) continue;
    EXPECT_LE(*point.low95, *point.low80);
    EXPECT_LE(*point.low80, point.mean);
    EXPECT_LE(point.mean, *point.high80);
    EXPECT_LE(*point.high80, *point.high95);
  }
}

TEST(Forecast, OfAirPassengersIsNearWhatOthersSay) {
  const auto forecast = Must(SeriesOf(AirPassengers(), {12}), 12);
  ExpectOrdered(forecast);
  EXPECT_EQ(forecast.points.size(), 12u);
  EXPECT_NEAR(forecast.points[0].mean, 443, 10);
  EXPECT_NEAR(forecast.points[6].mean, 640, 30);
  EXPECT_GT(forecast.backtest.origins, 3);
  EXPECT_EQ(forecast.backtest.window, 12);
  EXPECT_LT(forecast.backtest.mase, forecast.backtest.mase_of_seasonal_naive);
  EXPECT_GT(forecast.seasons.at(0).strength, 0.9);
}

TEST(Forecast, SaysHowEveryMethodDid) {
  const auto forecast = Must(SeriesOf(AirPassengers(), {12}), 12);
  double weights = 0, worst = 0;
  for (const auto& candidate : forecast.candidates) {
    weights += candidate.weight;
    worst = std::max(worst, candidate.mase);
  }
  EXPECT_NEAR(weights, 1, 1e-12);
  EXPECT_GT(forecast.candidates.size(), 5u);
  EXPECT_GE(worst, forecast.backtest.mase_of_seasonal_naive);
}

TEST(Forecast, OfDaysAndWeeksKnowsTheWeekend) {
  const auto values = HourlyContacts(35, 4, 7);  // ends with a Sunday
  const auto forecast = Must(SeriesOf(values, {168, 24}), 168);
  ExpectOrdered(forecast);
  EXPECT_NEAR(forecast.points[14].mean, 110, 8);          // Monday, busiest hour
  EXPECT_NEAR(forecast.points[5 * 24 + 14].mean, 55, 8);  // Saturday
  EXPECT_LT(forecast.backtest.mase, 0.5);
}

TEST(Forecast, IsTheSameTwice) {
  const auto series = SeriesOf(HourlyContacts(21, 9, 2), {24, 168});
  const auto first = Must(series, 48), second = Must(series, 48);
  for (size_t h = 0; h < 48; ++h) {
    EXPECT_EQ(first.points[h].mean, second.points[h].mean);
    EXPECT_EQ(first.points[h].high95, second.points[h].high95);
  }
}

// All scales are relative to the series' own; the optimisers' stopping leaves a little.
TEST(Forecast, ScalesWithItsUnit) {
  auto values = AirPassengers();
  const auto one = Must(SeriesOf(values, {12}), 12);
  for (double& value : values) value *= 1000;
  const auto thousand = Must(SeriesOf(values, {12}), 12);
  for (size_t h = 0; h < 12; ++h) {
    EXPECT_NEAR(thousand.points[h].mean / one.points[h].mean, 1000, 10);
    EXPECT_NEAR(*thousand.points[h].high95 / *one.points[h].high95, 1000, 30);
  }
}

// Where values may be below 0 nothing hangs on where 0 is.
TEST(Forecast, ShiftsWithItsZero) {
  auto values = HourlyContacts(21, 9, 2);
  for (double& value : values) value -= 500;
  const auto low = Must(SeriesOf(values, {24, 168}), 24);
  for (double& value : values) value -= 1000;
  const auto lower = Must(SeriesOf(values, {24, 168}), 24);
  for (size_t h = 0; h < 24; ++h) {
    EXPECT_NEAR(low.points[h].mean - lower.points[h].mean, 1000, 2);
  }
}

TEST(Forecast, OfAConstantIsTheConstant) {
  const auto forecast = Must(SeriesOf(Values(60, 5.0), {7}), 10);
  ExpectOrdered(forecast);
  for (const auto& point : forecast.points) EXPECT_NEAR(point.mean, 5, 1e-2);
}

TEST(Forecast, OfZerosIsZero) {
  auto series = SeriesOf(Values(60, 0.0), {7});
  series.is_non_negative = true;
  for (const auto& point : Must(series, 10).points) {
    EXPECT_EQ(point.mean, 0);
    EXPECT_EQ(point.low95, 0);
  }
}

TEST(Forecast, OfOneValueIsThatValueWithoutAnInterval) {
  const auto forecast = Must(SeriesOf({7}, {24, 168}), 3);
  ASSERT_EQ(forecast.points.size(), 3u);
  EXPECT_EQ(forecast.points[2].mean, 7);
  EXPECT_FALSE(forecast.points[2].low95);
  EXPECT_EQ(forecast.backtest.origins, 0);
  EXPECT_EQ(forecast.method, "seasonal_naive");
}

TEST(Forecast, OfAFewValuesIsFinite) {
  for (size_t length = 2; length < 40; ++length) {
    Noise noise(length);
    Values values;
    for (size_t i = 0; i < length; ++i) values.push_back(20 + 5 * noise.Next());
    const auto forecast = Must(SeriesOf(values, {7}), 9);
    ASSERT_EQ(forecast.points.size(), 9u);
    ExpectOrdered(forecast);
    for (const auto& point : forecast.points) EXPECT_NEAR(point.mean, 20, 25) << length;
  }
}

TEST(Forecast, FillsGapsAndForgetsTheMissingBeginning) {
  auto series = SeriesOf(HourlyContacts(28, 4, 5), {24, 168});
  const auto whole = Must(series, 24);
  for (size_t i = 0; i < series.values.size(); i += 11) series.values[i].reset();
  for (size_t i = 0; i < 50; ++i) series.values[i].reset();
  series.values.back().reset();
  const auto with_gaps = Must(series, 24);
  for (size_t h = 0; h < 24; ++h) {
    EXPECT_NEAR(with_gaps.points[h].mean, whole.points[h].mean, 8);
  }
}

TEST(Forecast, WithoutRecordedValuesToTestOnHasNoInterval) {
  auto series = SeriesOf(HourlyContacts(14, 4, 5), {24});
  for (size_t i = 60; i < series.values.size(); ++i) series.values[i].reset();
  const auto forecast = Must(series, 24);
  EXPECT_EQ(forecast.backtest.origins, 0);
  EXPECT_FALSE(forecast.points[0].low95);
  EXPECT_TRUE(std::isfinite(forecast.points[23].mean));
}

TEST(Forecast, OfHugeAndTinyValuesIsFinite) {
  for (const double unit : {1e300, 1e150, 1e-150, 1e-300}) {
    auto values = AirPassengers();
    for (double& value : values) value *= unit;
    const auto forecast = Must(SeriesOf(values, {12}), 12);
    for (const auto& point : forecast.points) {
      EXPECT_TRUE(std::isfinite(point.mean)) << unit;
      EXPECT_TRUE(!point.low95 || std::isfinite(*point.high95 - *point.low95)) << unit;
    }
  }
}

TEST(Forecast, OfCountsNeverGoesBelowZero) {
  Noise noise(4);
  Values values;
  for (int i = 0; i < 300; ++i) values.push_back(std::max(0.0, std::floor(3 * noise.Next())));
  auto series = SeriesOf(values, {7});
  series.is_non_negative = true;
  const auto forecast = Must(series, 14);
  ExpectOrdered(forecast);
  for (const auto& point : forecast.points) {
    EXPECT_GE(*point.low95, 0);
    EXPECT_NEAR(point.mean, 0.7, 0.7);
  }
}

TEST(Forecast, OfAFallingSeriesOfCountsStaysAboveZero) {
  Values values;
  for (int i = 0; i < 60; ++i) values.push_back(60 - i);
  auto series = SeriesOf(values, {});
  series.is_non_negative = true;
  for (const auto& point : Must(series, 30).points) EXPECT_GE(point.mean, 0);
}

/// Daily contacts with a holiday every 29 days that takes away `share` of them.
Series WithHolidays(double share, uint64_t seed) {
  Noise noise(seed);
  Series series{.seasons = {7}};
  Regressor holiday{.name = "holiday", .history = {}, .future = {}};
  for (int i = 0; i < 420; ++i) {
    const bool is_holiday = i % 29 == 3;
    const double level = (i % 7 < 5 ? 200 : 120) * (1 + 0.05 * noise.Next());
    series.values.push_back(is_holiday ? level * (1 - share) : level);
    holiday.history.push_back(is_holiday);
  }
  holiday.future = {0, 0, 1, 0};
  series.regressors.push_back(std::move(holiday));
  return series;
}

TEST(Forecast, KnowsWhatAHolidayDoes) {
  auto series = WithHolidays(0.6, 1);
  const auto forecast = Must(series, 4);
  ASSERT_EQ(forecast.regressors.size(), 1u);
  EXPECT_EQ(forecast.regressors[0].name, "holiday");
  EXPECT_TRUE(forecast.regressors[0].is_used);
  EXPECT_TRUE(forecast.regressors[0].is_relative);
  EXPECT_NEAR(forecast.regressors[0].effect, -0.6, 0.05);
  series.regressors[0].future[2] = 0;
  const auto without = Must(series, 4);
  EXPECT_NEAR(forecast.points[2].mean / without.points[2].mean, 0.4, 0.05);
  EXPECT_NEAR(forecast.points[1].mean, without.points[1].mean, 1e-9);
}

TEST(Forecast, LeavesOutARegressorThatDoesNothing) {
  int used = 0;
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    used += Must(WithHolidays(0, seed), 4).regressors[0].is_used;
  }
  EXPECT_LE(used, 2);
}

TEST(Forecast, OfNoStepsStillSaysHowGoodItIs) {
  const auto forecast = Must(SeriesOf(AirPassengers(), {12}), 0);
  EXPECT_TRUE(forecast.points.empty());
  EXPECT_GT(forecast.backtest.origins, 0);
}

TEST(Forecast, RefusesWhatIsNoNumber) {
  EXPECT_EQ(ProblemOf(SeriesOf({}, {}), 3), "forecast.no_values");
  EXPECT_EQ(ProblemOf({.values = {std::nullopt, std::nullopt}}, 3), "forecast.no_values");
  EXPECT_EQ(ProblemOf(SeriesOf({1, std::nan("")}, {}), 3), "forecast.not_finite");
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(ProblemOf(SeriesOf({1, -infinite}, {}), 3), "forecast.not_finite");
  EXPECT_EQ(ProblemOf(SeriesOf({1, 2}, {}), -1), "forecast.horizon");
  EXPECT_EQ(ProblemOf(SeriesOf({1, 2}, {1}), 1), "forecast.season");
  EXPECT_EQ(ProblemOf({.values = {1, -2}, .is_non_negative = true}, 1), "forecast.below_zero");
}

TEST(Forecast, RefusesRegressorsThatDoNotFit) {
  auto series = SeriesOf({1, 2, 3}, {});
  series.regressors = {{"visits", {1, 2}, {1, 1}}};
  EXPECT_EQ(ProblemOf(series, 2), "forecast.regressor_length");
  series.regressors = {{"visits", {1, 2, 3}, {1}}};
  EXPECT_EQ(ProblemOf(series, 2), "forecast.regressor_length");
  series.regressors = {{"visits", {1, 2, 3}, {1, std::nan("")}}};
  EXPECT_EQ(ProblemOf(series, 2), "forecast.regressor_not_finite");
}

}  // namespace
}  // namespace kebao::analysis::forecast
