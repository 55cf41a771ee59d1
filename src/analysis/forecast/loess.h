#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// How a local regression looks at equally spaced values.
struct LoessWindow {
  int width = 7;   // points that count, odd, ≥ 3; may be more than there are
  int degree = 1;  // 0 or 1
  int jump = 1;    // computed at every jump-th point, straight lines between
};

/// Local regression of equally spaced values with tricube weights (Cleveland et al., STL, Journal
/// of Official Statistics 6, 1990), times `weights` where there are any (empty, or one per value ≥
/// 0).
Values SmoothLoess(View values, const LoessWindow& window, View weights);

/// The same at one position, which may lie outside the values (−1 or values.size()). Nothing to fit
/// with (all weights zero) gives the nearest value.
double LoessAt(View values, const LoessWindow& window, View weights, double position);

}  // namespace kebao::analysis::forecast
