#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kebao::metrics {

/// Ranks (0-based) that a quantile of n values needs: the two it interpolates between, and the
/// order statistics that bound it with 95 % confidence (binomial, normal approximation). A bound
/// that the sample is too small for is absent.
struct QuantileRanks {
  size_t below = 0;
  size_t above = 0;
  double weight = 0;  // of `above`
  bool has_low = false;
  bool has_high = false;
  size_t low = 0;
  size_t high = 0;
};
/// Hyndman–Fan type 7: rank (n − 1)·q, interpolated linearly. n ≥ 1.
QuantileRanks RanksOf(double q, size_t n);

/// value, low, high for each quantile, from anything with size() and AtRanks(); NaN where absent.
template <class Multiset>
void WriteQuantiles(Multiset* values, std::span<const double> quantiles, double* to);

}  // namespace kebao::metrics

#include "metrics/fold/quantile.inl"
