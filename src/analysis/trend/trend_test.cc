#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/trend/change_points.h"
#include "analysis/trend/direction.h"
#include "analysis/trend/seasonality.h"
#include "analysis/trend/trend_finding.h"

namespace kebao::analysis {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

PointSeries SeriesOfValues(const std::vector<double>& values) {
  PointSeries series;
  for (const double value : values)
    series.push_back({{static_cast<int32_t>(20000 + series.size())}, 0, value, 100, true});
  return series;
}

template <class Make>
PointSeries Made(size_t count, Make make) {
  std::vector<double> values;
  for (size_t i = 0; i < count; ++i) values.push_back(make(static_cast<double>(i)));
  return SeriesOfValues(values);
}

// R: cor.test(1:12, x, method = "kendall", exact = FALSE, continuity = TRUE): z = 3.9775, p
// = 6.965e-05; the median of the pairwise slopes by two loops. No autocorrelation of the ranks is
// beyond chance.
TEST(DirectionOf, IsMannAndKendallsWithTheilsSlope) {
  const Direction direction =
      DirectionOf(SeriesOfValues({12, 15, 11, 18, 17, 21, 20, 25, 23, 28, 27, 30}));
  EXPECT_EQ(direction.outcome, Direction::Outcome::kUp);
  EXPECT_NEAR(direction.slope, 1.63068181818182, 1e-12);
  EXPECT_EQ(direction.autocorrelation_factor, 1);
  EXPECT_NEAR(direction.z, 3.6343, 5e-5);
  EXPECT_NEAR(direction.p, 0.0002787, 5e-8);
  EXPECT_LT(*direction.low, direction.slope);
  EXPECT_GT(*direction.high, direction.slope);
  EXPECT_EQ(direction.n, 12u);
}

TEST(DirectionOf, IsNotMovedByOneWildDay) {
  auto series = Made(30, [](double i) { return 100 + (static_cast<int>(i) % 3); });
  series[29].value = 1e6;
  EXPECT_EQ(DirectionOf(series).outcome, Direction::Outcome::kNoise);
}

TEST(DirectionOf, LeavesIncompleteAndMissingBucketsOut) {
  auto series = Made(12, [](double i) { return 10 + i; });
  series[11].value = 0;
  series[11].is_complete = false;
  series[4].value.reset();
  series[5].value = kInfinity;
  const Direction direction = DirectionOf(series);
  EXPECT_EQ(direction.n, 9u);
  EXPECT_EQ(direction.slope, 1);
  EXPECT_EQ(direction.end, 20);
}

TEST(DirectionOf, OfTooLittleIsNothing) {
  EXPECT_EQ(DirectionOf({}).outcome, Direction::Outcome::kTooFew);
  EXPECT_EQ(DirectionOf(Made(5, [](double i) { return i; })).outcome, Direction::Outcome::kTooFew);
  const Direction constant = DirectionOf(Made(20, [](double) { return 7; }));
  EXPECT_EQ(constant.outcome, Direction::Outcome::kNoise);
  EXPECT_FALSE(constant.low);
  EXPECT_EQ(constant.slope, 0);
}

TEST(DirectionOf, TakesTheWeekOut) {
  std::mt19937 random(3);
  std::normal_distribution<double> noise(0, 1);
  const auto series = Made(35, [&](double i) {
    return 100 + 0.2 * i + (static_cast<int>(i) % 7 < 5 ? 0 : -60) + noise(random);
  });
  const Direction direction = DirectionOf(series, 7);
  EXPECT_EQ(direction.outcome, Direction::Outcome::kUp);
  EXPECT_NEAR(direction.slope, 0.2, 0.06);
}

/// Trends claimed of `runs` series without one whose neighbours resemble each other.
int ClaimedOfNoise(double rho, int runs) {
  int claimed = 0;
  for (int run = 0; run < runs; ++run) {
    std::mt19937 random(static_cast<unsigned>(run));
    std::normal_distribution<double> noise(0, 1);
    double level = noise(random);
    const auto series = Made(60, [&](double) { return level = rho * level + noise(random); });
    const auto outcome = DirectionOf(series).outcome;
    claimed += outcome == Direction::Outcome::kUp || outcome == Direction::Outcome::kDown;
  }
  return claimed;
}

TEST(DirectionOf, ClaimsFewTrendsOfNoise) {
  EXPECT_LE(ClaimedOfNoise(0, 1000), 70);
  // Without the correction it would be 20 %.
  EXPECT_LE(ClaimedOfNoise(0.4, 1000), 140);
}

TEST(ChangePointsOf, FindsWhereTheLevelChanged) {
  std::mt19937 random(1);
  std::normal_distribution<double> noise(0, 2);
  const auto series = Made(90, [&](double i) {
    return (i < 40 ? 50 : i < 70 ? 58 : 45) + noise(random);
  });
  const auto found = ChangePointsOf(series);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_NEAR(static_cast<double>(found[0].at), 40, 1);
  EXPECT_NEAR(static_cast<double>(found[1].at), 70, 1);
  EXPECT_NEAR(found[0].difference.size, 8, 1.5);
  EXPECT_GT(*found[0].difference.low, 4);
  EXPECT_LT(*found[1].difference.high, -8);
  EXPECT_EQ(found[1].n_before, found[1].at - found[0].at);
}

TEST(ChangePointsOf, CountsPlacesInTheWholeSeries) {
  auto series = Made(40, [](double i) { return (i < 20 ? 10 : 30) + std::fmod(i, 3); });
  for (const size_t gap : {3, 4, 11}) series[gap].value.reset();
  series[39].value = 9999;
  series[39].is_complete = false;
  const auto found = ChangePointsOf(series);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].at, 20u);
  EXPECT_EQ(found[0].n_before, 17u);
  EXPECT_EQ(found[0].n_after, 19u);
}

TEST(ChangePointsOf, OfNoiseAreFew) {
  int claimed = 0;
  int claimed_of_resembling = 0;
  for (unsigned run = 0; run < 400; ++run) {
    std::mt19937 random(run);
    std::normal_distribution<double> noise(0, 1);
    claimed += !ChangePointsOf(Made(120, [&](double) { return noise(random); })).empty();
    double level = 0;
    claimed_of_resembling += !ChangePointsOf(Made(120, [&](double) {
                                return level = 0.4 * level + noise(random);
                              })).empty();
  }
  EXPECT_LE(claimed, 20);
  EXPECT_LE(claimed_of_resembling, 40);
}

/// Squared error about the means of the stretches between `bounds`.
double CostOf(const std::vector<double>& values, const std::vector<size_t>& bounds) {
  double cost = 0;
  for (size_t i = 0; i + 1 < bounds.size(); ++i) {
    double sum = 0;
    double squares = 0;
    for (size_t at = bounds[i]; at < bounds[i + 1]; ++at) sum += values[at];
    const double mean = sum / static_cast<double>(bounds[i + 1] - bounds[i]);
    for (size_t at = bounds[i]; at < bounds[i + 1]; ++at)
      squares += (values[at] - mean) * (values[at] - mean);
    cost += squares;
  }
  return cost;
}

TEST(ChangePointsOf, FindsADoublingInAFewWeeks) {
  const std::vector<double> weeks = {152, 128, 113, 152, 122, 134, 152, 152,
                                     268, 270, 290, 294, 281, 266, 287, 275};
  const auto found =
      ChangePointsOf(Made(weeks.size(), [&](double i) { return weeks[static_cast<size_t>(i)]; }));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].at, 8);
}

TEST(ChangePointsOf, OfAFewWeeksOfNoiseAreFew) {
  std::mt19937_64 random(4);
  std::normal_distribution<double> noise(100, 10);
  int claimed = 0;
  for (int round = 0; round < 400; ++round)
    claimed += !ChangePointsOf(Made(26, [&](double) { return noise(random); })).empty();
  EXPECT_LE(claimed, 20);  // one in twenty
}

TEST(ChangePointsOf, NoMovedBoundWouldBeCheaper) {
  int moved = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, 1);
    double level = 0;
    const auto series = Made(80, [&](double) {
      if (random() % 12 == 0) level += 6 * noise(random);
      return level + noise(random);
    });
    std::vector<double> values;
    for (const SeriesPoint& point : series) values.push_back(*point.value);
    std::vector<size_t> bounds = {0};
    for (const ChangePoint& change : ChangePointsOf(series)) bounds.push_back(change.at);
    bounds.push_back(values.size());
    const double cost = CostOf(values, bounds);
    for (size_t i = 1; i + 1 < bounds.size(); ++i) {
      for (size_t at = bounds[i - 1] + 4; at + 4 <= bounds[i + 1]; ++at) {
        std::vector<size_t> other = bounds;
        other[i] = at;
        EXPECT_GE(CostOf(values, other), cost - 1e-9) << seed;
        ++moved;
      }
    }
  }
  EXPECT_GT(moved, 1000);
}

TEST(ChangePointsOf, OfBadInputAreNone) {
  EXPECT_THAT(ChangePointsOf({}), IsEmpty());
  EXPECT_THAT(ChangePointsOf(Made(1, [](double) { return 1; })), IsEmpty());
  EXPECT_THAT(ChangePointsOf(Made(50, [](double) { return 1; })), IsEmpty());
  EXPECT_THAT(ChangePointsOf(Made(50, [](double) { return kInfinity; })), IsEmpty());
  EXPECT_THAT(ChangePointsOf(Made(50, [](double i) { return i < 25 ? 0 : 5; })), SizeIs(1));
}

TEST(SeasonalityOf, TellsARhythmFromNoise) {
  std::mt19937 random(5);
  std::normal_distribution<double> noise(0, 3);
  const auto weekly = SeasonalityOf(
      Made(70,
           [&](double i) { return 100 + i + (std::fmod(i, 7) < 5 ? 10 : -25) + noise(random); }),
      7);
  EXPECT_GT(weekly.strength, 0.9);
  EXPECT_TRUE(weekly.is_beyond_noise);
  EXPECT_NEAR(weekly.phases[6] - weekly.phases[0], -35, 6);
  EXPECT_GT(weekly.trend_strength, 0.8);
  int claimed = 0;
  for (int run = 0; run < 300; ++run)
    claimed += SeasonalityOf(Made(70, [&](double) { return noise(random); }), 7).is_beyond_noise;
  EXPECT_LE(claimed, 15);
}

TEST(SeasonalityOf, OfTooLittleIsNothing) {
  EXPECT_EQ(SeasonalityOf(Made(13, [](double i) { return i; }), 7).n, 0u);
  EXPECT_EQ(SeasonalityOf(Made(90, [](double i) { return i; }), 1).n, 0u);
  const auto constant = SeasonalityOf(Made(90, [](double) { return 4; }), 7);
  EXPECT_EQ(constant.strength, 0);
  EXPECT_FALSE(constant.is_beyond_noise);
}

TEST(FindTrend, TellsTheLineAndItsDoubt) {
  metrics::MetricSpec metric;
  metric.polarity = metrics::Polarity::kUp;
  const auto series = Made(20, [](double i) { return 50 + 2 * i + std::fmod(i, 2); });
  const Finding up =
      FindTrend(metric, {"team", "red"}, DirectionOf(series), ChangePointsOf(series));
  EXPECT_EQ(up.outcome, Outcome::kUp);
  EXPECT_NEAR(*up.Of("last")->value.value, 88.5, 0.6);
  EXPECT_EQ(up.Of("slope")->value.n, 20);
  EXPECT_GT(*up.strength.low, 1.5);
  EXPECT_GT(up.impact, 0);
  EXPECT_EQ(FindTrend(metric, {}, DirectionOf({}), {}).outcome, Outcome::kTooFew);
  const auto level = Made(20, [](double) { return 3; });
  EXPECT_EQ(FindTrend(metric, {}, DirectionOf(level), {}).outcome, Outcome::kSame);
}

TEST(SeriesOf, TakesTheRowsOfOneValue) {
  metrics::ResultTable table;
  table.query.dimensions = {"team"};
  table.query.grain = metrics::Grain::kHour;
  for (const int day : {1, 1, 2}) {
    for (const char* team : {"red", "blue"}) {
      metrics::Row row;
      row.bucket_day = LocalDay{day};
      row.keys = {team};
      row.values.resize(1);
      row.values[0].value = team[0];
      table.rows.push_back(row);
    }
  }
  table.rows[5].values[0].is_complete = false;
  const PointSeries blue = SeriesOf(table, 0, {"blue"});
  ASSERT_THAT(blue, SizeIs(3));
  EXPECT_EQ(blue[1].hour, 1);
  EXPECT_EQ(blue[2].hour, 0);
  EXPECT_EQ(*blue[0].value, 'b');
  EXPECT_FALSE(blue[2].is_complete);
}

}  // namespace
}  // namespace kebao::analysis
