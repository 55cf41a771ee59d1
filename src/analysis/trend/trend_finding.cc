#include "analysis/trend/trend_finding.h"

namespace kebao::analysis {
namespace {

using metrics::Value;

Outcome OutcomeOf(const Direction& direction) {
  switch (direction.outcome) {
    case Direction::Outcome::kUp:
      return Outcome::kUp;
    case Direction::Outcome::kDown:
      return Outcome::kDown;
    case Direction::Outcome::kNoise:
      return direction.low ? Outcome::kNoise : Outcome::kSame;
    case Direction::Outcome::kTooFew:
      break;
  }
  return Outcome::kTooFew;
}

Value Figure(double figure, size_t n) {
  Value value;
  value.value = figure;
  value.n = static_cast<int64_t>(n);
  return value;
}

Value WithInterval(Value value, std::optional<double> low, std::optional<double> high) {
  value.low = low;
  value.high = high;
  return value;
}

}  // namespace

PointSeries SeriesOf(const metrics::ResultTable& answer, size_t column,
                     const std::vector<std::string>& keys) {
  PointSeries series;
  for (const metrics::Row& row : answer.rows) {
    if (row.is_total || !row.bucket_day || row.keys != keys) continue;
    const Value& value = row.values[column];
    const bool is_hourly = answer.query.grain == metrics::Grain::kHour;
    const bool is_same_day = !series.empty() && series.back().day == *row.bucket_day;
    const int hour = is_hourly && is_same_day ? series.back().hour + 1 : 0;
    series.push_back({*row.bucket_day, hour, value.value, static_cast<double>(value.n),
                      value.is_complete && value.is_recorded});
  }
  return series;
}

Finding FindTrend(const metrics::MetricSpec& metric, const Subject& subject,
                  const Direction& direction, const std::vector<ChangePoint>& changes) {
  Finding finding;
  finding.kind = Finding::Kind::kTrend;
  finding.metric = &metric;
  finding.subject = subject;
  finding.outcome = OutcomeOf(direction);
  if (finding.outcome == Outcome::kTooFew) return finding;
  const auto add = [&](const char* role, const Value& value) {
    finding.evidence.push_back({role, &metric, subject, false, value});
  };
  add("first", Figure(direction.start, direction.n));
  add("last", Figure(direction.end, direction.n));
  add("slope", WithInterval(Figure(direction.slope, direction.n), direction.low, direction.high));
  for (const ChangePoint& change : changes)
    add("changed", WithInterval(Figure(change.difference.size, change.n_before + change.n_after),
                                change.difference.low, change.difference.high));
  const bool is_beyond = finding.outcome == Outcome::kUp || finding.outcome == Outcome::kDown;
  finding.strength = {direction.low, direction.high, direction.z, is_beyond, direction.p, {}};
  finding.impact = ImpactOf(metric, direction.end, direction.start, is_beyond);
  return finding;
}

}  // namespace kebao::analysis
