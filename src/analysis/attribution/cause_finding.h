#pragma once

#include <span>

#include "analysis/attribution/cause_search.h"
#include "analysis/attribution/explanation_order.h"
#include "analysis/finding.h"

namespace kebao::analysis {

/// A search as a finding of kind kCause. Outcomes: kUp, kDown (the way the whole moved, with its
/// cause), kEverywhere, kNoise, kNotTestable, kNotMeasured. `ordered`: its explanations
/// (OrderExplanations of ExplanationsOf); the first that is tested and may be named is told.
///
/// Evidence: "now" and "before" of the whole; of a cause "explained" (value, interval, n: rows of
/// the cause in both periods) and "unexplained", and of each of its segments "part" and
/// "part_before" once per dimension, each with that dimension and value as subject. Strength: of
/// what is explained. Subject: the cause's first dimension, with its value where there is one
/// segment by one dimension.
Finding FindCause(const metrics::MetricSpec& metric, Measure measure, const CauseSearch& search,
                  std::span<const OrderedExplanation> ordered);

}  // namespace kebao::analysis
