#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/trend/aligned_days.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/series_inquiry.h"

namespace kebao::inquiry {

/// A figure against the other period, day by day: weekday against weekday, holiday against the same
/// holiday.
struct AlignedFigure {
  const metrics::MetricSpec* metric = nullptr;
  metrics::Value now;  // of both periods by the calendar, as they stand
  std::optional<metrics::Value> before;
  bool is_amount = false;  // adds up: the comparison is of the mean of a day
  analysis::AlignedComparison aligned;
};

struct AlignedAnswer {
  int shift = 7;  // days that the other period lies earlier, a multiple of 7
  std::vector<analysis::DayPair> days;
  std::vector<AlignedFigure> figures;  // in the order of the metrics
  /// Quantiles, distinct counts and whatever else days do not add up to.
  std::vector<const metrics::MetricSpec*> not_alignable;
};

/// The context must have a comparison; how far it lies back says which days are likes. Days outside
/// `covered` are left out. `calendar`: all days that are not like their weekday, of both periods
/// and 45 days around them. Problems: those of metrics.
Result<AlignedAnswer> AskForAligned(const AskedMetrics& asked, const metrics::QueryContext& context,
                                    const std::vector<std::string>& metrics,
                                    std::span<const analysis::NamedDay> calendar,
                                    CoveredDays covered);

}  // namespace kebao::inquiry
