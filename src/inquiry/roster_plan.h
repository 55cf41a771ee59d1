#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "analysis/staffing/roster.h"
#include "base/instant.h"
#include "base/problem.h"

namespace kebao::inquiry {

/// Hours of a week, breaks not counted.
struct WeeklyHours {
  double least = 0;
  double most = 40;
};

/// What a roster is proposed by, catalog/analysis/roster.yaml.
struct RosterPlan {
  analysis::staffing::RosterRules rules;
  WeeklyHours hours;
  double shrinkage = 0.15;
  double least_share_of_channel = 0.05;
  double seconds = 30;
  double gap = 0.01;
  int rounds = 40'000;
  struct Leave {  // half-open
    LocalDay first, limit;
  };
  struct OfAgent {
    std::array<bool, analysis::staffing::kDaysOfRoster> is_available = {true, true, true, true,
                                                                        true, true, true};
    WeeklyHours hours;
    std::vector<Leave> leave;
  };
  std::map<std::string, OfAgent> agents;  // with rules of their own, by name or id
};
/// Problems "yaml.*", "roster.plan" {name}: a value that is out of its range or no half hour.
Result<RosterPlan> LoadRosterPlan(const std::filesystem::path& file);

}  // namespace kebao::inquiry
