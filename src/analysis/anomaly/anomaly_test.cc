#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/anomaly/anomaly_scan.h"
#include "analysis/anomaly/tails.h"

namespace kebao::analysis {
namespace {

using metrics::Polarity;
using testing::IsEmpty;
using testing::SizeIs;
using Kind = WatchedSeries::Kind;

constexpr int32_t kMonday = 20003;  // 2024-10-07
constexpr double kRhythm[] = {1.3, 1.1, 1.0, 1.0, 1.1, 0.6, 0.4};

// R: pnbinom(29, size = 20/3, mu = 10, lower = FALSE) and so on; beta-binomial by its density.
TEST(Tails, AreThoseOfR) {
  EXPECT_NEAR(CountTails(30, 10, 25).high, 0.00179964435044519, 1e-12);
  EXPECT_NEAR(CountTails(2, 10, 25).low, 0.0315758429435066, 1e-12);
  EXPECT_NEAR(CountTails(0, 3.5, 3.5).low, 0.0301973834223185, 1e-12);
  EXPECT_NEAR(CountTails(12, 3.5, 3.5).high, 0.0002889922199303, 1e-12);
  EXPECT_EQ(CountTails(0, 3.5, 3.5).high, 1);
  EXPECT_NEAR(ShareTails(90, 100, 0.8, 16).high, 0.00569638095579353, 1e-12);
  EXPECT_NEAR(ShareTails(14, 50, 0.1, 9).high, 0.0104391360760482, 1e-12);
  EXPECT_NEAR(ShareTails(1, 50, 0.1, 9).low, 0.100165793580398, 1e-12);
  EXPECT_NEAR(StudentTails(-3, 11).low, 0.00603991973596068, 1e-12);
}

/// Days of counts with a weekly rhythm and a slow rise; `dispersion`: variance over mean at 50 a
/// day.
WatchedSeries Counts(unsigned seed, double mean, double dispersion, size_t days = 120) {
  std::mt19937 random(seed);
  WatchedSeries series;
  for (size_t day = 0; day < days; ++day) {
    double expected = mean * kRhythm[day % 7] * (1 + 0.002 * static_cast<double>(day));
    if (dispersion > 1) {
      const double shape = mean / (dispersion - 1);
      expected *= std::gamma_distribution<double>(shape, 1 / shape)(random);
    }
    const double count = std::poisson_distribution<int>(expected)(random);
    series.points.push_back({{kMonday + static_cast<int32_t>(day)}, 0, count, count, true});
  }
  return series;
}

WatchedSeries Shares(unsigned seed, double share, double n) {
  std::mt19937 random(seed);
  WatchedSeries series = Counts(seed, n, 2);
  series.kind = Kind::kShare;
  for (SeriesPoint& point : series.points) {
    const int hits = std::binomial_distribution<int>(static_cast<int>(point.n), share)(random);
    point.value = point.n > 0 ? std::optional(hits / point.n) : std::nullopt;
  }
  return series;
}

WatchedSeries Minutes(unsigned seed) {
  std::mt19937 random(seed);
  WatchedSeries series = Counts(seed, 60, 2);
  series.kind = Kind::kAmount;
  for (SeriesPoint& point : series.points) {
    const double error = 0.8 / std::sqrt(std::max(1.0, point.n));
    point.value = std::exp(std::normal_distribution<double>(3, error)(random));
  }
  return series;
}

/// Of `desks` calm desks of twenty series each, those for which anything is claimed.
template <class Make>
int ClaimedOfCalm(int desks, Make make) {
  int claimed = 0;
  for (int desk = 0; desk < desks; ++desk) {
    std::vector<WatchedSeries> series;
    for (unsigned i = 0; i < 20; ++i) series.push_back(make(static_cast<unsigned>(desk) * 20 + i));
    claimed += !ScanForAnomalies(series, {}).anomalies.empty();
  }
  return claimed;
}

TEST(ScanForAnomalies, ClaimsLittleOfCalmNoise) {
  // On noise the false discovery rate is the chance of any claim: 5 %, and three standard errors.
  EXPECT_LE(ClaimedOfCalm(100, [](unsigned seed) { return Counts(seed, 50, 1); }), 11);
  EXPECT_LE(ClaimedOfCalm(100, [](unsigned seed) { return Counts(seed, 1.5, 1); }), 11);
  EXPECT_LE(ClaimedOfCalm(100, [](unsigned seed) { return Counts(seed, 50, 4); }), 11);
  EXPECT_LE(ClaimedOfCalm(100, [](unsigned seed) { return Counts(seed, 500, 10); }), 11);
  EXPECT_LE(ClaimedOfCalm(100, [](unsigned seed) { return Shares(seed, 0.9, 60); }), 11);
  EXPECT_LE(ClaimedOfCalm(100, Minutes), 11);
}

TEST(ScanForAnomalies, FindsOutliersOfSixDeviations) {
  int found = 0;
  for (unsigned seed = 0; seed < 50; ++seed) {
    WatchedSeries series = Counts(seed, 100, 1);
    const double expected = 100 * kRhythm[80 % 7] * 1.16;
    series.points[80].value = std::round(expected + 6 * std::sqrt(expected));
    for (const Anomaly& one : ScanForAnomalies(std::vector{series}, {}).anomalies)
      found += one.point == 80 && one.is_high ? 1 : 0;
  }
  EXPECT_GE(found, 48);
}

TEST(ScanForAnomalies, FindsSeveralThatWouldHideEachOther) {
  WatchedSeries series = Counts(3, 100, 1.5);
  for (const size_t day : {49, 56, 63, 70, 77}) series.points[day].value = 400;
  const AnomalyScan scan = ScanForAnomalies(std::vector{series}, {});
  EXPECT_THAT(scan.anomalies, SizeIs(5));
  EXPECT_EQ(scan.scanned, 120u);
  const Anomaly& worst = scan.anomalies.front();
  EXPECT_EQ(worst.value, 400);
  EXPECT_NEAR(worst.expected, 145, 40);  // five of seventeen Mondays pull a little
  EXPECT_LT(worst.low, worst.expected);
  EXPECT_LT(worst.high, 300);
}

TEST(ScanForAnomalies, LooksOnlyAtTheBadSide) {
  WatchedSeries series = Counts(4, 100, 1);
  series.points[60].value = 300;
  series.points[90].value = 5;
  const auto found = [&](Polarity polarity) {
    series.polarity = polarity;
    std::vector<size_t> points;
    for (const Anomaly& one : ScanForAnomalies(std::vector{series}, {}).anomalies)
      points.push_back(one.point);
    return points;
  };
  EXPECT_THAT(found(Polarity::kDown), testing::ElementsAre(60));
  EXPECT_THAT(found(Polarity::kUp), testing::ElementsAre(90));
  EXPECT_THAT(found(Polarity::kNone), testing::UnorderedElementsAre(60, 90));
}

TEST(ScanForAnomalies, OfSharesMindsHowManyThereWere) {
  WatchedSeries series = Shares(2, 0.92, 200);
  series.polarity = Polarity::kUp;
  series.min_n = 30;
  series.points[50].value = 0.7;
  series.points[70].value = 0.5;
  series.points[70].n = 10;  // below the minimum sample
  const AnomalyScan scan = ScanForAnomalies(std::vector{series}, {});
  ASSERT_THAT(scan.anomalies, SizeIs(1));
  EXPECT_EQ(scan.anomalies[0].point, 50u);
  EXPECT_FALSE(scan.anomalies[0].is_high);
  EXPECT_NEAR(scan.anomalies[0].expected, 0.92, 0.02);
  EXPECT_GT(scan.anomalies[0].low, 0.8);
  EXPECT_LT(scan.anomalies[0].high, 1);
  EXPECT_EQ(scan.scanned, 119u);
}

TEST(ScanForAnomalies, OfMeansFindsASlowDay) {
  WatchedSeries series = Minutes(9);
  series.points[100].value = *series.points[100].value * 2.5;
  const AnomalyScan scan = ScanForAnomalies(std::vector{series}, {});
  ASSERT_THAT(scan.anomalies, SizeIs(1));
  EXPECT_EQ(scan.anomalies[0].point, 100u);
  EXPECT_NEAR(scan.anomalies[0].expected, std::exp(3), 3);
}

TEST(ScanForAnomalies, ComparesHolidaysWithHolidays) {
  WatchedSeries series = Counts(16, 100, 1);
  std::vector<NamedDay> calendar;
  for (int day = 40; day < 47; ++day) {
    calendar.push_back({{kMonday + day}, "国庆节", false});
    series.points[static_cast<size_t>(day)].value = 20 + day % 3;
  }
  EXPECT_THAT(ScanForAnomalies(std::vector{series}, calendar).anomalies, IsEmpty());
  EXPECT_THAT(ScanForAnomalies(std::vector{series}, {}).anomalies, testing::Not(IsEmpty()));
  series.points[43].value = 90;
  const AnomalyScan scan = ScanForAnomalies(std::vector{series}, calendar);
  ASSERT_THAT(scan.anomalies, SizeIs(1));
  EXPECT_EQ(scan.anomalies[0].point, 43u);
}

TEST(ScanForAnomalies, LeavesIncompleteBucketsOut) {
  WatchedSeries series = Counts(7, 100, 1);
  series.points.back().value = 1;
  series.points.back().is_complete = false;
  EXPECT_THAT(ScanForAnomalies(std::vector{series}, {}).anomalies, IsEmpty());
}

TEST(ScanForAnomalies, ReportsOnlyTheDaysAskedFor) {
  WatchedSeries series = Counts(8, 100, 1);
  series.points[20].value = 900;
  series.points[110].value = 900;
  const AnomalyScan scan =
      ScanForAnomalies(std::vector{series}, {}, {.report_from = {kMonday + 100}});
  ASSERT_THAT(scan.anomalies, SizeIs(1));
  EXPECT_EQ(scan.anomalies[0].point, 110u);
  EXPECT_EQ(scan.scanned, 20u);
}

TEST(ScanForAnomalies, KnowsTheHoursOfTheWeek) {
  std::mt19937 random(11);
  WatchedSeries series;
  series.is_hourly = true;
  for (int32_t day = 0; day < 56; ++day) {
    for (int hour = 0; hour < 24; ++hour) {
      const double mean = (hour < 8 ? 0.4 : 12) * kRhythm[day % 7];
      const double count = std::poisson_distribution<int>(mean)(random);
      series.points.push_back({{kMonday + day}, hour, count, count, true});
    }
  }
  EXPECT_THAT(ScanForAnomalies(std::vector{series}, {}).anomalies, IsEmpty());
  series.points[40 * 24 + 3].value = 12;  // usual by day, not by night
  const AnomalyScan scan = ScanForAnomalies(std::vector{series}, {});
  ASSERT_THAT(scan.anomalies, SizeIs(1));
  EXPECT_EQ(scan.anomalies[0].point, 40u * 24 + 3);
}

TEST(ScanForAnomalies, OfBadInputSaysNothing) {
  const auto scanned = [](Kind kind, const std::vector<std::optional<double>>& values) {
    WatchedSeries series;
    series.kind = kind;
    for (const auto& value : values)
      series.points.push_back(
          {{kMonday + static_cast<int32_t>(series.points.size())}, 0, value, 10, true});
    return ScanForAnomalies(std::vector{series}, {});
  };
  for (const Kind kind : {Kind::kCount, Kind::kShare, Kind::kAmount}) {
    EXPECT_THAT(scanned(kind, {}).anomalies, IsEmpty());
    EXPECT_EQ(scanned(kind, {1}).too_short, 1u);
    for (const double constant : {0.0, 1.0, 7.0, -3.0, HUGE_VAL, std::nan(""), 1e300})
      EXPECT_THAT(scanned(kind, std::vector<std::optional<double>>(60, constant)).anomalies,
                  IsEmpty())
          << constant;
    EXPECT_THAT(scanned(kind, std::vector<std::optional<double>>(60)).anomalies, IsEmpty());
  }
  std::vector<std::optional<double>> quiet(90, 0);
  quiet[60] = 9;
  EXPECT_THAT(scanned(Kind::kCount, quiet).anomalies, SizeIs(1));
}

TEST(FindAnomaly, TellsWhatWasExpected) {
  metrics::MetricSpec metric;
  const Anomaly anomaly{.value = 300,
                        .expected = 120,
                        .low = 100,
                        .high = 142,
                        .n = 300,
                        .p = 1e-9,
                        .q = 1e-6,
                        .is_high = true};
  const Finding finding = FindAnomaly(metric, {"team", "red"}, anomaly);
  EXPECT_EQ(finding.kind, Finding::Kind::kAnomaly);
  EXPECT_EQ(finding.outcome, Outcome::kUp);
  EXPECT_EQ(*finding.Of("expected")->value.value, 120);
  EXPECT_EQ(*finding.strength.low, 158);
  EXPECT_EQ(*finding.strength.q, 1e-6);
}

}  // namespace
}  // namespace kebao::analysis
