#include "analysis/attribution/mixture.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kebao::analysis {

Mixture::Mixture(std::span<const SegmentValues> segments) {
  for (const SegmentValues& segment : segments) {
    segments_.push_back({DistributionOf(segment.before), DistributionOf(segment.now)});
    for (const WeightedValue& value : segment.before) values_.push_back(value.value);
    for (const WeightedValue& value : segment.now) values_.push_back(value.value);
  }
  std::ranges::sort(values_);
  const auto repeated = std::ranges::unique(values_);
  values_.erase(repeated.begin(), repeated.end());
}

Mixture::Distribution Mixture::DistributionOf(std::vector<WeightedValue> values) {
  std::ranges::sort(values, {}, &WeightedValue::value);
  Distribution result;
  double weight = 0;
  for (const WeightedValue& value : values) {
    weight += value.weight;
    result.values.push_back(value.value);
    result.weights_until.push_back(weight);
  }
  return result;
}

double Mixture::Distribution::WeightUntil(double value) const {
  const auto above = std::ranges::upper_bound(values, value) - values.begin();
  return above == 0 ? 0 : weights_until[static_cast<size_t>(above) - 1];
}

Mixture::Component Mixture::ComponentOf(const Periods& segment, bool has_new_mix,
                                        bool has_new_values) {
  const Distribution* wanted = has_new_values ? &segment.now : &segment.before;
  const Distribution* other = has_new_values ? &segment.before : &segment.now;
  const Distribution* taken = wanted->values.empty() ? other : wanted;
  const double weight = has_new_mix ? segment.now.weight() : segment.before.weight();
  return {taken, taken->values.empty() ? 0 : weight / taken->weight()};
}

double Mixture::ValueAt(double weight, const std::vector<Component>& components) const {
  const auto holds_no_more = [&](double value) {
    double until = 0;
    for (const auto& [distribution, factor] : components)
      if (factor > 0) until += factor * distribution->WeightUntil(value);
    return until <= weight;
  };
  const auto found = std::ranges::partition_point(values_, holds_no_more);
  return found == values_.end() ? values_.back() : *found;
}

double Mixture::Quantile(double q, bool has_new_mix,
                         const std::vector<bool>& has_new_values) const {
  std::vector<Component> components;
  double weight = 0;
  for (size_t i = 0; i < segments_.size(); ++i) {
    components.push_back(ComponentOf(segments_[i], has_new_mix, has_new_values[i]));
    weight += components.back().factor * components.back().distribution->weight();
  }
  const double rank = std::max(0.0, q * (weight - 1));
  const double low = ValueAt(std::floor(rank), components);
  const double fraction = rank - std::floor(rank);
  if (fraction == 0) return low;
  return low + fraction * (ValueAt(std::floor(rank) + 1, components) - low);
}

}  // namespace kebao::analysis
