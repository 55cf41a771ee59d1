#pragma once

#include <optional>

#include "analysis/finding.h"

namespace kebao::analysis {

/// Comparison findings: one question's answer → what can be said of it. Pure functions.

/// What holds for a whole run.
struct ComparisonFrame {
  bool has_comparison = false;  // one was asked for
  /// The data cover both periods. False: nothing is compared.
  bool is_covered = true;
};

/// A metric against the comparison period. `row`: the one of a question without dimensions. Roles
/// "now" and, where it has a value, "before". Nullopt without a value in this period.
std::optional<Finding> FindChange(const metrics::MetricSpec& metric, const metrics::Row& row,
                                  size_t column, const ComparisonFrame& frame);

/// The largest part of an amount that adds up. `answer`: of one metric by one dimension, with its
/// total. Roles "part", "whole", and in comparable periods "part_before", "whole_before"; kUp or
/// kDown where the share has moved beyond noise, else kSame. Nullopt below two parts or without a
/// whole, and for a count whose largest part is no larger than chance makes it where all are alike.
/// The part was chosen among all of them: both tests are at 5 % over their number (Bonferroni).
std::optional<Finding> FindShare(const metrics::MetricSpec& metric,
                                 const metrics::ResultTable& answer, const ComparisonFrame& frame);

/// Who is best and worst, where that is beyond noise: each row that has the minimum sample is set
/// against the whole, and the false discovery rate over all of them held to 5 % (Benjamini and
/// Hochberg 1995). Rows are part of the whole, which makes the test a little too careful. Roles
/// "whole" and, as far as they stand out, "best" and "worst". kNoise where no row does. Nullopt
/// below two such rows, for a metric that has no good direction, and where only others stand out.
///
/// Nothing is adjusted for what the cases were. So where the rows are people `has_worst` is false:
/// nobody is named as the worst before the mix of his cases has been looked at.
std::optional<Finding> FindRank(const metrics::MetricSpec& metric,
                                const metrics::ResultTable& answer, bool has_worst);

/// A metric against a target. Roles "now" and "target". kUnclear where the interval holds the
/// target; kTooFew, kIncomplete. Nullopt without a value, or for a metric without a good direction.
std::optional<Finding> FindTarget(const metrics::MetricSpec& metric, const metrics::Value& value,
                                  double target);

}  // namespace kebao::analysis
