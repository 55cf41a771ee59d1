#pragma once

#include <span>
#include <vector>

#include "analysis/attribution/cause_search.h"

namespace kebao::analysis {

/// What was found of one segment.
struct Scanned {
  size_t breakdown = 0;
  size_t segment = 0;
  Departure departure;
  Surprise surprise;
  double p = 1;
  double q = 1;
};

struct ScanResult {
  std::vector<Scanned> segments;        // with enough rows, in their order
  std::vector<Dispersion> dispersions;  // by breakdown, as used
};

/// Every segment with enough rows, against everything else of its breakdown; see DispersionsOf.
ScanResult Scan(Measure measure, std::span<const Breakdown> breakdowns, const SearchLimits& limits);

/// The whole in both periods. Nullopt: no value in one of them.
std::optional<Difference> DifferenceOfTotals(Measure measure, const Change& total);
/// amount, or amount ÷ base.
std::optional<double> FigureOf(Measure measure, const Sums& sums);

}  // namespace kebao::analysis
