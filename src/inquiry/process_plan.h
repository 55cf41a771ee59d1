#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/process/delay.h"
#include "analysis/process/peaks.h"
#include "base/problem.h"
#include "metrics/catalog/metric_spec.h"

namespace kebao::inquiry {

/// A stage of a conversation, and the family of metrics that measures it.
struct StagePlan {
  std::string stage;
  std::string family;  // of durations: with _mean, _median, _p90 and _sum
  analysis::process::Side side = analysis::process::Side::kNeither;
  metrics::LocalizedText name;
};
struct DelayPlan {
  std::vector<std::string> times;  // metrics: means
  std::vector<std::string> kinds;  // dimensions
  int usual_days = 56;
  int64_t minimum_sample = 100;  // cases in each period
};
struct WorkloadPlan {
  std::string cases;       // metric: a count
  std::string seconds;     // metric: a sum
  std::string agent_days;  // metric
};
struct BottleneckPlan {
  std::vector<std::string> by;        // dimensions
  std::vector<std::string> alike_in;  // dimensions
  std::vector<std::string> stages;
  int64_t minimum_sample = 30;
  size_t most = 10;  // that are shown
};
/// Figures by two dimensions: from and to.
struct FlowPlan {
  std::string stages;     // metric: by from_stage × to_stage
  std::string transfers;  // metric: by from_team × to_team
};
struct PeakPlan {
  std::string contacts;  // metric: a count
  analysis::process::PeakRule rule;
  std::vector<std::string> outcomes;  // metrics
  std::vector<std::string> alike_in;  // dimensions
};

/// What is looked at, catalog/analysis/process.yaml.
struct ProcessPlan {
  std::string whole;  // family of metrics
  std::vector<StagePlan> stages;
  DelayPlan delay;
  WorkloadPlan workload;
  BottleneckPlan bottlenecks;
  FlowPlan flow;
  PeakPlan peaks;

  /// Ids of all metrics and of all dimensions that it names.
  std::vector<std::string> Metrics() const;
  std::vector<std::string> Dimensions() const;
};
/// Problems "yaml.*", "process.plan" {name}: a value that is out of its range.
Result<ProcessPlan> LoadProcessPlan(const std::filesystem::path& file);

}  // namespace kebao::inquiry
