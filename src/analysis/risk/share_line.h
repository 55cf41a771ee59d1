#pragma once

#include <span>
#include <vector>

namespace kebao::analysis::risk {

/// The line that a share follows over periods, by all their cases.
struct ShareLine {
  double share = 0;      // over all periods
  double slope = 0;      // a period
  double deviation = 0;  // standard error of the slope, were cases independent
  double scatter = 0;    // χ² about the line
};
/// `counts` of `totals` cases each, as many, at least three; every total above 0.
ShareLine LineOfShare(std::span<const double> counts, std::span<const double> totals);

/// How much more the shares of a desk scatter about their lines than independent cases would: the
/// median of the lines' χ² over that of the distribution, ≥ 1, so that the few that do something of
/// their own do not count; 1 below five lines.
double DispersionOfShares(std::span<const ShareLine> lines, size_t periods);

/// How many degrees of freedom a dispersion of so many lines is worth: a median of squares says
/// about half as much as their mean. At least one.
double DegreesOfDispersion(size_t lines, size_t periods);

}  // namespace kebao::analysis::risk
