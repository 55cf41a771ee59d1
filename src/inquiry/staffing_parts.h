#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/problem.h"
#include "inquiry/staffing_inquiry.h"
#include "metrics/metric_service.h"

namespace kebao::inquiry {

/// The questions that staffing is made of, each asked of the metrics. Problems: those of metrics.

/// The context with one channel more to filter by.
metrics::QueryContext OfChannel(metrics::QueryContext context, const std::string& channel);

/// Fills in what is measured over `days` (handling time, patience, bot), and the outcome.
Result<void> MeasureChannel(const metrics::MetricService& service,
                            const metrics::QueryContext& context, const StaffingPlan& plan,
                            CoveredDays days, ChannelStaffing* channel);

/// Shares of a day's contacts by weekday (0: Monday) and half hour; they sum to 1.
using DayShape = std::array<double, kHalfHoursOfDay>;
using WeekShape = std::array<DayShape, 7>;

/// As contacts came over `days`. A weekday of few contacts is drawn towards the shape of all days.
Result<WeekShape> ShapeOf(const metrics::MetricService& service,
                          const metrics::QueryContext& context, CoveredDays days);

/// Agents by their states ("online_seconds") or shifts ("shift_seconds") over `days`. Nullopt: no
/// rows.
Result<std::optional<Presence>> PresenceOf(const metrics::MetricService& service,
                                           const metrics::QueryContext& context,
                                           const std::string& metric, CoveredDays days);

/// Nullopt: the data cover no whole month up to the end of the period.
Result<std::optional<StaffingCosts>> CostsOf(const metrics::MetricService& service,
                                             const metrics::QueryContext& context,
                                             CoveredDays covered);

}  // namespace kebao::inquiry
