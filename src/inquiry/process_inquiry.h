#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/correlation/correlation.h"
#include "analysis/difference.h"
#include "analysis/finding.h"
#include "analysis/process/delay.h"
#include "analysis/process/peaks.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/process_plan.h"
#include "inquiry/series_inquiry.h"

namespace kebao::inquiry {

/// Where the time of finished conversations goes, what holds it up, why it became longer, and when
/// the rush is.

/// One stage, or all of them together.
struct StageTime {
  StagePlan plan;  // of the whole: empty but for the family
  const metrics::MetricSpec* mean_metric = nullptr;
  bool is_recorded = false;          // else its time stands in other stages
  bool is_partial = false;           // some sources do not record it
  metrics::Value mean, median, p90;  // of conversations that record it
  double seconds = 0;                // of all of them together
  std::optional<double> share;       // of the whole's seconds; of the whole 1
  std::optional<metrics::Value> mean_before;
  std::optional<double> share_before;
};

struct StagesAnswer {
  StageTime whole;
  std::vector<StageTime> stages;  // in the plan's order
  int64_t conversations = 0;      // finished ones
  int64_t contacts = 0;  // all that were opened; what is missing is not over, or has no stages
  bool is_complete = true;
};

/// A time in this period and before, and what its change is made of.
struct DelayOfTime {
  const metrics::MetricSpec* metric = nullptr;
  bool is_by_stage = false;  // the whole; else one stage, itself
  /// kUp (longer), kDown, kSame, kNoise, kTooFew, kIncomplete, kNotMeasured, kNoComparison.
  analysis::Outcome outcome = analysis::Outcome::kNoComparison;
  std::vector<std::string> kind_dimensions;
  std::vector<std::vector<std::string>> kinds;    // keys, in the order of split->kinds
  std::optional<analysis::process::Delay> split;  // wherever there are two periods
};

/// How much there was to do for those who were there.
struct Workload {
  const metrics::MetricSpec* cases = nullptr;
  const metrics::MetricSpec* presence = nullptr;  // seconds online, or days of agents
  bool is_by_hour = false;
  std::optional<double> cases_now, cases_before;
  std::optional<double> presence_now, presence_before;  // hours, or days
  std::optional<double> load_now, load_before;          // cases per hour, or per day of an agent
};
/// Days on which there was more to do per hour (or day) of presence: was the wait longer?
struct LoadRelation {
  std::string stage;
  analysis::Correlation found;
  double q = 1;  // of Spearman's p, over the stages
};

struct DelayAnswer {
  std::optional<metrics::Period> against;
  bool is_usual = false;  // against the days before; no comparison was asked for
  std::vector<DelayOfTime> times;
  std::optional<Workload> workload;     // nullopt: nobody's presence is recorded
  std::vector<LoadRelation> relations;  // of the stages of load that are recorded
  int days = 0;                         // that they were looked at over
};

/// A kind of case, team or channel that is longer in a stage than the others on the same work.
struct Bottleneck {
  std::string stage;
  analysis::Subject subject;
  double n = 0;
  double mean = 0;                  // seconds
  double expected = 0;              // that of the others on the same work
  analysis::Difference difference;  // seconds per conversation
  double impact = 0;                // seconds: difference × n
  double p = 1;
  double q = 1;  // over everything that was looked at
};
struct BottleneckAnswer {
  std::vector<Bottleneck> found;  // beyond noise, by falling impact; all of them
  size_t shown = 0;               // the first so many are worth showing
  size_t looked_at = 0;           // stages × values that were compared
  std::vector<std::string> dimensions;
  std::vector<std::string> alike_in;
};

/// So many went from one to the other; both names are keys of the dimensions, "": not known.
struct FlowEdge {
  std::string from;
  std::string to;
  double count = 0;
  std::optional<double> share;         // of all that left `from`
  std::optional<double> share_before;  // in the comparison period
};
struct FlowAnswer {
  const metrics::MetricSpec* counted = nullptr;
  std::string from_dimension, to_dimension;
  std::vector<FlowEdge> edges;  // by falling count
  double count = 0;
  std::optional<double> count_before;
};

/// A figure in and out of peak.
struct PeakOutcome {
  const metrics::MetricSpec* metric = nullptr;
  std::optional<analysis::Estimate> in_peak, out_of_peak;
  double n_in = 0, n_out = 0;
  analysis::Difference difference;  // as they are
  /// On the same work; nullopt: there is nothing to compare, or nothing to hold still.
  std::optional<analysis::Difference> adjusted;
  std::vector<std::string> alike_in;
};
struct PeakAnswer {
  analysis::process::PeakRule rule;
  analysis::process::Peaks found;
  std::array<int, 7> days{};  // how often each weekday occurs in the period, Monday first
  std::vector<PeakOutcome> outcomes;
};

struct ProcessAnswer {
  std::optional<StagesAnswer> stages;  // nullopt: no conversation has any
  DelayAnswer delay;
  BottleneckAnswer bottlenecks;
  std::optional<FlowAnswer> stage_flow;  // nullopt: no finished conversation has stages
  std::optional<FlowAnswer> team_flow;   // nullopt: nothing was handed over, or it is not recorded
  std::optional<PeakAnswer> peaks;       // nullopt: no contacts
};

/// Its parts, in the order in which they are asked for.
enum class ProcessStep : uint8_t { kStages, kDelay, kBottlenecks, kFlow, kPeaks };
inline constexpr int kProcessSteps = 5;

/// With the context's comparison, else against the days before, as far as `covered` reaches
/// (nullopt: nothing is). `on_step` hears what is being asked for. Problems: those of metrics.
Result<ProcessAnswer> AskForProcess(const AskedMetrics& asked, const metrics::QueryContext& context,
                                    const ProcessPlan& plan, std::optional<CoveredDays> covered,
                                    const std::function<void(ProcessStep)>& on_step);

}  // namespace kebao::inquiry
