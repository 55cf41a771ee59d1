#include "analysis/trend/seasonality.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <numeric>
#include <optional>

namespace kebao::analysis {
namespace {

struct Detrended {
  size_t phase;
  double trend;
  double value;  // without the trend
};

/// Mean over one season around a point, half weights at the ends of an even one; nullopt at the
/// ends of the series and where a value is missing.
std::optional<double> TrendAt(const PointSeries& series, size_t at, size_t season) {
  const size_t half = season / 2;
  if (at < half || at + half >= series.size()) return std::nullopt;
  double sum = 0;
  for (size_t i = at - half; i <= at + half; ++i) {
    if (!IsUsable(series[i])) return std::nullopt;
    const bool is_end = season % 2 == 0 && (i == at - half || i == at + half);
    sum += *series[i].value * (is_end ? 0.5 : 1);
  }
  return sum / static_cast<double>(season);
}

std::vector<Detrended> Detrend(const PointSeries& series, size_t season) {
  std::vector<Detrended> points;
  for (size_t i = 0; i < series.size(); ++i)
    if (const auto trend = TrendAt(series, i, season))
      points.push_back({i % season, *trend, *series[i].value - *trend});
  return points;
}

std::vector<double> PhasesOf(const std::vector<Detrended>& points, size_t season) {
  std::vector<std::vector<double>> values(season);
  for (const Detrended& point : points) values[point.phase].push_back(point.value);
  std::vector<double> phases;
  for (auto& of_phase : values) phases.push_back(MedianOf(std::move(of_phase)));
  const double mean =
      std::accumulate(phases.begin(), phases.end(), 0.0) / static_cast<double>(season);
  for (double& phase : phases) phase -= mean;
  return phases;
}

double VarianceOf(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / n;
}

double StrengthOf(const std::vector<double>& remainder, const std::vector<double>& with_it) {
  const double whole = VarianceOf(with_it);
  return whole > 0 ? std::max(0.0, 1 - VarianceOf(remainder) / whole) : 0;
}

/// Kruskal and Wallis' H over the phases, without a correction for ties (which makes it careful).
double PhasesAlike(const std::vector<Detrended>& points, size_t season) {
  std::vector<size_t> order(points.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::sort(order, {}, [&](size_t i) { return points[i].value; });
  std::vector<double> sums(season, 0);
  std::vector<double> counts(season, 0);
  for (size_t rank = 0; rank < order.size(); ++rank) {
    sums[points[order[rank]].phase] += static_cast<double>(rank + 1);
    counts[points[order[rank]].phase] += 1;
  }
  const auto n = static_cast<double>(points.size());
  double h = -3 * (n + 1);
  for (size_t phase = 0; phase < season; ++phase)
    if (counts[phase] > 0) h += 12 / (n * (n + 1)) * sums[phase] * sums[phase] / counts[phase];
  const boost::math::chi_squared distribution(static_cast<double>(season - 1));
  return boost::math::cdf(boost::math::complement(distribution, std::max(0.0, h)));
}

}  // namespace

Seasonality SeasonalityOf(const PointSeries& series, size_t season) {
  Seasonality result;
  if (season < 2) return result;
  const std::vector<Detrended> points = Detrend(series, season);
  if (points.size() < 2 * season) return result;
  result.n = points.size();
  result.phases = PhasesOf(points, season);
  std::vector<double> remainder;
  std::vector<double> with_season;
  std::vector<double> with_trend;
  for (const Detrended& point : points) {
    remainder.push_back(point.value - result.phases[point.phase]);
    with_season.push_back(point.value);
    with_trend.push_back(remainder.back() + point.trend);
  }
  if (VarianceOf(with_season) == 0) return result;  // constant: no rhythm, and ranks say nothing
  result.strength = StrengthOf(remainder, with_season);
  result.trend_strength = StrengthOf(remainder, with_trend);
  result.p = PhasesAlike(points, season);
  // Taking the trend out makes neighbours resemble each other, which makes p too small.
  result.is_beyond_noise = result.p < 0.01;
  return result;
}

}  // namespace kebao::analysis
