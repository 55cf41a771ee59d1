#include "inquiry/process_plan.h"

#include <algorithm>

#include "base/yaml.h"

namespace kebao::inquiry {
namespace {

using analysis::process::Side;

constexpr int64_t kMostDays = 366;
constexpr int64_t kMostCases = 1'000'000;

Result<std::string> RequiredText(const Yaml& map, const char* key) {
  KEBAO_TRY(const Yaml value, map.Require(key));
  return value.AsText();
}

Result<double> RealWithin(const Yaml& map, const char* key, double least, double most) {
  KEBAO_TRY(const Yaml node, map.Require(key));
  KEBAO_TRY(const double value, node.AsReal());
  if (value >= least && value <= most) return value;
  return MakeProblem("process.plan", node.place(), {{"name", key}});
}

Result<int64_t> CountWithin(const Yaml& map, const char* key, int64_t least, int64_t most) {
  KEBAO_TRY(const Yaml node, map.Require(key));
  KEBAO_TRY(const int64_t value, node.AsInt());
  if (value >= least && value <= most) return value;
  return MakeProblem("process.plan", node.place(), {{"name", key}});
}

Result<Side> SideOf(const Yaml& map) {
  KEBAO_TRY(const Yaml node, map.Require("side"));
  const std::string name = node.TextOr("");
  if (name == "complexity") return Side::kComplexity;
  if (name == "load") return Side::kLoad;
  if (name == "neither") return Side::kNeither;
  return MakeProblem("process.plan", node.place(), {{"name", "side"}});
}

Result<StagePlan> ReadStage(const Yaml& item) {
  KEBAO_TRY_VOID(item.AllowKeys({"stage", "family", "side", "name"}));
  StagePlan plan;
  KEBAO_TRY(plan.stage, RequiredText(item, "stage"));
  KEBAO_TRY(plan.family, RequiredText(item, "family"));
  KEBAO_TRY(plan.side, SideOf(item));
  KEBAO_TRY(const Yaml name, item.Require("name"));
  KEBAO_TRY(plan.name.zh, RequiredText(name, "zh"));
  KEBAO_TRY(plan.name.en, RequiredText(name, "en"));
  return plan;
}

Result<DelayPlan> ReadDelay(const Yaml& map) {
  KEBAO_TRY_VOID(map.AllowKeys({"times", "kinds", "usual_days", "minimum_sample"}));
  DelayPlan plan;
  KEBAO_TRY(plan.times, map.At("times").AsTextList());
  KEBAO_TRY(plan.kinds, map.At("kinds").AsTextList());
  KEBAO_TRY(const int64_t days, CountWithin(map, "usual_days", 1, kMostDays));
  plan.usual_days = static_cast<int>(days);
  KEBAO_TRY(plan.minimum_sample, CountWithin(map, "minimum_sample", 2, kMostCases));
  return plan;
}

Result<WorkloadPlan> ReadWorkload(const Yaml& map) {
  KEBAO_TRY_VOID(map.AllowKeys({"cases", "seconds", "agent_days"}));
  WorkloadPlan plan;
  KEBAO_TRY(plan.cases, RequiredText(map, "cases"));
  KEBAO_TRY(plan.seconds, RequiredText(map, "seconds"));
  KEBAO_TRY(plan.agent_days, RequiredText(map, "agent_days"));
  return plan;
}

Result<void> CheckStages(const Yaml& list, const std::vector<std::string>& named,
                         const std::vector<StagePlan>& stages) {
  for (const std::string& stage : named)
    if (std::ranges::find(stages, stage, &StagePlan::stage) == stages.end())
      return MakeProblem("process.plan", list.place(), {{"name", "stages"}});
  return {};
}

Result<BottleneckPlan> ReadBottlenecks(const Yaml& map, const std::vector<StagePlan>& stages) {
  KEBAO_TRY_VOID(map.AllowKeys({"by", "alike_in", "stages", "minimum_sample", "most"}));
  BottleneckPlan plan;
  KEBAO_TRY(plan.by, map.At("by").AsTextList());
  KEBAO_TRY(plan.alike_in, map.At("alike_in").AsTextList());
  KEBAO_TRY(plan.stages, map.At("stages").AsTextList());
  KEBAO_TRY_VOID(CheckStages(map.At("stages"), plan.stages, stages));
  KEBAO_TRY(plan.minimum_sample, CountWithin(map, "minimum_sample", 2, kMostCases));
  KEBAO_TRY(const int64_t most, CountWithin(map, "most", 1, kMostCases));
  plan.most = static_cast<size_t>(most);
  return plan;
}

Result<FlowPlan> ReadFlow(const Yaml& map) {
  KEBAO_TRY_VOID(map.AllowKeys({"stages", "transfers"}));
  FlowPlan plan;
  KEBAO_TRY(plan.stages, RequiredText(map, "stages"));
  KEBAO_TRY(plan.transfers, RequiredText(map, "transfers"));
  return plan;
}

Result<PeakPlan> ReadPeaks(const Yaml& map) {
  KEBAO_TRY_VOID(map.AllowKeys({"contacts", "factor", "least_of_busiest", "outcomes", "alike_in"}));
  PeakPlan plan;
  KEBAO_TRY(plan.contacts, RequiredText(map, "contacts"));
  KEBAO_TRY(plan.rule.factor, RealWithin(map, "factor", 1, 100));
  KEBAO_TRY(plan.rule.least_of_busiest, RealWithin(map, "least_of_busiest", 0, 1));
  KEBAO_TRY(plan.outcomes, map.At("outcomes").AsTextList());
  KEBAO_TRY(plan.alike_in, map.At("alike_in").AsTextList());
  return plan;
}

}  // namespace

Result<ProcessPlan> LoadProcessPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(
      root.AllowKeys({"whole", "stages", "delay", "workload", "bottlenecks", "flow", "peaks"}));
  ProcessPlan plan;
  KEBAO_TRY(plan.whole, RequiredText(root, "whole"));
  for (const Yaml& item : root.At("stages").Items()) {
    KEBAO_TRY(StagePlan stage, ReadStage(item));
    plan.stages.push_back(std::move(stage));
  }
  KEBAO_TRY(const Yaml delay, root.Require("delay"));
  KEBAO_TRY(plan.delay, ReadDelay(delay));
  KEBAO_TRY(const Yaml workload, root.Require("workload"));
  KEBAO_TRY(plan.workload, ReadWorkload(workload));
  KEBAO_TRY(const Yaml bottlenecks, root.Require("bottlenecks"));
  KEBAO_TRY(plan.bottlenecks, ReadBottlenecks(bottlenecks, plan.stages));
  KEBAO_TRY(const Yaml flow, root.Require("flow"));
  KEBAO_TRY(plan.flow, ReadFlow(flow));
  KEBAO_TRY(const Yaml peaks, root.Require("peaks"));
  KEBAO_TRY(plan.peaks, ReadPeaks(peaks));
  return plan;
}

std::vector<std::string> ProcessPlan::Metrics() const {
  std::vector<std::string> ids;
  std::vector<std::string> families{whole};
  for (const StagePlan& stage : stages) families.push_back(stage.family);
  for (const std::string& family : families)
    for (const char* statistic : {"_mean", "_median", "_p90", "_sum"})
      ids.push_back(family + statistic);
  ids.insert(ids.end(), delay.times.begin(), delay.times.end());
  ids.insert(ids.end(), peaks.outcomes.begin(), peaks.outcomes.end());
  for (const std::string& id : {workload.cases, workload.seconds, workload.agent_days,
                                peaks.contacts, flow.stages, flow.transfers})
    ids.push_back(id);
  return ids;
}

std::vector<std::string> ProcessPlan::Dimensions() const {
  std::vector<std::string> all = delay.kinds;
  for (const auto& some : {bottlenecks.by, bottlenecks.alike_in, peaks.alike_in})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace kebao::inquiry
