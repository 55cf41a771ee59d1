#include "base/yaml.h"
#include "inquiry/practice_inquiry.h"

namespace kebao::inquiry {
namespace {

constexpr int64_t kHours = 24;

std::unexpected<Problem> OutOfRange(const Yaml& node, const char* key) {
  return MakeProblem("analysis.practice_plan", node.place(), {{"name", key}});
}

template <class Number>
Result<void> ReadCount(const Yaml& root, const char* key, int64_t least, Number* value) {
  if (!root.Has(key)) return {};
  constexpr int64_t kMost = 1'000'000;
  KEBAO_TRY(const int64_t number, root.At(key).AsInt());
  *value = static_cast<Number>(number);
  if (number >= least && number <= kMost) return {};
  return OutOfRange(root.At(key), key);
}

Result<ComparedMetric> ReadFeature(const Yaml& item) {
  ComparedMetric feature;
  if (!item.is_map()) {
    KEBAO_TRY(feature.metric, item.AsText());
    return feature;
  }
  KEBAO_TRY_VOID(item.AllowKeys({"metric", "per"}));
  KEBAO_TRY(const Yaml metric, item.Require("metric"));
  KEBAO_TRY(feature.metric, metric.AsText());
  feature.per = item.At("per").TextOr("");
  return feature;
}

Result<std::vector<int64_t>> ReadBands(const Yaml& list) {
  std::vector<int64_t> bands;
  for (const Yaml& item : list.Items()) {
    KEBAO_TRY(const int64_t hour, item.AsInt());
    const bool is_next = bands.empty() ? hour == 0 : hour > bands.back() && hour < kHours;
    if (!is_next) return OutOfRange(item, "hour_bands");
    bands.push_back(hour);
  }
  if (bands.empty()) bands.push_back(0);
  return bands;
}

Result<void> ReadExamples(const Yaml& node, PracticePlan* plan) {
  if (node.is_null()) return {};
  KEBAO_TRY_VOID(node.AllowKeys({"count", "of"}));
  KEBAO_TRY_VOID(ReadCount(node, "count", 0, &plan->examples));
  plan->example_of = node.At("of").TextOr("");
  return {};
}

}  // namespace

Result<PracticePlan> LoadPracticePlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"outcomes", "features", "alike_in", "hour_bands", "minimum_sample",
                                 "best", "least_people", "examples"}));
  PracticePlan plan;
  KEBAO_TRY(plan.outcomes, root.At("outcomes").AsTextList());
  for (const Yaml& item : root.At("features").Items()) {
    KEBAO_TRY(ComparedMetric feature, ReadFeature(item));
    plan.features.push_back(std::move(feature));
  }
  KEBAO_TRY(plan.alike_in, root.At("alike_in").AsTextList());
  KEBAO_TRY(plan.hour_bands, ReadBands(root.At("hour_bands")));
  KEBAO_TRY_VOID(ReadCount(root, "minimum_sample", 1, &plan.minimum_sample));
  KEBAO_TRY_VOID(ReadCount(root, "least_people", 2, &plan.group.least));
  if (root.Has("best")) {
    KEBAO_TRY(plan.group.best, root.At("best").AsReal());
    if (!(plan.group.best > 0 && plan.group.best < 1)) return OutOfRange(root.At("best"), "best");
  }
  KEBAO_TRY_VOID(ReadExamples(root.At("examples"), &plan));
  return plan;
}

}  // namespace kebao::inquiry
