#include <algorithm>
#include <map>

#include "analysis/trend/trend_finding.h"
#include "inquiry/ask_series.h"
#include "inquiry/series_inquiry.h"

namespace kebao::inquiry {
namespace {

using analysis::forecast::Regressor;
using analysis::forecast::Series;
using metrics::Grain;
using metrics::MetricKind;

constexpr int kHoursOfDay = 24;
constexpr int kDaysOfWeek = 7;
constexpr int kMostYears = 3;
constexpr int kDaysOfYear = 365;

/// Places of the series by day and hour. An hour that the clocks skip has no value, of one that
/// they repeat the values of both are added.
class Timeline {
 public:
  Timeline(LocalDay first, LocalDay limit, int steps_per_day)
      : first_(first), steps_(steps_per_day) {
    values_.resize(static_cast<size_t>(limit.days - first.days) * static_cast<size_t>(steps_));
  }
  void Add(const analysis::SeriesPoint& point) {
    const int64_t place =
        int64_t{point.day.days - first_.days} * steps_ + (steps_ > 1 ? point.hour : 0);
    if (place < 0 || place >= static_cast<int64_t>(values_.size()) || !point.value) return;
    auto& value = values_[static_cast<size_t>(place)];
    value = value.value_or(0) + *point.value;
  }
  std::vector<std::optional<double>> Take() { return std::move(values_); }

 private:
  LocalDay first_;
  int steps_;
  std::vector<std::optional<double>> values_;
};

/// Nothing happened in a bucket of a counted thing that has no rows.
bool IsAmount(const metrics::MetricSpec& metric) {
  return metric.kind == MetricKind::kCount || metric.kind == MetricKind::kSum ||
         metric.kind == MetricKind::kDistinct;
}

/// One per name: 1 on its days.
std::vector<Regressor> RegressorsOf(std::span<const analysis::NamedDay> calendar, LocalDay first,
                                    LocalDay from, LocalDay limit, int steps) {
  std::map<std::string, Regressor> by_name;
  const auto size = [&](LocalDay a, LocalDay b) {
    return static_cast<size_t>(b.days - a.days) * static_cast<size_t>(steps);
  };
  for (const analysis::NamedDay& named : calendar) {
    if (named.day < first || !(named.day < limit)) continue;
    Regressor& regressor = by_name[named.name];
    regressor.name = named.name;
    regressor.history.resize(size(first, from));
    regressor.future.resize(size(from, limit));
    auto& days = named.day < from ? regressor.history : regressor.future;
    const size_t at = size(named.day < from ? first : from, named.day);
    std::fill_n(days.begin() + static_cast<std::ptrdiff_t>(at), steps, 1.0);
  }
  std::vector<Regressor> regressors;
  for (auto& [name, regressor] : by_name) regressors.push_back(std::move(regressor));
  return regressors;
}

}  // namespace

Result<MetricForecast> AskForForecast(const AskedMetrics& asked,
                                      const metrics::QueryContext& context,
                                      const std::string& metric, Grain grain,
                                      std::span<const analysis::NamedDay> calendar,
                                      CoveredDays covered) {
  KEBAO_TRY(const metrics::MetricSpec* spec, asked.catalog().Find(metric, context.pack));
  const LocalDay from = std::min(covered.limit, context.period.first);
  const LocalDay first = std::max(covered.first, LocalDay{from.days - kMostYears * kDaysOfYear});
  if (!(first < from)) return MakeProblem("forecast.history", metric);
  const int steps = grain == Grain::kHour ? kHoursOfDay : 1;
  KEBAO_TRY(const metrics::ResultTable answer,
            AskSeries(asked, context, {{metric}, {}, grain, false}, first, from));
  Timeline timeline(first, from, steps);
  for (const analysis::SeriesPoint& point : analysis::SeriesOf(answer, 0)) timeline.Add(point);
  Series series{
      timeline.Take(),
      steps > 1 ? std::vector{kHoursOfDay, kHoursOfDay * kDaysOfWeek} : std::vector{kDaysOfWeek},
      RegressorsOf(calendar, first, from, context.period.limit, steps), true};
  if (IsAmount(*spec))
    for (auto& value : series.values) value = value.value_or(0);
  MetricForecast made{spec, context.period.first, steps, 0, series.values.size(), {}};
  made.skipped =
      static_cast<size_t>(context.period.first.days - from.days) * static_cast<size_t>(steps);
  const int horizon = (context.period.limit.days - from.days) * steps;
  KEBAO_TRY(made.forecast,
            analysis::forecast::MakeForecast(series, {.horizon = horizon, .place = metric}));
  return made;
}

}  // namespace kebao::inquiry
