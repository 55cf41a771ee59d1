#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/difference.h"

namespace kebao::analysis::recurring {

/// Cases of one problem in each of several periods of one length, oldest first: an issue type, a
/// product, or a pair of them.
struct History {
  std::vector<std::string> keys;  // in the order of the dimensions of the breakdown
  std::vector<double> counts;
};

struct Limits {
  size_t leading = 5;        // so many of a breakdown lead in a period
  size_t least_periods = 3;  // among the leading in so many
  size_t least_above = 2;    // or above the usual share in so many
  double least_cases = 30;   // over all periods: fewer are not looked at
};

/// A problem in one of the periods.
struct InPeriod {
  double count = 0;
  double share = 0;
  bool is_leading = false;
  bool is_above = false;  // of its share in the other periods, beyond noise
  double q = 1;           // false discovery rate over all problems and periods
};

struct Recurring {
  enum class Trend : uint8_t { kNone, kRising, kFalling };
  size_t problem = 0;  // its place among those given
  std::vector<InPeriod> periods;
  size_t leading = 0;     // periods
  size_t above = 0;       // periods
  size_t first_seen = 0;  // period; 0: in the first one, or before
  double cases = 0;
  Estimate share;  // over all periods
  Trend trend = Trend::kNone;
  Difference difference;  // of the share, the last period's less the first's
  double z = 0;           // of the trend
  double q = 1;           // of the trend, over all problems
};

struct RecurringScan {
  std::vector<Recurring> recurring;  // by falling number of cases
  size_t scanned = 0;
  size_t too_few = 0;
  double dispersion = 1;  // of shares over that of independent cases
};

/// What recurs of one breakdown: among the `leading` largest in at least `least_periods` periods,
/// or above its usual share, that of the other periods together, in at least `least_above`. Tests:
/// two shares (one-sided) and Cochran's and Armitage's trend (two-sided), both widened by
/// the dispersion of the breakdown's shares; false discoveries held to 5 %. `totals`: all cases of
/// each period. At least three periods, all with cases; else nothing is looked at.
RecurringScan FindRecurring(std::span<const History> problems, std::span<const double> totals,
                            const Limits& limits = {});

}  // namespace kebao::analysis::recurring
