#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/anomaly/watched_series.h"
#include "analysis/finding.h"

namespace kebao::analysis {

/// A point that is not what was to be expected.
struct Anomaly {
  size_t series = 0;  // places among those given
  size_t point = 0;
  double value = 0;  // in the unit of the figure
  double expected = 0;
  double low = 0;  // 95 % of such points lie from here …
  double high = 0;
  double n = 0;
  double p = 1;  // on the bad side; on both sides where the figure has none
  double q = 1;  // false discovery rate over all points of all series
  bool is_high = false;
};

struct AnomalyLimits {
  double false_discoveries = 0.05;
  /// Points before this day serve as the past of the others and are not reported (nor counted).
  LocalDay report_from{INT32_MIN};
};

struct AnomalyScan {
  std::vector<Anomaly> anomalies;  // by falling surprise
  size_t scanned = 0;              // points that were compared with something
  size_t too_short = 0;            // series that could not be looked at
};

/// Looks through all series at once; the false discovery rate (Benjamini and Hochberg) is held over
/// everything that was scanned. Pure; the same input in any order of series gives the same answer.
/// Baseline: baseline.h. Tails: tails.h.
AnomalyScan ScanForAnomalies(std::span<const WatchedSeries> series,
                             std::span<const NamedDay> calendar, const AnomalyLimits& limits = {});

/// An anomaly as a finding of kind kAnomaly: kUp or kDown. Evidence: "now" (value, n) and
/// "expected" (with the interval). Strength: of value less expected; p on the side that was looked
/// at.
Finding FindAnomaly(const metrics::MetricSpec& metric, const Subject& subject,
                    const Anomaly& anomaly);

/// How a metric is watched. Nullopt: quantities that have no rhythm of their own (extremes).
std::optional<WatchedSeries::Kind> WatchedKindOf(const metrics::MetricSpec& metric);

}  // namespace kebao::analysis
