#pragma once

#include <optional>
#include <string>

#include "analysis/staffing/queue_load.h"
#include "analysis/staffing/queue_performance.h"
#include "base/problem.h"

namespace kebao::analysis::staffing {

/// What has to be reached; whatever is set.
struct ServiceTarget {
  std::optional<double> service_level;  // 0 < share < 1 that is served within …
  double within_seconds = 0;
  std::optional<double> most_occupancy;  // 0 < share ≤ 1
  std::optional<double> most_abandoned;  // 0 < share < 1
};

enum class Binding { kNone, kServiceLevel, kOccupancy, kAbandonment, kStability };

struct RequiredAgents {
  int agents = 0;
  QueuePerformance performance;  // with that many
  /// What one agent fewer would miss; the first of these where several; kNone: nothing comes.
  Binding binding = Binding::kNone;
};

/// The fewest agents with which every part of the target is met (each part is met by more agents
/// once it is met by some). 0 where nothing comes. Problems "staffing.number", "staffing.target"
/// (nothing asked for), "staffing.too_many" {most}: more than 100,000 places.
Result<RequiredAgents> AgentsFor(const QueueLoad& load, const ServiceTarget& target,
                                 const std::string& place);

/// Agents on the roster for `required` at work, when `shrinkage` (0 ≤ share < 1) of rostered time
/// is breaks, training, absence: required / (1 − shrinkage), continuous. Problem
/// "staffing.number".
Result<double> RosteredFor(double required, double shrinkage, const std::string& place);

}  // namespace kebao::analysis::staffing
