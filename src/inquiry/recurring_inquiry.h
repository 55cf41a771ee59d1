#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "analysis/attribution/known_events.h"
#include "analysis/finding.h"
#include "analysis/recurring/recurring.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/series_inquiry.h"

namespace kebao::inquiry {

/// Problems that come back: which values of dimensions, and pairs of them, over several periods.

/// What is looked at, catalog/analysis/recurring.yaml.
struct RecurringPlan {
  std::vector<std::string> metrics;                  // counts
  std::vector<std::vector<std::string>> breakdowns;  // of one or two dimensions each
  int periods = 6;                                   // with the one asked about; ≥ 3
  analysis::recurring::Limits limits;
};
/// Problems "yaml.*", "analysis.recurring_plan" {name}.
Result<RecurringPlan> LoadRecurringPlan(const std::filesystem::path& file);

struct RecurringRequest {
  RecurringPlan plan;
  CoveredDays covered;
  std::vector<analysis::KnownEvent> events;  // of all the periods
};

/// A period in which a problem was above its usual share, and what is known to have happened in it.
struct Coincident {
  size_t period = 0;           // its place among the answer's
  std::vector<size_t> events;  // places among the request's: those that began or went on in it
};
struct RecurringProblem {
  analysis::recurring::History history;
  analysis::recurring::Recurring found;
  std::vector<Coincident> record;  // one per period above; to coincide is not to cause
  analysis::Finding finding;       // subject: the first dimension and key
  bool is_warning() const { return found.trend == analysis::recurring::Recurring::Trend::kRising; }
};

struct RecurringBreakdown {
  const metrics::MetricSpec* metric = nullptr;
  std::vector<std::string> dimensions;
  std::vector<RecurringProblem> problems;  // by falling number of cases
  size_t scanned = 0;
  size_t too_few = 0;
  double dispersion = 1;
};

struct RecurringAnswer {
  std::vector<metrics::Period> periods;  // oldest first; fewer than three: nothing was looked at
  std::vector<RecurringBreakdown> breakdowns;
  std::vector<const metrics::MetricSpec*> not_counted;  // no counts, or not known by any breakdown
};

/// What is not stated is no problem that could recur. Problems: those of metrics.
Result<RecurringAnswer> AskForRecurring(const AskedMetrics& asked,
                                        const metrics::QueryContext& context,
                                        const RecurringRequest& request);

}  // namespace kebao::inquiry
