// Unusual days in made-up series: how long a scan takes.
// usage: anomaly_bench [METRICS [AGENTS [DAYS]]]     default: 60 500 365
// Floor: the time of reading every point once and adding it to the sum of its weekday.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <random>

#include "analysis/anomaly/anomaly_scan.h"

namespace {

using namespace kebao::analysis;
using Kind = WatchedSeries::Kind;

constexpr int32_t kMonday = 20003;  // 2024-10-07
constexpr double kRhythm[] = {1.3, 1.1, 1.0, 1.0, 1.1, 0.6, 0.4};

/// A third counts, a third shares, a third means of uneven amounts.
WatchedSeries Made(int metric, double per_day, int days, std::mt19937* random) {
  WatchedSeries series;
  series.kind = metric % 3 == 0 ? Kind::kCount : metric % 3 == 1 ? Kind::kShare : Kind::kAmount;
  std::normal_distribution<double> normal;
  for (int day = 0; day < days; ++day) {
    const double n = std::poisson_distribution<int>(per_day * kRhythm[day % 7])(*random);
    SeriesPoint point{{kMonday + day}, 0, n, n, true};
    if (series.kind == Kind::kShare && n > 0)
      point.value = std::binomial_distribution<int>(static_cast<int>(n), 0.85)(*random) / n;
    else if (series.kind == Kind::kAmount && n > 0)
      point.value = 300 * std::exp(0.8 * normal(*random) / std::sqrt(n));
    else if (series.kind != Kind::kCount)
      point.value.reset();
    series.points.push_back(point);
  }
  return series;
}

double Seconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

}  // namespace

int main(int count, char** arguments) {
  const int metrics = count > 1 ? std::atoi(arguments[1]) : 60;
  const int agents = count > 2 ? std::atoi(arguments[2]) : 500;
  const int days = count > 3 ? std::atoi(arguments[3]) : 365;
  std::mt19937 random(1);
  std::vector<WatchedSeries> series;
  for (int agent = 0; agent < agents; ++agent) {
    const double per_day = std::lognormal_distribution<double>(3, 0.5)(random);
    for (int metric = 0; metric < metrics; ++metric)
      series.push_back(Made(metric, per_day, days, &random));
  }
  auto began = std::chrono::steady_clock::now();
  double sums[7] = {};
  for (const WatchedSeries& one : series)
    for (const SeriesPoint& point : one.points)
      sums[(point.day.days - kMonday) % 7] += point.value.value_or(0);
  const double floor = Seconds(began);
  const std::clock_t cpu = std::clock();
  began = std::chrono::steady_clock::now();
  const AnomalyScan scan = ScanForAnomalies(series, {});
  const double took = Seconds(began);
  fmt::print(
      "{} series of {} days: {:.2f} s, {:.2f} CPU seconds; {} points compared, {} told; floor "
      "{:.3f} s (sum {:.0f})\n",
      series.size(), days, took, static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC,
      scan.scanned, scan.anomalies.size(), floor, sums[0]);
}
