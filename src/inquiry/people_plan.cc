#include <algorithm>

#include "base/yaml.h"
#include "inquiry/people_inquiry.h"

namespace kebao::inquiry {
namespace {

constexpr int64_t kHours = 24;

Result<ComparedMetric> ReadMetric(const Yaml& item) {
  ComparedMetric compared;
  if (!item.is_map()) {
    KEBAO_TRY(compared.metric, item.AsText());
    return compared;
  }
  KEBAO_TRY_VOID(item.AllowKeys({"metric", "per"}));
  KEBAO_TRY(const Yaml metric, item.Require("metric"));
  KEBAO_TRY(compared.metric, metric.AsText());
  compared.per = item.At("per").TextOr("");
  return compared;
}

Result<std::vector<int64_t>> ReadBands(const Yaml& list) {
  std::vector<int64_t> bands;
  for (const Yaml& item : list.Items()) {
    KEBAO_TRY(const int64_t hour, item.AsInt());
    const bool is_next = bands.empty() ? hour == 0 : hour > bands.back() && hour < kHours;
    if (!is_next) return MakeProblem("analysis.people_plan", item.place());
    bands.push_back(hour);
  }
  if (bands.empty()) bands.push_back(0);
  return bands;
}

Result<std::string> RequiredText(const Yaml& map, const char* key) {
  KEBAO_TRY(const Yaml value, map.Require(key));
  return value.AsText();
}

Result<QuadrantPlan> ReadQuadrant(const Yaml& item) {
  KEBAO_TRY_VOID(item.AllowKeys({"first", "second"}));
  QuadrantPlan quadrant;
  KEBAO_TRY(quadrant.first, RequiredText(item, "first"));
  KEBAO_TRY(quadrant.second, RequiredText(item, "second"));
  return quadrant;
}

Result<WeightedMetric> ReadWeighted(const Yaml& item) {
  KEBAO_TRY_VOID(item.AllowKeys({"metric", "weight"}));
  WeightedMetric weighted;
  KEBAO_TRY(weighted.metric, RequiredText(item, "metric"));
  KEBAO_TRY(const Yaml weight, item.Require("weight"));
  KEBAO_TRY(weighted.weight, weight.AsReal());
  if (!(weighted.weight > 0)) return MakeProblem("analysis.people_plan", weight.place());
  return weighted;
}

Result<LoadPlan> ReadLoad(const Yaml& map) {
  LoadPlan load;
  if (map.is_null()) return load;
  KEBAO_TRY_VOID(map.AllowKeys({"metric", "hours", "kind"}));
  KEBAO_TRY(load.metric, RequiredText(map, "metric"));
  load.hours = map.At("hours").TextOr("");
  load.kind = map.At("kind").TextOr(load.kind);
  return load;
}

Result<void> ReadOverview(const Yaml& root, PeoplePlan* plan) {
  for (const Yaml& item : root.At("quadrants").Items()) {
    KEBAO_TRY(QuadrantPlan quadrant, ReadQuadrant(item));
    plan->quadrants.push_back(std::move(quadrant));
  }
  for (const Yaml& item : root.At("matrix").Items()) {
    KEBAO_TRY(WeightedMetric weighted, ReadWeighted(item));
    plan->matrix.push_back(std::move(weighted));
  }
  KEBAO_TRY(plan->load, ReadLoad(root.At("load")));
  KEBAO_TRY(plan->features, root.At("features").AsTextList());
  return {};
}

}  // namespace

Result<PeoplePlan> LoadPeoplePlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"metrics", "alike_in", "hour_bands", "minimum_sample", "quadrants",
                                 "matrix", "load", "features"}));
  PeoplePlan plan;
  for (const Yaml& item : root.At("metrics").Items()) {
    KEBAO_TRY(ComparedMetric compared, ReadMetric(item));
    plan.metrics.push_back(std::move(compared));
  }
  KEBAO_TRY(plan.alike_in, root.At("alike_in").AsTextList());
  KEBAO_TRY(plan.hour_bands, ReadBands(root.At("hour_bands")));
  KEBAO_TRY(const Yaml minimum, root.Require("minimum_sample"));
  KEBAO_TRY(plan.minimum_sample, minimum.AsInt());
  if (plan.minimum_sample < 1) return MakeProblem("analysis.people_plan", minimum.place());
  KEBAO_TRY_VOID(ReadOverview(root, &plan));
  return plan;
}

}  // namespace kebao::inquiry
