#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/attribution/cause_search.h"
#include "analysis/attribution/change_parts.h"
#include "analysis/attribution/explanation_order.h"
#include "analysis/attribution/known_events.h"
#include "analysis/attribution/moved_segments.h"
#include "analysis/finding.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/find_rows.h"

namespace kebao::inquiry {

/// Why figures changed: which questions are asked of the metrics, and what attribution makes of
/// their answers.

/// What is looked at, catalog/analysis/cause.yaml.
struct CausePlan {
  double threshold = 0.15;           // of what was before
  std::vector<std::string> metrics;  // ids
  std::vector<std::string> dimensions;
  size_t paired = 4;  // dimensions of which pairs are made
};
/// Problems "yaml.*".
Result<CausePlan> LoadCausePlan(const std::filesystem::path& file);

struct CauseRequest {
  CausePlan plan;
  /// Explain whatever was asked for, however small its change.
  bool is_every_change = false;
  /// Look for segments that moved by themselves, too, also where the whole did not.
  bool has_moved_segments = false;
  /// The data cover both periods. False: nothing is compared.
  bool is_covered = true;
  /// Calendar of known events that touch either period.
  std::vector<analysis::KnownEvent> events;
  /// What quantiles are explained by. Unset: they are told as changed.
  FindRows rows;
};

/// The change of a sum as that of how many there were and of how much each had (LMDI,
/// change_of_product.h). They sum to the change.
struct SumParts {
  double volume = 0;
  double each = 0;
  double each_before = 0;  // mean of a row
  double each_now = 0;
};

/// One figure, its change, and what explains it.
struct ExplainedChange {
  const metrics::MetricSpec* metric = nullptr;
  metrics::Value now;
  metrics::Value before;
  /// ≥ threshold, or asked for. False: only told that it changed.
  bool is_explained = false;
  std::optional<SumParts> sum_parts;  // of sums with rows in both periods
  analysis::Measure measure = analysis::Measure::kCount;
  analysis::CauseSearch search;
  /// Where asked for, of every metric that is made of parts; false discoveries are held over all of
  /// these metrics. Without those that the cause tells.
  std::vector<analysis::MovedSegment> moved;
  /// By dimension and by pairs; `Cause::breakdown` is a place among them.
  std::vector<analysis::Breakdown> breakdowns;
  std::vector<analysis::OrderedExplanation> explanations;  // `source`: place among search.causes
  std::vector<analysis::Coincidence> coincidences;         // of the request's events
  /// Kind kCause; kChange's outcomes (kIncomplete, kTooFew …) where it cannot be explained.
  analysis::Finding finding;

  /// What may be told first; nullptr: nothing.
  const analysis::Cause* told() const;
};

/// One per metric that is measured, the greatest impact first. Metrics whose change cannot be taken
/// apart (distinct counts, derived figures) are told as changed. The context must have a
/// comparison. Problems: those of metrics.
Result<std::vector<ExplainedChange>> AskForCauses(const AskedMetrics& asked,
                                                  const metrics::QueryContext& context,
                                                  const CauseRequest& request);

}  // namespace kebao::inquiry
