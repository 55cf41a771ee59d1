#include "analysis/staffing/queue_performance.h"

#include <algorithm>
#include <cmath>

#include "analysis/staffing/waiting_tail.h"

namespace kebao::analysis::staffing {
namespace {

/// Of the mean handling time. Nobody is as patient: Erlang A is Erlang C there to all digits.
constexpr double kForEver = 1e12;
/// Rates that are as near are the same rate: 10 erlangs are no less than 10 agents.
constexpr double kRounding = 1e-15;

/// The chain of states in which a place is free.
struct Chain {
  double places = 0;     // n·c
  double full_rate = 0;  // contacts per second that are completed when all are taken
  double last = 1;       // probability that one place is free, given that at least one is
  double taken = 0;      // mean of the places taken, given the same
};

/// Contacts per second with `taken` places taken, spread evenly over the agents.
double RateWith(const QueueLoad& load, int agents, int taken) {
  const int each = taken / agents;
  const int with_one_more = taken % agents;
  return (agents - with_one_more) * load.RateAt(each) + with_one_more * load.RateAt(each + 1);
}

Chain ChainOf(const QueueLoad& load, int agents) {
  const int places = agents * load.concurrency;
  Chain chain{static_cast<double>(places), RateWith(load, agents, places), 1, 0};
  for (int taken = 1; taken < places; ++taken) {
    const double step = RateWith(load, agents, taken) / load.arrivals_per_second;
    chain.taken = (taken * chain.last + step * chain.taken) / (chain.last + step);
    chain.last /= chain.last + step;
  }
  return chain;
}

/// The states in which all places are taken, against the one before them.
struct Tail {
  double log_weight = 0;  // their probability ÷ that of the one before
  double late = 0;        // who are served later than asked, of those who wait
  double abandoned = 0;   // who give up, of those who wait
};

Tail PatientTail(const QueueLoad& load, const Chain& chain, double within) {
  const double spare = chain.full_rate - load.arrivals_per_second;
  return {std::log(load.arrivals_per_second / spare), std::exp(-spare * within), 0};
}

Tail ImpatientTail(const QueueLoad& load, const Chain& chain, double within) {
  const double theta = 1 / *load.patience_seconds;
  const double order = chain.full_rate / theta;
  const double flow = load.arrivals_per_second / theta;
  const double busy = load.arrivals_per_second / chain.full_rate;
  const double log_states = LogWaitingStates(order, flow);
  const double log_height = -flow * std::expm1(-theta * within) - chain.full_rate * within;
  const double log_late = std::log(chain.full_rate / (chain.full_rate + theta)) - theta * within +
                          LogWaitingStates(order + 1, flow * std::exp(-theta * within));
  Tail tail;
  tail.log_weight = std::log(busy) + log_states;
  tail.late = std::exp(log_height + log_late - log_states);
  // θ × customers waiting ÷ arrivals, or under overload what cannot be handled: sums of positive
  // terms both.
  tail.abandoned = busy <= 1 ? WaitingCustomers(order, flow) * std::exp(-log_states) / flow
                             : (1 - 1 / busy) + std::exp(-tail.log_weight);
  return tail;
}

QueuePerformance Idle(int agents) {
  QueuePerformance idle;
  idle.agents = agents;
  idle.service_level = 1;
  idle.wait_seconds = 0;
  return idle;
}

QueuePerformance Overrun(int agents) {
  QueuePerformance overrun;
  overrun.agents = agents;
  overrun.is_stable = false;
  overrun.wait_share = 1;
  overrun.occupancy = agents > 0 ? 1 : 0;
  return overrun;
}

QueuePerformance Unmanned(const QueueLoad& load) {
  QueuePerformance unmanned = Overrun(0);
  unmanned.is_stable = true;
  unmanned.abandoned_share = 1;
  unmanned.wait_seconds = load.patience_seconds;
  return unmanned;
}

bool GivesUp(const QueueLoad& load) {
  return load.patience_seconds && *load.patience_seconds < kForEver * load.handle_seconds;
}

QueuePerformance Solve(const QueueLoad& load, const Chain& chain, int agents, double within) {
  const bool gives_up = GivesUp(load);
  const Tail tail =
      gives_up ? ImpatientTail(load, chain, within) : PatientTail(load, chain, within);
  QueuePerformance found;
  found.agents = agents;
  found.wait_share = 1 / (1 + std::exp(-tail.log_weight) / chain.last);
  found.abandoned_share = found.wait_share * tail.abandoned;
  found.wait_seconds = gives_up ? found.abandoned_share * *load.patience_seconds
                                : found.wait_share / (chain.full_rate - load.arrivals_per_second);
  found.service_level = std::clamp(1 - found.wait_share * (tail.abandoned + tail.late), 0.0, 1.0);
  const double taken = (1 - found.wait_share) * chain.taken + found.wait_share * chain.places;
  found.occupancy = std::min(1.0, taken / chain.places);
  return found;
}

}  // namespace

Result<QueuePerformance> PerformanceOf(const QueueLoad& load, int agents, double within_seconds,
                                       const std::string& place) {
  KEBAO_TRY_VOID(CheckLoad(load, place));
  if (agents < 0) return MakeProblem("staffing.number", place, {{"name", "agents"}});
  if (!std::isfinite(within_seconds) || within_seconds < 0)
    return MakeProblem("staffing.number", place, {{"name", "within_seconds"}});
  if (load.offered_erlangs() == 0) return Idle(agents);
  if (agents == 0) return load.patience_seconds ? Unmanned(load) : Overrun(0);
  const Chain chain = ChainOf(load, agents);
  const bool is_full = load.arrivals_per_second >= chain.full_rate * (1 - kRounding);
  if (is_full && !GivesUp(load)) return Overrun(agents);
  return Solve(load, chain, agents, within_seconds);
}

}  // namespace kebao::analysis::staffing
