#include "metrics/catalog/link_derived.h"

#include <vector>

namespace kebao::metrics {

Result<void> LinkDerived(const SpecsById& by_id, MetricSpec* derived) {
  const MetricSpec* first = nullptr;
  std::vector<std::string> parts = derived->derived_from;
  parts.insert(parts.end(), derived->totals_from.begin(), derived->totals_from.end());
  for (const std::string& id : parts) {
    const auto part = by_id.find(id);
    if (part == by_id.end()) {
      return MakeProblem("metric.derived_unknown", derived->place,
                         {{"metric", derived->id}, {"part", id}});
    }
    if (part->second->kind == MetricKind::kDerived) {
      return MakeProblem("metric.derived_of_derived", derived->place,
                         {{"metric", derived->id}, {"part", id}});
    }
    if (first == nullptr) first = part->second;
    const bool is_same = first->fact == part->second->fact && first->clock == part->second->clock;
    if (!is_same && !derived->is_cross_entity) {
      return MakeProblem("metric.derived_mixes", derived->place,
                         {{"metric", derived->id}, {"part", first->id}, {"other", id}});
    }
  }
  if (first == nullptr)
    return MakeProblem("metric.derived_unknown", derived->place,
                       {{"metric", derived->id}, {"part", ""}});
  derived->fact = first->fact;
  derived->clock = first->clock;
  return {};
}

}  // namespace kebao::metrics
