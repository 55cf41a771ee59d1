#include "base/yaml.h"
#include "inquiry/risk_inquiry.h"

namespace kebao::inquiry {
namespace {

/// A number within [least, most]; `value` as it is where the key is absent.
template <class Number>
Result<void> ReadNumber(const Yaml& node, const char* key, double least, double most,
                        Number* value) {
  if (!node.Has(key)) return {};
  KEBAO_TRY(const double number, node.At(key).AsReal());
  *value = static_cast<Number>(number);
  if (number >= least && number <= most && static_cast<double>(*value) == number) return {};
  return MakeProblem("analysis.risk_plan", node.At(key).place(), {{"name", key}});
}

Result<TargetPlan> ReadTarget(const Yaml& item) {
  KEBAO_TRY_VOID(item.AllowKeys({"metric", "target", "filter"}));
  TargetPlan plan;
  KEBAO_TRY(const Yaml metric, item.Require("metric"));
  KEBAO_TRY(plan.metric, metric.AsText());
  KEBAO_TRY(const Yaml target, item.Require("target"));
  KEBAO_TRY(plan.target, target.AsReal());
  for (const auto& [dimension, values] : item.At("filter").Entries()) {
    metrics::Filter filter{dimension, {}};
    KEBAO_TRY(filter.values, values.AsTextList());
    plan.filters.push_back(std::move(filter));
  }
  return plan;
}

Result<void> ReadTopics(const Yaml& node, RiskPlan* plan) {
  if (node.is_null()) return {};
  KEBAO_TRY_VOID(node.AllowKeys({"metric", "dimensions", "periods", "least_cases"}));
  KEBAO_TRY(const Yaml metric, node.Require("metric"));
  KEBAO_TRY(plan->topic_metric, metric.AsText());
  KEBAO_TRY(plan->topic_dimensions, node.At("dimensions").AsTextList());
  KEBAO_TRY_VOID(ReadNumber(node, "periods", 4, 60, &plan->topic_periods));
  return ReadNumber(node, "least_cases", 1, 1e9, &plan->topic_least_cases);
}

Result<void> ReadEvents(const Yaml& node, RiskPlan* plan) {
  if (node.is_null()) return {};
  KEBAO_TRY_VOID(node.AllowKeys({"kinds", "metrics"}));
  KEBAO_TRY(plan->event_kinds, node.At("kinds").AsTextList());
  KEBAO_TRY(plan->event_metrics, node.At("metrics").AsTextList());
  return {};
}

}  // namespace

Result<RiskPlan> LoadRiskPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"targets", "warn_from", "history_weeks", "windows",
                                 "horizon_periods", "topics", "events", "may_lack"}));
  RiskPlan plan;
  for (const Yaml& item : root.At("targets").Items()) {
    KEBAO_TRY(TargetPlan target, ReadTarget(item));
    plan.targets.push_back(std::move(target));
  }
  KEBAO_TRY_VOID(ReadNumber(root, "warn_from", 0.01, 0.99, &plan.warn_from));
  KEBAO_TRY_VOID(ReadNumber(root, "history_weeks", 6, 520, &plan.history_weeks));
  KEBAO_TRY_VOID(ReadNumber(root, "windows", 6, 60, &plan.windows));
  KEBAO_TRY_VOID(ReadNumber(root, "horizon_periods", 1, 24, &plan.horizon_periods));
  KEBAO_TRY_VOID(ReadNumber(root, "may_lack", 0, 1, &plan.may_lack));
  KEBAO_TRY_VOID(ReadTopics(root.At("topics"), &plan));
  KEBAO_TRY_VOID(ReadEvents(root.At("events"), &plan));
  return plan;
}

}  // namespace kebao::inquiry
