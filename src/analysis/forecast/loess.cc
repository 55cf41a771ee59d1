#include "analysis/forecast/loess.h"

#include <algorithm>
#include <cmath>

namespace kebao::analysis::forecast {
namespace {

/// The points that count at a position, and how far the farthest is.
struct Neighbours {
  int first = 0;
  int last = 0;
  double reach = 0;
};

Neighbours NeighboursOf(int size, int width, double position) {
  const int count = std::min(width, size);
  const int first =
      std::clamp(static_cast<int>(std::lround(position)) - (count - 1) / 2, 0, size - count);
  Neighbours result{first, first + count - 1, 0};
  result.reach = std::max(position - result.first, result.last - position);
  if (width > size) result.reach += std::floor((width - size) / 2);
  return result;
}

double Tricube(double distance, double reach) {
  if (distance <= 0.001 * reach) return 1;
  if (distance > 0.999 * reach) return 0;
  const double ratio = distance / reach;
  const double part = 1 - ratio * ratio * ratio;
  return part * part * part;
}

/// Sums for the weighted line through the neighbours.
struct Moments {
  double weight = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;
};

Moments MomentsAt(View values, const Neighbours& near, View weights, double position) {
  Moments sums;
  for (int i = near.first; i <= near.last; ++i) {
    const auto at = static_cast<size_t>(i);
    const double x = i - position;
    double weight = Tricube(std::abs(x), near.reach);
    if (!weights.empty()) weight *= weights[at];
    sums.weight += weight;
    sums.x += weight * x;
    sums.y += weight * values[at];
    sums.xx += weight * x * x;
    sums.xy += weight * x * values[at];
  }
  return sums;
}

double LineAtZero(const Moments& sums, int degree, int size) {
  const double mean_x = sums.x / sums.weight;
  const double mean_y = sums.y / sums.weight;
  const double variance = sums.xx / sums.weight - mean_x * mean_x;
  const double smallest = 0.001 * (size - 1);
  if (degree == 0 || variance <= smallest * smallest) return mean_y;
  return mean_y - mean_x * (sums.xy / sums.weight - mean_x * mean_y) / variance;
}

void FillBetween(Values& result, int from, int to) {
  const double left = result[static_cast<size_t>(from)];
  const double right = result[static_cast<size_t>(to)];
  for (int i = from + 1; i < to; ++i) {
    result[static_cast<size_t>(i)] = left + (right - left) * (i - from) / (to - from);
  }
}

}  // namespace

double LoessAt(View values, const LoessWindow& window, View weights, double position) {
  const int size = static_cast<int>(values.size());
  const auto near = NeighboursOf(size, window.width, position);
  const auto sums = MomentsAt(values, near, weights, position);
  if (sums.weight <= 0) {
    return values[static_cast<size_t>(std::clamp(static_cast<int>(position), 0, size - 1))];
  }
  return LineAtZero(sums, window.degree, size);
}

Values SmoothLoess(View values, const LoessWindow& window, View weights) {
  const int size = static_cast<int>(values.size());
  Values result(values.begin(), values.end());
  if (size < 2) return result;
  int previous = 0;
  for (int i = 0; i < size; i = i + window.jump < size ? i + window.jump : size - 1) {
    result[static_cast<size_t>(i)] = LoessAt(values, window, weights, i);
    FillBetween(result, previous, i);
    previous = i;
    if (i == size - 1) break;
  }
  return result;
}

}  // namespace kebao::analysis::forecast
