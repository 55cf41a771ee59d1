#include "metrics/answer/metric_value.h"

#include <algorithm>
#include <cmath>

#include "metrics/answer/statistics.h"

namespace kebao::metrics {
namespace {

using Function = AggregateSpec::Function;

std::optional<double> IfKnown(double value) {
  return std::isnan(value) ? std::nullopt : std::optional(value);
}

void SetInterval(std::optional<Interval> interval, double scale, Value* value) {
  if (!interval) return;
  value->low = std::min(interval->low * scale, interval->high * scale);
  value->high = std::max(interval->low * scale, interval->high * scale);
}

Value Tally(double amount, double n) {
  Value value;
  value.value = amount;
  value.n = static_cast<int64_t>(n);
  return value;
}

Value MeanValue(const double* m) {
  Value value;
  value.n = static_cast<int64_t>(m[0]);
  if (m[0] == 0) return value;
  const double mean = m[1] / m[0];
  value.value = mean;
  SetInterval(MeanInterval(m[0], mean, m[2]), 1, &value);
  return value;
}

Value PairValue(const double* p, double scale) {
  Value value;
  value.n = static_cast<int64_t>(p[0]);
  if (p[2] == 0) return value;
  value.value = p[1] / p[2] * scale;
  SetInterval(RatioInterval({p[0], p[1], p[2], p[3], p[4], p[5]}), scale, &value);
  return value;
}

/// The counted, summed or distinct amount of a part that is accumulated by itself.
double AmountOf(const Measure& measure, const double* results) {
  return measure.kind == MeasureKind::kSum ? results[1] : results[0];
}

Value PartsValue(const MetricSpec& spec, double numerator, double denominator) {
  Value value;
  value.n = static_cast<int64_t>(denominator);
  if (denominator == 0) return value;
  value.value = numerator / denominator * spec.scale;
  if (spec.is_share) SetInterval(WilsonInterval(numerator, denominator), spec.scale, &value);
  return value;
}

Value QuantileValue(const MetricSpec& spec, const Measure& measure, const double* results) {
  Value value;
  value.n = static_cast<int64_t>(results[0]);
  const auto found = std::find(measure.quantiles.begin(), measure.quantiles.end(), spec.q);
  const double* triple = results + 1 + 3 * (found - measure.quantiles.begin());
  value.value = IfKnown(triple[0]);
  value.low = IfKnown(triple[1]);
  value.high = IfKnown(triple[2]);
  return value;
}

Value EmptyValue(const MetricSpec& spec) {
  Value value;
  if (spec.empty == EmptyRule::kZero) value.value = 0;
  return value;
}

}  // namespace

Value ValueOf(const MetricSource& source, const ScanPlan& scan, const double* cell) {
  const MetricSpec& spec = *source.spec;
  if (cell == nullptr) return EmptyValue(spec);
  const Measure& first = scan.measures[static_cast<size_t>(source.measures[0])];
  const double* results = cell + first.offset;
  switch (spec.kind) {
    case MetricKind::kCount:
    case MetricKind::kStock:
    case MetricKind::kDistinct:
      return Tally(results[0], results[0]);
    case MetricKind::kSum:
      return results[0] == 0 ? EmptyValue(spec) : Tally(results[1], results[0]);
    case MetricKind::kMean:
      return MeanValue(results);
    case MetricKind::kQuantile:
      return QuantileValue(spec, first, results);
    case MetricKind::kMin:
    case MetricKind::kMax: {
      Value value;
      value.n = static_cast<int64_t>(results[0]);
      value.value = IfKnown(results[spec.kind == MetricKind::kMin ? 1 : 2]);
      return value;
    }
    case MetricKind::kRatio: {
      if (first.kind == MeasureKind::kPair) return PairValue(results, spec.scale);
      const Measure& second = scan.measures[static_cast<size_t>(source.measures[1])];
      return PartsValue(spec, AmountOf(first, results), AmountOf(second, cell + second.offset));
    }
    case MetricKind::kDerived:
      break;
  }
  return {};
}

}  // namespace kebao::metrics
