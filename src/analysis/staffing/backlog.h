#pragma once

#include <string>
#include <vector>

#include "base/problem.h"

namespace kebao::analysis::staffing {

/// Work that may wait until a deadline: e-mails, tickets.
struct BacklogLoad {
  double interval_seconds = 1800;
  std::vector<double> arrivals;  // items that are to be expected, per interval; ≥ 0
  std::vector<bool> is_open;     // whether anybody works then; as many
  double handle_seconds = 0;     // mean of one item, > 0
  double handle_variation = 1;   // standard deviation ÷ mean, ≥ 0; 1: as of exponential times
  double deadline_seconds = 0;   // of open time, from the arrival or from opening thereafter
  double backlog = 0;            // items that lie there at the start
};

struct BacklogTarget {
  double probability = 0.95;  // 0.5 ≤ … < 1 that the work of a stretch of time is done in time
  double most_occupancy = 1;  // 0 < share ≤ 1 of the time at work that items may take
};

struct BacklogStaffing {
  std::vector<double> agents;  // per interval, fractional; 0 where closed
  double peak = 0;
};

/// How many agents work on a backlog, so that every deadline is met with the asked probability.
///
/// Earliest deadline first meets all deadlines if any order does (Liu and Layland, JACM 20, 1973),
/// and does so exactly if every stretch of time has capacity for the work that comes and is due
/// within it (the processor demand criterion: Baruah, Rosier, Howell, Real-Time Systems 2, 1990).
/// The work of a stretch is a compound Poisson sum: mean m·h, variance m·h²(1 + v²); its capacity
/// has to reach the normal quantile of the probability. Among the plans that do, one of the lowest
/// peak is taken, work done as late as that allows. An item is due in the interval that ends before
/// its deadline, had it come at its interval's start. What follows the horizon is taken to be like
/// its beginning, so that nothing is left lying at the end.
///
/// Problems "staffing.number" {name}; "staffing.deadline" where it is shorter than an interval;
/// "staffing.closed" where items come and it is never open.
Result<BacklogStaffing> AgentsForBacklog(const BacklogLoad& load, const BacklogTarget& target,
                                         const std::string& place);

}  // namespace kebao::analysis::staffing
