#pragma once

#include <optional>
#include <string>

#include "analysis/staffing/queue_load.h"
#include "base/problem.h"

namespace kebao::analysis::staffing {

/// How a queue does in its steady state with so many agents. Shares are of all arrivals.
struct QueuePerformance {
  int agents = 0;
  /// False: more comes than can be handled and nobody gives up, so the queue grows without bound.
  /// Then all wait, none in time, and there is no mean wait.
  bool is_stable = true;
  double wait_share = 0;               // who wait at all
  double service_level = 0;            // who are served after at most the asked seconds
  double abandoned_share = 0;          // who give up; 0 without patience
  std::optional<double> wait_seconds;  // mean of all, those who gave up too; nullopt: not stable
  double occupancy = 0;                // share of the agents' places that are taken, 0 … 1
};

/// M/M/n (Erlang C), M/M/n+M (Erlang A, with patience), or either with agents who hold several
/// chats at once and are slower then.
///
/// Sources: Erlang 1917; Palm 1957 and Garnett, Mandelbaum, Reiman, "Designing a call center with
/// impatient customers", M&SOM 4, 2002 (Erlang A); the waiting time as in Mandelbaum and Zeltyn,
/// "Service engineering in action", 2007: the offered wait V has the density
/// λ·exp(λ(1 − e^(−θx))/θ − nμx) / (ε + λJ), whose integrals are incomplete gamma functions.
/// Chats: the birth-death chain of n agents with c places each, all agents equally busy, as in Luo
/// and Zhang, "Staffing and control of instant messaging contact centers", Operations Research 61,
/// 2013. Nobody is turned away.
///
/// agents ≥ 0; within_seconds ≥ 0. Relative error ≤ 1e-9 up to 10,000 agents. Problems
/// "staffing.number".
Result<QueuePerformance> PerformanceOf(const QueueLoad& load, int agents, double within_seconds,
                                       const std::string& place);

}  // namespace kebao::analysis::staffing
