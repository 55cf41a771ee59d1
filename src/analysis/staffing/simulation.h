#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/staffing/queue_load.h"
#include "base/problem.h"

namespace kebao::analysis::staffing {

enum class HandleTimes { kExponential, kLogNormal, kConstant };

/// A day (or more) of a queue whose load and staffing change from interval to interval.
struct SimulatedDay {
  double interval_seconds = 1800;
  std::vector<double> arrivals;  // to be expected per interval, Poisson, evenly within it
  std::vector<int> agents;       // at work per interval; as many. Who leaves ends what he has begun
  /// All but the arrivals. With slowdown, chats of one agent are all slower the more he holds.
  QueueLoad contact;
  HandleTimes handle_times = HandleTimes::kExponential;
  double handle_variation = 1;  // kLogNormal: standard deviation ÷ mean
  double within_seconds = 20;   // of the service level
  size_t warm_up = 0;           // intervals at the start that are not counted
};

/// A mean over replications with its 95 % interval (Student); no interval of fewer than two.
struct Simulated {
  double mean = 0;
  std::optional<double> low, high;
};

struct SimulatedInterval {
  double offered = 0;  // contacts a replication, by when they came
  double served_in_time = 0;
  double abandoned = 0;
};

struct SimulationResult {
  int replications = 0;
  Simulated offered;          // contacts
  Simulated service_level;    // share of those offered that is served in time
  Simulated abandoned_share;  // of those offered
  Simulated unserved_share;   // still waiting when the last interval was over and nobody served
  Simulated wait_seconds;     // of all, those who gave up too, until the end of their wait
  Simulated wait_share;       // who wait at all
  Simulated occupancy;        // places taken ÷ places manned, over the counted intervals
  std::vector<SimulatedInterval> intervals;
};

/// Discrete-event simulation: first come, first served, to the agent who holds the fewest chats.
/// After the last interval its agents go on until nobody waits. The same seed gives the same
/// figures on every machine that rounds as IEEE 754 has it (std::mt19937_64, and distributions of
/// our own). replications ≥ 1. Problems "staffing.number" {name}, "staffing.nothing_comes":
/// no arrivals at all; "staffing.too_large" {most}: more than 50 million contacts altogether.
Result<SimulationResult> Simulate(const SimulatedDay& day, int replications, uint64_t seed,
                                  const std::string& place);

}  // namespace kebao::analysis::staffing
