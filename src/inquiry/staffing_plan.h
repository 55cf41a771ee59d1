#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/staffing/required_agents.h"
#include "base/problem.h"

namespace kebao::inquiry {

/// How contacts of a channel are handled.
enum class WorkKind { kCall, kChat, kBacklog };

struct ChannelPlan {
  std::string channel;
  WorkKind kind = WorkKind::kCall;
  analysis::staffing::ServiceTarget target;  // of a backlog only the occupancy
  int concurrency = 1;                       // chats
  double slowdown = 0;
  double chats_at_once = 1;     // while the handling times were measured
  double deadline_seconds = 0;  // backlog
  double probability = 0.95;
  std::optional<double> assumed_handle_seconds;  // in place of times that are no work
  int open_from = 0;                             // hours, half-open
  int open_limit = 24;
};

/// What staffing is planned with, catalog/analysis/staffing.yaml.
struct StaffingPlan {
  double shrinkage = 0.3;
  int history_days = 56;
  double longest_handle_seconds = 3600;
  double least_arrivals = 0.05;
  int least_abandoned = 30;
  int replications = 20;
  std::vector<ChannelPlan> channels;
};
/// Problems "yaml.*", "staffing.plan" {name}: a value that is out of its range.
Result<StaffingPlan> LoadStaffingPlan(const std::filesystem::path& file);

}  // namespace kebao::inquiry
