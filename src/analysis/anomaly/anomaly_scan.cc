#include "analysis/anomaly/anomaly_scan.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <thread>
#include <tuple>

#include "analysis/anomaly/baseline.h"
#include "analysis/anomaly/tails.h"
#include "analysis/false_discovery.h"

namespace kebao::analysis {
namespace {

using Kind = WatchedSeries::Kind;
using metrics::Polarity;

/// Nearer than this, in deviations, no tail is small enough to matter, and none is computed.
constexpr double kNear = 2.2;

/// A point of a series with what was expected of it.
struct Compared {
  const WatchedSeries& series;
  const Baseline& baseline;
  size_t point;
  double seen() const { return baseline.seen[point]; }
  double expected() const { return baseline.expected[point]; }
  double variance() const { return baseline.variance[point]; }
  double n() const { return series.points[point].n; }
  double share() const { return std::clamp(expected() / n(), 1e-9, 1 - 1e-9); }
};

Tails TailsOf(const Compared& compared) {
  switch (compared.series.kind) {
    case Kind::kCount:
      return CountTails(compared.seen(), std::max(1e-9, compared.expected()), compared.variance());
    case Kind::kShare:
      return ShareTails(compared.seen(), compared.n(), compared.share(), compared.variance());
    case Kind::kAmount:
      break;
  }
  const double deviate = (compared.seen() - compared.expected()) / std::sqrt(compared.variance());
  return StudentTails(deviate, compared.baseline.degrees_of_freedom);
}

/// Back to the unit of the figure.
double Figure(const Compared& compared, double variable) {
  if (compared.baseline.is_log) return std::exp(variable);
  if (compared.series.kind != Kind::kShare) return variable;
  const double share = std::clamp(variable / compared.n(), 0.0, 1.0);
  return compared.baseline.is_of_misses ? 1 - share : share;
}

Range RangeOf(const Compared& compared) {
  const double expected = compared.expected();
  if (compared.series.kind == Kind::kCount)
    return CountRange(std::max(1e-9, expected), compared.variance());
  if (compared.series.kind == Kind::kShare)
    return ShareRange(compared.n(), compared.share(), compared.variance());
  const double half =
      StudentQuantile975(compared.baseline.degrees_of_freedom) * std::sqrt(compared.variance());
  return {expected - half, expected + half};
}

void FillRange(const Compared& compared, Anomaly* anomaly) {
  const Range range = RangeOf(compared);
  anomaly->low = Figure(compared, range.low);
  anomaly->high = Figure(compared, range.high);
  if (anomaly->low > anomaly->high) std::swap(anomaly->low, anomaly->high);
}

/// Of the side that is bad. The figure of a share of misses goes the other way than its variable.
double OneSided(const Compared& compared, const Tails& tails, Anomaly* anomaly) {
  const bool is_turned = compared.baseline.is_of_misses;
  const double high = is_turned ? tails.low : tails.high;
  const double low = is_turned ? tails.high : tails.low;
  anomaly->is_high = high < low;
  if (compared.series.polarity == Polarity::kUp) {
    anomaly->is_high = false;
    return low;
  }
  if (compared.series.polarity == Polarity::kDown) {
    anomaly->is_high = true;
    return high;
  }
  return std::min(1.0, 2 * std::min(low, high));
}

bool IsFar(const Compared& compared) {
  const double error = compared.seen() - compared.expected();
  return error * error > kNear * kNear * compared.variance();
}

/// Counts the point; nullopt where it is near to what was expected.
std::optional<Anomaly> Look(const Compared& compared, size_t series) {
  if (!IsFar(compared)) return std::nullopt;
  Anomaly anomaly{.series = series, .point = compared.point};
  anomaly.p = OneSided(compared, TailsOf(compared), &anomaly);
  anomaly.value = *compared.series.points[compared.point].value;
  anomaly.n = compared.n();
  anomaly.expected = Figure(compared, compared.expected());
  return anomaly;
}

struct Suspects {
  std::vector<Anomaly> list;
  size_t scanned = 0;
  size_t too_short = 0;
};

bool IsComparable(const Baseline& baseline, size_t point) {
  return std::isfinite(baseline.expected[point]) && std::isfinite(baseline.variance[point]) &&
         baseline.variance[point] > 0;
}

void LookThrough(const WatchedSeries& series, const Baseline& baseline, size_t place,
                 const AnomalyLimits& limits, Suspects* suspects) {
  for (size_t i = 0; i < series.points.size(); ++i) {
    if (series.points[i].day < limits.report_from || !IsComparable(baseline, i)) continue;
    ++suspects->scanned;
    const auto anomaly = Look({series, baseline, i}, place);
    if (anomaly && anomaly->p < 0.05) suspects->list.push_back(*anomaly);
  }
}

/// Points that are not suspects have larger p than all that are: they add to the number of tests
/// and to nothing else.
void Judge(size_t scanned, std::vector<Anomaly>* anomalies) {
  std::ranges::sort(*anomalies, {},
                    [](const Anomaly& one) { return std::tuple(one.p, one.series, one.point); });
  double smallest = 1;
  for (size_t rank = anomalies->size(); rank > 0; --rank) {
    Anomaly& one = (*anomalies)[rank - 1];
    smallest = std::min(smallest, one.p * static_cast<double>(scanned) / static_cast<double>(rank));
    one.q = smallest;
  }
}

/// Every `step`-th series from `first` on.
Suspects LookThrough(std::span<const WatchedSeries> series, std::span<const NamedDay> calendar,
                     const AnomalyLimits& limits, size_t first, size_t step) {
  Suspects suspects;
  for (size_t place = first; place < series.size(); place += step) {
    const Baseline baseline = FitBaseline(series[place], PlanSlots(series[place], calendar));
    if (!baseline.is_enough) ++suspects.too_short;
    LookThrough(series[place], baseline, place, limits, &suspects);
  }
  return suspects;
}

/// On several processors where there is work for them. How many does not change what is found.
Suspects LookThroughAll(std::span<const WatchedSeries> series, std::span<const NamedDay> calendar,
                        const AnomalyLimits& limits) {
  constexpr size_t kSeriesOfThread = 64;
  const size_t threads = std::clamp<size_t>(series.size() / kSeriesOfThread, 1,
                                            std::max(1U, std::thread::hardware_concurrency()));
  std::vector<std::future<Suspects>> parts;
  for (size_t first = 1; first < threads; ++first)
    parts.push_back(std::async(std::launch::async, [=, &limits] {
      return LookThrough(series, calendar, limits, first, threads);
    }));
  Suspects all = LookThrough(series, calendar, limits, 0, threads);
  for (auto& part : parts) {
    const Suspects found = part.get();
    all.list.insert(all.list.end(), found.list.begin(), found.list.end());
    all.scanned += found.scanned;
    all.too_short += found.too_short;
  }
  return all;
}

}  // namespace

AnomalyScan ScanForAnomalies(std::span<const WatchedSeries> series,
                             std::span<const NamedDay> calendar, const AnomalyLimits& limits) {
  AnomalyScan scan;
  Suspects suspects = LookThroughAll(series, calendar, limits);
  scan.too_short = suspects.too_short;
  Judge(suspects.scanned, &suspects.list);
  scan.scanned = suspects.scanned;
  for (Anomaly& one : suspects.list)
    if (one.q <= limits.false_discoveries) scan.anomalies.push_back(one);
  for (Anomaly& one : scan.anomalies) {
    const WatchedSeries& own = series[one.series];
    FillRange({own, FitBaseline(own, PlanSlots(own, calendar)), one.point}, &one);
  }
  return scan;
}

Finding FindAnomaly(const metrics::MetricSpec& metric, const Subject& subject,
                    const Anomaly& anomaly) {
  Finding finding;
  finding.kind = Finding::Kind::kAnomaly;
  finding.metric = &metric;
  finding.subject = subject;
  finding.outcome = anomaly.is_high ? Outcome::kUp : Outcome::kDown;
  metrics::Value now;
  now.value = anomaly.value;
  now.n = static_cast<int64_t>(anomaly.n);
  metrics::Value expected;
  expected.value = anomaly.expected;
  expected.low = anomaly.low;
  expected.high = anomaly.high;
  finding.evidence = {{"now", &metric, subject, false, now},
                      {"expected", &metric, subject, false, expected}};
  finding.strength = {
      anomaly.value - anomaly.high, anomaly.value - anomaly.low, 0, true, anomaly.p, anomaly.q};
  finding.impact = ImpactOf(metric, anomaly.value, anomaly.expected, true);
  return finding;
}

std::optional<Kind> WatchedKindOf(const metrics::MetricSpec& metric) {
  switch (metric.kind) {
    case metrics::MetricKind::kCount:
    case metrics::MetricKind::kDistinct:
    case metrics::MetricKind::kStock:
      return Kind::kCount;
    case metrics::MetricKind::kRatio:
      return metric.is_share && metric.scale == 1 ? Kind::kShare : Kind::kAmount;
    case metrics::MetricKind::kMin:
    case metrics::MetricKind::kMax:
      return std::nullopt;
    default:
      return Kind::kAmount;
  }
}

}  // namespace kebao::analysis
