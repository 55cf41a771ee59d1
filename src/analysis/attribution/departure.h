#pragma once

#include <optional>

#include "analysis/attribution/dispersion.h"
#include "analysis/attribution/segment.h"

namespace kebao::analysis {

/// How far a part moved otherwise than the rest did, and what that makes of the change of the
/// whole: change of the whole = what it would be if the part had moved as the rest + `explained`.
struct Departure {
  double explained = 0;       // in units of the figure
  std::optional<double> low;  // 95 %; nullopt: not testable
  std::optional<double> high;
  double rate_effect = 0;  // quotients: by the part's own rate …
  double mix_effect = 0;   // … and by its weight; the two sum to `explained`
  double z = 0;            // 0 where untested
  /// How much likelier the data are if the part moved by itself: twice the logarithm, dispersion
  /// included; z² for what has no likelihood. Unlike z it keeps growing for what was not there
  /// before.
  double evidence = 0;

  bool is_tested() const { return low && high; }
};

/// `part` and `rest` are the whole. Nullopt: the rest is empty in one of the periods (nothing to
/// move along with), or the figure has no value in one of them.
///
/// Counts: the part's share of the whole in both periods, Newcombe's interval of two shares. Sums:
/// the delta method on the variances. Quotients, with w the part's weight and means of both periods
/// barred: rate w̄·((r₁ − r₀) − (R₁ − R₀ of the rest)), mix (w₁ − w₀)·(r̄ − R̄ of the rest), which is
/// Kitagawa's decomposition of part and rest less what both share; MOVER intervals
/// (analysis/difference.h) of Wilson's (shares) and Student's (means) put together.
std::optional<Departure> DepartureOf(Measure measure, const Change& part, const Change& rest,
                                     const Dispersion& dispersion = {});

}  // namespace kebao::analysis
