#pragma once

#include <cstdint>
#include <vector>

#include "analysis/staffing/simulation.h"

namespace kebao::analysis::staffing {

/// What one run of a day counted, of contacts that came in one interval.
struct IntervalCounts {
  double offered = 0;
  double served_in_time = 0;
  double waited = 0;
  double abandoned = 0;
  double unserved = 0;
  double wait_seconds = 0;
};

struct ReplicationCounts {
  std::vector<IntervalCounts> intervals;
  double taken_seconds = 0;   // of places, in the counted intervals
  double manned_seconds = 0;  // of places, the same
};

/// Runs the day once. The day has been checked.
ReplicationCounts Replicate(const SimulatedDay& day, uint64_t seed);

}  // namespace kebao::analysis::staffing
