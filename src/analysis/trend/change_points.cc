#include "analysis/trend/change_points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "metrics/answer/statistics.h"

namespace kebao::analysis {
namespace {

constexpr double kMadToSigma = 1.4826;

struct Noise {
  double variance = 0;
  double rho = 0;
};

std::vector<double> DifferencesOf(const std::vector<double>& values, size_t step) {
  std::vector<double> differences;
  for (size_t i = step; i < values.size(); ++i) differences.push_back(values[i] - values[i - step]);
  return differences;
}

/// Mean squares of differences. What lies beyond three deviations are mostly changes of level. Of
/// mostly zeros both are the plain one.
struct Spread {
  double winsorised = 0;  // it is taken as three deviations
  double trimmed = 0;     // it is left out
};
Spread SpreadOf(const std::vector<double>& differences) {
  std::vector<double> sizes;
  sizes.reserve(differences.size());
  for (const double one : differences) sizes.push_back(std::abs(one));
  const double sigma = kMadToSigma * MedianOf(sizes);
  const double limit = sigma > 0 ? 3 * sigma : std::numeric_limits<double>::infinity();
  double within = 0;
  double beyond = 0;
  for (const double size : sizes) (size <= limit ? within : beyond) += 1;
  double squares = 0;
  for (const double size : sizes) squares += size <= limit ? size * size : 0;
  const double capped = beyond == 0 ? 0 : beyond * limit * limit;
  return {(squares + capped) / std::max(1.0, within + beyond), squares / std::max(1.0, within)};
}

/// A change of level is one difference over one step and two over two: in a short series winsorised
/// ones would look like noise of which neighbours resemble each other.
Noise NoiseOf(const std::vector<double>& values) {
  const Spread one = SpreadOf(DifferencesOf(values, 1));
  const Spread two = SpreadOf(DifferencesOf(values, 2));
  if (one.winsorised == 0) return {};
  const double rho = one.trimmed == 0 ? 0 : std::clamp(two.trimmed / one.trimmed - 1, 0.0, 0.8);
  return {one.winsorised / (2 * (1 - rho)), rho};
}

/// Sums that give the squared error of any stretch about its mean.
class Stretches {
 public:
  explicit Stretches(const std::vector<double>& values) {
    const double origin = values.front();  // keeps the squares small
    for (const double value : values) {
      const double moved = value - origin;
      sums_.push_back(sums_.back() + moved);
      squares_.push_back(squares_.back() + moved * moved);
    }
  }
  double Cost(size_t first, size_t limit) const {
    const double sum = sums_[limit] - sums_[first];
    const auto n = static_cast<double>(limit - first);
    return std::max(0.0, squares_[limit] - squares_[first] - sum * sum / n);
  }

 private:
  std::vector<double> sums_ = {0};
  std::vector<double> squares_ = {0};
};

/// A place where the last change may be.
struct Candidate {
  size_t first;
  /// From this limit on it cannot be the best any more: what beat it is then far enough away to be
  /// the last change itself.
  size_t dropped_at = std::numeric_limits<size_t>::max();
};

/// Index of the last change before each limit; PELT's pruning keeps the candidates few.
std::vector<size_t> LastChanges(const std::vector<double>& values, double penalty, size_t fewest) {
  const Stretches stretches(values);
  const size_t n = values.size();
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  std::vector<size_t> last(n + 1, 0);
  best[0] = -penalty;
  std::vector<Candidate> candidates = {{0}};
  for (size_t limit = fewest; limit <= n; ++limit) {
    if (limit >= 2 * fewest) candidates.push_back({limit - fewest});
    std::erase_if(candidates, [&](const Candidate& one) { return one.dropped_at <= limit; });
    for (const Candidate& one : candidates) {
      const double cost = best[one.first] + stretches.Cost(one.first, limit) + penalty;
      if (cost >= best[limit]) continue;
      best[limit] = cost;
      last[limit] = one.first;
    }
    for (Candidate& one : candidates)
      if (best[one.first] + stretches.Cost(one.first, limit) > best[limit])
        one.dropped_at = std::min(one.dropped_at, limit + fewest);
  }
  return last;
}

std::vector<size_t> Boundaries(const std::vector<size_t>& last) {
  std::vector<size_t> boundaries;
  for (size_t at = last.size() - 1; at > 0; at = last[at]) boundaries.push_back(at);
  boundaries.push_back(0);
  std::ranges::reverse(boundaries);
  return boundaries;
}

Estimate MeanOf(const std::vector<double>& values, size_t first, size_t limit, const Noise& noise) {
  double sum = 0;
  for (size_t i = first; i < limit; ++i) sum += values[i];
  const auto n = static_cast<double>(limit - first);
  const double widened = noise.variance * (1 + noise.rho) / (1 - noise.rho);
  const double half = metrics::StudentT975(std::max(1.0, n - 1)) * std::sqrt(widened / n);
  return {sum / n, sum / n - half, sum / n + half};
}

std::vector<double> WithoutSeason(const PointSeries& series, const std::vector<size_t>& usable,
                                  size_t season) {
  const bool has_season = season >= 2 && usable.size() >= 2 * season;
  std::map<size_t, std::vector<double>> phases;
  if (has_season)
    for (const size_t i : usable) phases[i % season].push_back(*series[i].value);
  std::map<size_t, double> offsets;
  for (const auto& [phase, values] : phases) offsets[phase] = MedianOf(values);
  std::vector<double> values;
  values.reserve(usable.size());
  for (const size_t i : usable)
    values.push_back(*series[i].value - (has_season ? offsets[i % season] : 0));
  if (!has_season) return values;
  std::vector<double> middles;
  middles.reserve(offsets.size());
  for (const auto& [phase, offset] : offsets) middles.push_back(offset);
  for (double& value : values) value += MedianOf(middles);
  return values;
}

}  // namespace

std::vector<ChangePoint> ChangePointsOf(const PointSeries& series, size_t season, size_t fewest) {
  std::vector<size_t> usable;
  for (size_t i = 0; i < series.size(); ++i)
    if (IsUsable(series[i])) usable.push_back(i);
  fewest = std::max<size_t>(1, fewest);
  if (usable.size() < 2 * fewest) return {};
  const std::vector<double> values = WithoutSeason(series, usable, season);
  const Noise noise = NoiseOf(values);
  if (noise.variance == 0) return {};
  const double penalty = 3 * std::log(static_cast<double>(values.size())) * noise.variance *
                         (1 + noise.rho) / (1 - noise.rho);
  const std::vector<size_t> bounds = Boundaries(LastChanges(values, penalty, fewest));
  std::vector<ChangePoint> found;
  for (size_t i = 1; i + 1 < bounds.size(); ++i) {
    const Estimate before = MeanOf(values, bounds[i - 1], bounds[i], noise);
    const Estimate after = MeanOf(values, bounds[i], bounds[i + 1], noise);
    found.push_back({usable[bounds[i]], before.value, after.value, bounds[i] - bounds[i - 1],
                     bounds[i + 1] - bounds[i], Subtract(after, before)});
  }
  return found;
}

}  // namespace kebao::analysis
