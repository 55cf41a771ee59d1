#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/anomaly/anomaly_scan.h"
#include "analysis/finding.h"
#include "analysis/forecast/forecast.h"
#include "analysis/trend/aligned_days.h"
#include "analysis/trend/change_points.h"
#include "analysis/trend/direction.h"
#include "analysis/trend/seasonality.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"

namespace kebao::inquiry {

/// Figures over time: which series are asked of the metrics, and what analysis makes of them.

/// Days of which the data are whole, half-open.
struct CoveredDays {
  LocalDay first;
  LocalDay limit;
};

/// Where a metric is going over the buckets that end with the context's period.
struct MetricTrend {
  const metrics::MetricSpec* metric = nullptr;
  analysis::PointSeries points;
  analysis::Direction direction;
  std::vector<analysis::ChangePoint> changes;
  analysis::Seasonality rhythm;  // of the week; daily series only
  analysis::Finding finding;
};
/// `grain`: kDay (91 buckets) or kWeek (26), whole ones within `covered`. One per metric that has a
/// value at all, by falling |z|. Problems: those of metrics.
Result<std::vector<MetricTrend>> AskForTrends(const AskedMetrics& asked,
                                              const metrics::QueryContext& context,
                                              const std::vector<std::string>& metrics,
                                              metrics::Grain grain, CoveredDays covered);

/// A day of a metric, of everything or of one value of a dimension, that is not as it was to be
/// expected.
struct UnusualDay {
  const metrics::MetricSpec* metric = nullptr;
  analysis::Subject subject;  // both empty: everything
  LocalDay day;
  analysis::Anomaly anomaly;
  analysis::Finding finding;
};
struct UnusualDays {
  std::vector<UnusualDay> days;  // by falling surprise
  size_t scanned = 0;            // points that were compared with something
  size_t too_short = 0;          // series that could not be looked at
};
/// Days of the context's period, against the eight weeks before it and the period itself, with
/// `dimensions` value by value. False alarms are held to 5 % over everything that was scanned.
Result<UnusualDays> AskForAnomalies(const AskedMetrics& asked, const metrics::QueryContext& context,
                                    const std::vector<std::string>& metrics,
                                    const std::vector<std::string>& dimensions,
                                    std::span<const analysis::NamedDay> calendar,
                                    CoveredDays covered);

/// A metric over the days (or hours) of the context's period, as the data before it let expect.
struct MetricForecast {
  const metrics::MetricSpec* metric = nullptr;
  LocalDay first;         // of the first point that is told
  int steps_per_day = 1;  // 24: hours
  size_t skipped = 0;     // points between the data and the period
  size_t history = 0;     // points that were known
  analysis::forecast::Forecast forecast;
};
/// `grain`: kDay or kHour. The history ends with `covered`, or with the period's first day where
/// that is earlier. Named days are regressors. Problems "forecast.*"; "forecast.history" where
/// nothing is known before.
Result<MetricForecast> AskForForecast(const AskedMetrics& asked,
                                      const metrics::QueryContext& context,
                                      const std::string& metric, metrics::Grain grain,
                                      std::span<const analysis::NamedDay> calendar,
                                      CoveredDays covered);

}  // namespace kebao::inquiry
