#include "analysis/attribution/segment.h"

#include <algorithm>

namespace kebao::analysis {
namespace {

/// Nothing adds nothing, whether or not its variance is known.
std::optional<double> AddVariances(const Sums& first, const Sums& second, double sign) {
  if (second.n == 0) return first.variance;
  if (first.n == 0) return second.variance;
  if (!first.variance || !second.variance) return std::nullopt;
  return std::max(0.0, *first.variance + sign * *second.variance);
}

}  // namespace

Sums Add(const Sums& first, const Sums& second) {
  return {first.amount + second.amount, first.base + second.base, first.n + second.n,
          AddVariances(first, second, 1)};
}

Sums Subtract(const Sums& first, const Sums& second) {
  if (first.n <= second.n) return {};
  return {first.amount - second.amount, first.base - second.base, first.n - second.n,
          AddVariances(first, second, -1)};
}

Change Add(const Change& first, const Change& second) {
  return {Add(first.before, second.before), Add(first.now, second.now)};
}

Change Subtract(const Change& first, const Change& second) {
  return {Subtract(first.before, second.before), Subtract(first.now, second.now)};
}

Change TotalOf(const Breakdown& breakdown) {
  Change total;
  for (const Segment& segment : breakdown.segments) total = Add(total, segment.change);
  return total;
}

}  // namespace kebao::analysis
