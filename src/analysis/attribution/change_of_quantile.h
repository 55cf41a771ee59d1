#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kebao::analysis {

struct WeightedValue {
  double value = 0;
  double weight = 1;  // how many rows it stands for, > 0
};

/// The values of one segment in both periods, or samples of them whose weights sum to the rows.
struct SegmentValues {
  std::vector<WeightedValue> before;
  std::vector<WeightedValue> now;
};

/// The change of a quantile as a sum of parts; see change_parts.h for how exact. A quantile is no
/// sum over segments, so the parts are differences of counterfactuals: what it would be if only
/// some of the segments had their new distribution, or only the mix its new weights.
struct QuantileChange {
  enum class Method : uint8_t {
    kAllOrders,   // Shapley's value over all orders of change
    kSomeOrders,  // above ten segments: the mean over rotated orders and their reverses
  };
  Method method = Method::kAllOrders;
  double before = 0;
  double now = 0;
  double change = 0;
  double mix_effect = 0;             // the segments' weights, new and vanished segments included
  std::vector<double> rate_effects;  // the segments' own distributions, in their order
};

/// The quantile 0 ≤ q ≤ 1 of everything, interpolated as in metrics/fold/quantile.h where all
/// weights are 1. Nullopt: a period without values, a number that is not finite, or a weight that
/// is not above 0. Source: reweighting as in DiNardo, Fortin and Lemieux, Econometrica 64, 1996.
std::optional<QuantileChange> DecomposeQuantile(std::span<const SegmentValues> segments, double q);

}  // namespace kebao::analysis
