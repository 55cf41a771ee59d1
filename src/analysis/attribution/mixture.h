#pragma once

#include <span>
#include <vector>

#include "analysis/attribution/change_of_quantile.h"

namespace kebao::analysis {

/// Distributions of segments, put together with the weights and in the states that are asked for.
/// Immutable.
class Mixture {
 public:
  /// Every value finite and every weight above 0.
  explicit Mixture(std::span<const SegmentValues> segments);

  size_t size() const { return segments_.size(); }
  /// has_new_mix: the segments' weights are those of this period; has_new_values[i]: so is the
  /// distribution of segment i. A segment without values in a period keeps its other distribution.
  double Quantile(double q, bool has_new_mix, const std::vector<bool>& has_new_values) const;

 private:
  /// Sorted values with the weight of all up to each.
  struct Distribution {
    std::vector<double> values;
    std::vector<double> weights_until;
    double weight() const { return weights_until.empty() ? 0 : weights_until.back(); }
    double WeightUntil(double value) const;
  };
  struct Periods {
    Distribution before;
    Distribution now;
  };
  /// A distribution, multiplied.
  struct Component {
    const Distribution* distribution;
    double factor;
  };
  static Distribution DistributionOf(std::vector<WeightedValue> values);
  static Component ComponentOf(const Periods& segment, bool has_new_mix, bool has_new_values);
  /// The smallest value with more than `weight` up to it, or the largest.
  double ValueAt(double weight, const std::vector<Component>& components) const;

  std::vector<Periods> segments_;
  std::vector<double> values_;  // of all, sorted
};

}  // namespace kebao::analysis
