#pragma once

#include <optional>
#include <string>

#include "base/problem.h"

namespace kebao::analysis::staffing {

/// What comes to a queue. Arrivals are Poisson, handling times and patience exponential.
struct QueueLoad {
  double arrivals_per_second = 0;          // ≥ 0
  double handle_seconds = 0;               // mean of one contact handled alone, > 0
  std::optional<double> patience_seconds;  // mean time until one who waits gives up; nullopt: never
  /// Chats that an agent holds side by side, ≥ 1; 1: a call.
  int concurrency = 1;
  /// By how much each further chat lengthens all of an agent's chats: with k of them one takes
  /// handle_seconds · (1 + slowdown·(k − 1)). 0: not at all; 1: side by side is worth nothing.
  double slowdown = 0;

  double offered_erlangs() const { return arrivals_per_second * handle_seconds; }
  /// Duration of a contact while its agent holds `chats` of them, ≥ 1.
  double HandleSecondsAt(int chats) const { return handle_seconds * (1 + slowdown * (chats - 1)); }
  /// Contacts per second that one agent completes with `chats` at a time, ≥ 0.
  double RateAt(int chats) const { return chats == 0 ? 0 : chats / HandleSecondsAt(chats); }
};

/// Problems "staffing.number" {name}: a number of the load that is missing its range.
Result<void> CheckLoad(const QueueLoad& load, const std::string& place);

/// A load of times that were measured while agents held `chats_at_once` on average.
double HandleSecondsAlone(double measured_seconds, double chats_at_once, double slowdown);

}  // namespace kebao::analysis::staffing
