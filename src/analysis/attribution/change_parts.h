#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/attribution/segment.h"

namespace kebao::analysis {

/// The change of a figure as a sum of parts, one per segment. Nothing is left over: the parts sum
/// to `change` within 1e-12 of the largest of them. Pure functions; segments without anything in
/// either period have parts of 0.

struct PartOfSum {
  double contribution = 0;      // signed: now − before
  std::optional<double> share;  // of the change; nullopt where the change is 0
};

struct SumChange {
  double before = 0;
  double now = 0;
  double change = 0;
  std::vector<PartOfSum> parts;  // in the order of the segments
  /// No part is larger than the change itself. Where one is, shares mislead, and the signed parts
  /// are what should be shown.
  bool has_telling_shares = false;
};
/// Measures kCount and kSum, by the segments' amounts. Nullopt: a number that is not finite.
std::optional<SumChange> DecomposeSum(std::span<const Change> segments);

struct PartOfRate {
  double rate_effect = 0;  // w̄·(r₁ − r₀): the segment itself changed
  double mix_effect = 0;   // (w₁ − w₀)·(r̄ − R̄): its weight changed
  double total() const { return rate_effect + mix_effect; }
};

struct RateChange {
  double before = 0;
  double now = 0;
  double change = 0;
  double rate_effect = 0;
  double mix_effect = 0;
  std::vector<PartOfRate> parts;  // in the order of the segments
  /// Simpson's paradox: no segment with a value in both periods moved the way the whole did, and at
  /// least one moved the other way.
  bool is_simpson = false;
};
/// Measures kShare, kMean and kRatio: amount ÷ base, weighted by the bases. A segment that is new
/// or gone is mix altogether. Nullopt: a base below 0, a number that is not finite, or a period
/// without any base. Source: Kitagawa, J. Am. Stat. Assoc. 50, 1955, with the mix effect centred on
/// the mean of both periods, which leaves its sum as it is.
std::optional<RateChange> DecomposeRate(std::span<const Change> segments);

}  // namespace kebao::analysis
