#pragma once

#include <span>
#include <vector>

#include "analysis/attribution/segment.h"

namespace kebao::analysis {

/// How much of a change the values of one dimension carry, and how little that was to be expected
/// from their shares before.
/// Source: Adtributor, Bhagwan et al., NSDI 2014, with the comparison period as the forecast.
struct Surprise {
  double power = 0;     // explanatory power; sums to 1 over a dimension
  double surprise = 0;  // ½·(p·ln(2p ÷ (p + q)) + q·ln(2q ÷ (p + q))), p the share before, q now
};

/// In the order of the segments. Quotients: the effect on the whole if only this segment changed,
/// scaled to sum to 1, and the surprises of amount and base added. All zero where nothing changed
/// or a total is not above 0.
std::vector<Surprise> SurprisesOf(Measure measure, std::span<const Change> segments);

}  // namespace kebao::analysis
