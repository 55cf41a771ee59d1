#include "metrics/catalog/link_derived.h"

#include <map>
#include <string>

namespace kebao::metrics {
namespace {

using ById = std::map<std::string, const MetricSpec*>;

Result<void> Link(const ById& by_id, MetricSpec* derived) {
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

}  // namespace

Result<void> LinkDerived(std::vector<MetricSpec>* metrics) {
  ById by_id;
  for (const MetricSpec& metric : *metrics) by_id.emplace(metric.id, &metric);
  for (MetricSpec& metric : *metrics) {
    if (metric.kind == MetricKind::kDerived) KEBAO_TRY_VOID(Link(by_id, &metric));
  }
  return {};
}

}  // namespace kebao::metrics
