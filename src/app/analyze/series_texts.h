#pragma once

#include <string>
#include <vector>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/series_inquiry.h"

namespace kebao::app {

/// What `kebao analyze trend | anomaly | forecast` print, for people and as JSON
/// (docs/explaining-changes.md).

void PrintTrends(const std::vector<inquiry::MetricTrend>& trends, metrics::Grain grain,
                 const MetricSession& opened, Console* console);
void PrintAnomalies(const inquiry::UnusualDays& unusual, const MetricSession& opened,
                    Console* console);
void PrintForecast(const inquiry::MetricForecast& made, const MetricSession& opened,
                   Console* console);

/// "2026-01-03", of hours "2026-01-03 14:00". `step` counts from the period's first.
std::string BucketOf(const inquiry::MetricForecast& made, size_t step);

std::string TrendsJson(const std::vector<inquiry::MetricTrend>& trends, metrics::Grain grain,
                       const MetricSession& opened);
std::string AnomaliesJson(const inquiry::UnusualDays& unusual, const MetricSession& opened);
/// One document, whatever was asked for; of a single metric its keys are at the top as well.
std::string ForecastsJson(const std::vector<inquiry::MetricForecast>& made,
                          const MetricSession& opened);

}  // namespace kebao::app
