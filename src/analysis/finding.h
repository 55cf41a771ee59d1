#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/difference.h"
#include "metrics/catalog/metric_spec.h"
#include "metrics/query.h"

namespace kebao::analysis {

/// What a finding is about: a value of a dimension, or (both empty) everything in scope; with an
/// empty key the dimension as a whole.
struct Subject {
  std::string dimension;
  std::string key;
};

/// A measured value that a finding rests on. Its role names it in the sentence that is made of it.
struct Evidence {
  std::string role;  // "now", "before", "part", "whole", "best", "worst", "target" …
  const metrics::MetricSpec* metric = nullptr;
  Subject subject;
  bool is_of_comparison = false;  // of the comparison period
  metrics::Value value;
};

/// How well a finding is founded.
struct Strength {
  std::optional<double> low;  // 95 % interval of the difference; nullopt: nothing to test
  std::optional<double> high;
  double z = 0;
  bool is_beyond_noise = false;
  std::optional<double> p;  // two-sided unless the kind says otherwise
  std::optional<double> q;  // false discovery rate over everything that was scanned
};

/// What the numbers allow to be said.
enum class Outcome : uint8_t {
  kUp,
  kDown,
  kSame,          // no difference at all
  kNoise,         // a difference that cannot be told from noise
  kTooFew,        // fewer cases than the metric's minimum sample, in one of the periods
  kIncomplete,    // one of the periods is not over, or its cases have not matured
  kNotMeasured,   // the comparison period has no value
  kNoComparison,  // none was asked for
  kReached,       // targets
  kMissed,
  kUnclear,
  kEverywhere,   // causes: all segments moved alike
  kNotTestable,  // there is a difference, and no interval to judge it by
};

/// One sentence-worthy result of analysis. Plain data, the same for every kind; a new kind adds its
/// name, its outcomes where they are new, and its texts (catalog/texts/*/narrative).
struct Finding {
  enum class Kind : uint8_t {
    kChange,
    kShare,
    kRank,
    kTarget,
    kTrend,
    kAnomaly,
    kCause,
    kPerson,      // against the others on the same work, or against the own past
    kLoad,        // how evenly the work lies
    kStaffing,    // agents needed against those there
    kBottleneck,  // a stage that takes longer for some than for others on the same work
    kRisk,        // what threatens in the next period (analysis/risk)
    kRecurring,   // what comes back from period to period
    kPractice,    // what the best do otherwise than the rest
  };
  Kind kind = Kind::kChange;
  const metrics::MetricSpec* metric = nullptr;
  Subject subject;
  Outcome outcome = Outcome::kNoComparison;
  std::vector<Evidence> evidence;
  Strength strength;
  double impact = 0;       // ≥ 0, see ImpactOf; comparable between findings
  std::string suggestion;  // id in the playbook; empty: none

  /// Nullptr where there is none of that role.
  const Evidence* Of(std::string_view role) const;
};

/// The size of a change from `before` to `now`, at most 1: Cohen's h of two shares, |ln| of the
/// ratio of two amounts; 1 where one of those is not above 0.
double EffectOf(const metrics::MetricSpec& metric, double now, double before);

/// Business impact of a change: EffectOf, halved where the metric has no good direction, a tenth of
/// it where the difference is noise, × 100.
double ImpactOf(const metrics::MetricSpec& metric, double now, double before, bool is_beyond_noise);

}  // namespace kebao::analysis
