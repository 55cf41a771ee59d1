#include <algorithm>
#include <set>

#include "analysis/trend/trend_finding.h"
#include "inquiry/ask_series.h"
#include "inquiry/series_inquiry.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

using analysis::WatchedSeries;
using metrics::Grain;
using metrics::MetricSpec;

constexpr int kDaysBefore = 56;

/// A series and what it is of.
struct Watched {
  const MetricSpec* metric;
  analysis::Subject subject;
};

/// Gathers the series of all metrics and dimensions, then looks through them at once.
class AnomalyInquiry {
 public:
  AnomalyInquiry(const AskedMetrics& asked, const metrics::QueryContext& context,
                 CoveredDays covered)
      : asked_(asked),
        context_(context),
        first_(std::max(covered.first, LocalDay{context.period.first.days - kDaysBefore})),
        limit_(std::min(covered.limit, context.period.limit)) {}

  bool IsEmpty() const { return !(first_ < limit_); }

  Result<void> Add(const MetricSpec& metric, const std::vector<std::string>& dimensions) {
    const auto kind = analysis::WatchedKindOf(metric);
    if (!kind) return {};
    KEBAO_TRY(const metrics::ResultTable whole, Ask(metric, {}));
    AddSeries(metric, *kind, {}, analysis::SeriesOf(whole, 0));
    const std::vector<std::string> has =
        metrics::DimensionsOf(asked_.catalog(), metric, context_.pack);
    for (const std::string& dimension : dimensions) {
      if (std::ranges::find(has, dimension) == has.end()) continue;
      KEBAO_TRY(const metrics::ResultTable answer, Ask(metric, {dimension}));
      for (const std::string& key : KeysOf(answer))
        AddSeries(metric, *kind, {dimension, key}, analysis::SeriesOf(answer, 0, {key}));
    }
    return {};
  }

  UnusualDays Look(std::span<const analysis::NamedDay> calendar) const {
    const analysis::AnomalyScan scan =
        analysis::ScanForAnomalies(series_, calendar, {.report_from = context_.period.first});
    UnusualDays found{{}, scan.scanned, scan.too_short};
    for (const analysis::Anomaly& anomaly : scan.anomalies) {
      const auto& [metric, subject] = watched_[anomaly.series];
      const analysis::Anomaly bounded = Bounded(anomaly);
      found.days.push_back({metric, subject, series_[anomaly.series].points[anomaly.point].day,
                            bounded, analysis::FindAnomaly(*metric, subject, bounded)});
    }
    return found;
  }

 private:
  Result<metrics::ResultTable> Ask(const MetricSpec& metric, std::vector<std::string> by) const {
    return AskSeries(asked_, context_, {{metric.id}, std::move(by), Grain::kDay, false}, first_,
                     limit_);
  }

  /// What is not stated is no value that could stand out.
  static std::set<std::string> KeysOf(const metrics::ResultTable& answer) {
    std::set<std::string> keys;
    for (const metrics::Row& row : answer.rows)
      if (!row.is_total && !row.keys.front().empty()) keys.insert(row.keys.front());
    return keys;
  }

  /// What is never below zero is not expected there either.
  analysis::Anomaly Bounded(analysis::Anomaly anomaly) const {
    const auto& points = series_[anomaly.series].points;
    const bool has_negative = std::ranges::any_of(
        points, [](const analysis::SeriesPoint& point) { return point.value.value_or(0) < 0; });
    if (!has_negative) anomaly.low = std::max(anomaly.low, 0.0);
    return anomaly;
  }

  void AddSeries(const MetricSpec& metric, WatchedSeries::Kind kind, analysis::Subject subject,
                 analysis::PointSeries points) {
    series_.push_back(
        {kind, metric.polarity, static_cast<double>(metric.min_n), false, std::move(points)});
    watched_.push_back({&metric, std::move(subject)});
  }

  const AskedMetrics& asked_;
  const metrics::QueryContext& context_;
  const LocalDay first_;
  const LocalDay limit_;
  std::vector<WatchedSeries> series_;
  std::vector<Watched> watched_;
};

}  // namespace

Result<UnusualDays> AskForAnomalies(const AskedMetrics& asked, const metrics::QueryContext& context,
                                    const std::vector<std::string>& metrics,
                                    const std::vector<std::string>& dimensions,
                                    std::span<const analysis::NamedDay> calendar,
                                    CoveredDays covered) {
  AnomalyInquiry inquiry(asked, context, covered);
  if (inquiry.IsEmpty()) return UnusualDays{};
  for (const std::string& metric : metrics) {
    KEBAO_TRY(const MetricSpec* spec, asked.catalog().Find(metric, context.pack));
    KEBAO_TRY_VOID(inquiry.Add(*spec, dimensions));
  }
  return inquiry.Look(calendar);
}

}  // namespace kebao::inquiry
