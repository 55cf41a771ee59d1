#include "analysis/trend/direction.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "analysis/difference.h"

namespace kebao::analysis {
namespace {

constexpr double kNormal975 = 1.959963984540054;

struct Positioned {
  double at;
  double value;
};

std::vector<Positioned> PointsOf(const PointSeries& series) {
  std::vector<Positioned> points;
  for (size_t i = 0; i < series.size(); ++i)
    if (IsUsable(series[i])) points.push_back({static_cast<double>(i), *series[i].value});
  return points;
}

/// Each phase is brought to the median of all.
void TakeOutSeason(size_t season, std::vector<Positioned>* points) {
  if (season < 2 || points->size() < 2 * season) return;
  std::map<size_t, std::vector<double>> phases;
  std::vector<double> all;
  for (const auto& [at, value] : *points) {
    phases[static_cast<size_t>(at) % season].push_back(value);
    all.push_back(value);
  }
  const double middle = MedianOf(all);
  std::map<size_t, double> offsets;
  for (const auto& [phase, values] : phases) offsets[phase] = MedianOf(values) - middle;
  for (auto& [at, value] : *points) value -= offsets[static_cast<size_t>(at) % season];
}

std::vector<double> SlopesOf(const std::vector<Positioned>& points) {
  std::vector<double> slopes;
  slopes.reserve(points.size() * (points.size() - 1) / 2);
  for (size_t i = 0; i < points.size(); ++i)
    for (size_t j = i + 1; j < points.size(); ++j)
      slopes.push_back((points[j].value - points[i].value) / (points[j].at - points[i].at));
  std::ranges::sort(slopes);
  return slopes;
}

double MiddleOfSorted(const std::vector<double>& sorted) {
  const size_t half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/// Mann and Kendall's sum of signs.
double SignsOf(const std::vector<double>& slopes) {
  double signs = 0;
  for (const double slope : slopes) signs += slope > 0 ? 1 : slope < 0 ? -1 : 0;
  return signs;
}

double VarianceOfSigns(const std::vector<Positioned>& points) {
  std::map<double, double> ties;
  for (const Positioned& point : points) ties[point.value] += 1;
  const auto term = [](double n) { return n * (n - 1) * (2 * n + 5); };
  double variance = term(static_cast<double>(points.size()));
  for (const auto& [value, count] : ties) variance -= term(count);
  return variance / 18;
}

/// Mean ranks, centred.
std::vector<double> RanksOf(const std::vector<double>& values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::sort(order, {}, [&](size_t i) { return values[i]; });
  std::vector<double> ranks(values.size());
  for (size_t first = 0; first < order.size();) {
    size_t limit = first;
    while (limit < order.size() && values[order[limit]] == values[order[first]]) ++limit;
    const double rank = static_cast<double>(first + limit - 1) / 2;
    for (size_t i = first; i < limit; ++i)
      ranks[order[i]] = rank - static_cast<double>(order.size() - 1) / 2;
    first = limit;
  }
  return ranks;
}

double FactorOf(const std::vector<Positioned>& points, double slope) {
  std::vector<double> rest;
  for (const auto& [at, value] : points) rest.push_back(value - slope * at);
  const std::vector<double> ranks = RanksOf(rest);
  const auto n = static_cast<double>(ranks.size());
  const double power = std::inner_product(ranks.begin(), ranks.end(), ranks.begin(), 0.0);
  if (power == 0) return 1;
  double sum = 0;
  for (size_t lag = 1; lag <= ranks.size() / 4; ++lag) {
    double product = 0;
    for (size_t i = lag; i < ranks.size(); ++i) product += ranks[i] * ranks[i - lag];
    const double correlation = product / power;
    const double left = n - static_cast<double>(lag);
    if (std::abs(correlation) > kNormal975 / std::sqrt(n))
      sum += left * (left - 1) * (left - 2) * correlation;
  }
  return std::max(1.0, 1 + 2 * sum / (n * (n - 1) * (n - 2)));
}

void FillInterval(const std::vector<double>& slopes, double variance, Direction* direction) {
  const auto count = static_cast<double>(slopes.size());
  const double reach = kNormal975 * std::sqrt(variance);
  const double low = std::floor((count - reach) / 2);
  const double high = std::ceil((count + reach) / 2);
  direction->low = slopes[static_cast<size_t>(std::clamp(low, 0.0, count - 1))];
  direction->high = slopes[static_cast<size_t>(std::clamp(high, 0.0, count - 1))];
}

void FillLine(const std::vector<Positioned>& points, Direction* direction) {
  std::vector<double> levels;
  for (const auto& [at, value] : points) levels.push_back(value - direction->slope * at);
  const double level = MedianOf(levels);
  direction->start = level + direction->slope * points.front().at;
  direction->end = level + direction->slope * points.back().at;
}

}  // namespace

Direction DirectionOf(const PointSeries& series, size_t season) {
  std::vector<Positioned> points = PointsOf(series);
  Direction direction;
  direction.n = points.size();
  if (points.size() < kFewestPoints) return direction;
  TakeOutSeason(season, &points);
  const std::vector<double> slopes = SlopesOf(points);
  direction.outcome = Direction::Outcome::kNoise;
  direction.slope = MiddleOfSorted(slopes);
  FillLine(points, &direction);
  direction.autocorrelation_factor = FactorOf(points, direction.slope);
  const double variance = VarianceOfSigns(points) * direction.autocorrelation_factor;
  if (variance <= 0) return direction;
  FillInterval(slopes, variance, &direction);
  const double signs = SignsOf(slopes);
  const double towards_zero = signs > 0 ? signs - 1 : signs < 0 ? signs + 1 : 0;
  direction.z = towards_zero / std::sqrt(variance);
  direction.p = TwoSidedP(direction.z);
  if (direction.p < 0.05)
    direction.outcome = signs > 0 ? Direction::Outcome::kUp : Direction::Outcome::kDown;
  return direction;
}

}  // namespace kebao::analysis
