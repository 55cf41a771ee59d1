#pragma once

#include <span>
#include <vector>

#include "analysis/attribution/segment.h"

namespace kebao::analysis {

/// Variance of the data over that of independent cases, ≥ 1: cases of a real desk come in bursts,
/// and a test that takes them for independent finds causes in noise.
struct Dispersion {
  double volume = 1;  // of counts, sums and weights
  double rate = 1;    // of shares, means and ratios
};

/// How the segments of a breakdown scatter about the move that is common to them (the median, by
/// weight): squares of standardised differences. Segments below ten rows are left out.
struct Scatter {
  std::vector<double> volume;
  std::vector<double> rate;
  void Append(const Scatter& other);
};
Scatter ScatterOf(Measure measure, const Breakdown& breakdown);

/// Median of the squares over that of χ² with one degree of freedom, so that the few segments that
/// have a cause of their own do not count; 1 below ten squares.
Dispersion DispersionOf(const Scatter& scatter);

/// One per breakdown: that of all single dimensions together, or the breakdown's own where that is
/// larger by more than two standard errors. At least `least`.
std::vector<Dispersion> DispersionsOf(Measure measure, std::span<const Breakdown> breakdowns,
                                      double least);

}  // namespace kebao::analysis
