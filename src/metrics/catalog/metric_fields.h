#pragma once

#include "base/problem.h"
#include "metrics/catalog/metric_spec.h"
#include "metrics/catalog/raw_metric.h"
#include "metrics/catalog/words.h"

namespace kebao::metrics {

/// Problem "metric.unknown_word" {key, word, allowed}.
Result<MetricKind> ReadKind(const RawMetric& raw);
/// Unit, format, polarity, min_n, maturity, empty rule, needs, scale, edges, topic.
Result<void> ReadPresentation(const RawMetric& raw, MetricSpec* spec);
/// Name, formula, example and rules in both languages.
Result<void> ReadTexts(const RawMetric& raw, const Words& words, MetricSpec* spec);

}  // namespace kebao::metrics
