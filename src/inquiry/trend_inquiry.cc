#include <algorithm>
#include <cmath>

#include "analysis/trend/trend_finding.h"
#include "inquiry/ask_series.h"
#include "inquiry/series_inquiry.h"

namespace kebao::inquiry {
namespace {

using metrics::Grain;

constexpr int kDaysOfWeek = 7;
constexpr int kWeeks = 26;
constexpr int kDays = 91;

/// The start of the week that the day lies in.
LocalDay WeekOf(LocalDay day, int week_start) {
  return {day.days - (WeekdayOf(day) - week_start + kDaysOfWeek) % kDaysOfWeek};
}

/// Whole buckets that end with the period and lie within the data.
CoveredDays RangeOf(const metrics::QueryContext& context, Grain grain, CoveredDays covered) {
  LocalDay limit = std::min(context.period.limit, covered.limit);
  if (grain != Grain::kWeek) return {std::max(covered.first, LocalDay{limit.days - kDays}), limit};
  limit = WeekOf(limit, context.week_start);
  LocalDay first = WeekOf(covered.first, context.week_start);
  if (first < covered.first) first.days += kDaysOfWeek;
  return {std::max(first, LocalDay{limit.days - kWeeks * kDaysOfWeek}), limit};
}

MetricTrend TrendOf(const metrics::MetricSpec& metric, analysis::PointSeries points, Grain grain) {
  const size_t season = grain == Grain::kDay ? kDaysOfWeek : 0;
  MetricTrend trend;
  trend.metric = &metric;
  trend.points = std::move(points);
  trend.direction = analysis::DirectionOf(trend.points, season);
  trend.changes = analysis::ChangePointsOf(trend.points, season);
  if (season > 0) trend.rhythm = analysis::SeasonalityOf(trend.points, season);
  trend.finding = analysis::FindTrend(metric, {}, trend.direction, trend.changes);
  return trend;
}

}  // namespace

Result<std::vector<MetricTrend>> AskForTrends(const AskedMetrics& asked,
                                              const metrics::QueryContext& context,
                                              const std::vector<std::string>& metrics, Grain grain,
                                              CoveredDays covered) {
  std::vector<MetricTrend> trends;
  const auto [first, limit] = RangeOf(context, grain, covered);
  if (!(first < limit)) return trends;
  KEBAO_TRY(const metrics::ResultTable answer,
            AskSeries(asked, context, {metrics, {}, grain, false}, first, limit));
  for (size_t column = 0; column < metrics.size(); ++column) {
    KEBAO_TRY(const metrics::MetricSpec* spec, asked.catalog().Find(metrics[column], context.pack));
    analysis::PointSeries points = analysis::SeriesOf(answer, column);
    if (std::ranges::any_of(points, analysis::IsUsable))
      trends.push_back(TrendOf(*spec, std::move(points), grain));
  }
  std::ranges::stable_sort(trends, std::ranges::greater{},
                           [](const MetricTrend& trend) { return std::abs(trend.direction.z); });
  return trends;
}

}  // namespace kebao::inquiry
