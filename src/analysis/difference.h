#pragma once

#include <optional>

#include "metrics/catalog/metric_spec.h"
#include "metrics/query.h"

namespace kebao::analysis {

/// A measured value with its 95 % interval, where its kind has one.
struct Estimate {
  double value = 0;
  std::optional<double> low;
  std::optional<double> high;
  bool has_interval() const { return low && high; }
};

/// Score interval of a Poisson count, 95 %: count + z²/2 ± z·√(count + z²/4). count ≥ 0.
Estimate PoissonEstimate(double count);

/// A part of a whole that is counted: Wilson's interval. 0 ≤ part, 0 < whole.
Estimate ShareEstimate(double part, double whole);

/// A value as an estimate: its own interval; counted things (metric kinds count and distinct) as
/// Poisson counts; derived shares (complaints ÷ conversations) that of their rarer part as a
/// Poisson count; sums, stocks, extremes and other derived figures have none. Nullopt without a
/// value.
std::optional<Estimate> EstimateOf(const metrics::MetricSpec& spec, const metrics::Value& value);

/// The difference of two independent estimates with its 95 % interval.
///
/// Source: Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10) for two
/// shares, and its generalisation to anything that has an interval, MOVER (Zou and Donner,
/// Statistics in Medicine 27, 2008): low = d − √((a − low(a))² + (high(b) − b)²), high likewise.
struct Difference {
  double size = 0;            // first − second
  std::optional<double> low;  // nullopt: one of the two has no interval, nothing can be tested
  std::optional<double> high;
  double z = 0;  // size in standard errors of its own side; 0 where untested

  bool is_tested() const { return low && high; }
  /// What cannot be tested is what happened, no sample of anything: it counts as it is.
  bool is_beyond_noise() const { return !is_tested() || *low > 0 || *high < 0; }
};
Difference Subtract(const Estimate& first, const Estimate& second);

/// Two-sided p of a normal deviate.
double TwoSidedP(double z);

}  // namespace kebao::analysis
