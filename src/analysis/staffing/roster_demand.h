#pragma once

#include <array>
#include <vector>

#include "analysis/staffing/roster_patterns.h"
#include "analysis/staffing/roster_tours.h"

namespace kebao::analysis::staffing {

/// What agents at work leave uncovered. Who has several skills uses one at a time, and may share a
/// half hour among them: then what is lacking is the most that any set of skills needs beyond the
/// agents that have one of them (Hall 1935; Ford and Fulkerson 1956).
class RosterDemand {
 public:
  RosterDemand(const RosterRequest& request, const AgentGroups& groups);

  /// Agents of a team come (1) or leave (-1).
  void Change(size_t team, const std::vector<int>& at_work, int by);

  /// Agents lacking, summed over the half hours.
  double lacking() const { return lacking_; }
  /// How much less would be lacking with one more agent of the team, 0 … 1, by half hour.
  const HalfHours& Gains(size_t team);

 private:
  /// Skills that agents connect: whoever has one of them has no other.
  struct Part {
    std::vector<size_t> teams;
    /// By half hour, then set of skills: what it needs beyond the agents there.
    std::vector<std::vector<double>> beyond;
    HalfHours lacking;  // the most of them; the empty set is one, so it is never below 0
    std::vector<std::vector<double>> serves;  // 0 or 1, by place among the teams, then set
  };
  Part MakePart(const RosterRequest& request, const AgentGroups& groups,
                const std::vector<size_t>& teams) const;
  double Gain(const Part& part, size_t place, size_t at) const;

  std::vector<Part> parts_;
  std::vector<size_t> part_of_;  // by team
  std::vector<size_t> place_;    // by team, in its part
  std::vector<HalfHours> gains_;
  std::vector<std::array<bool, kHalfHoursOfRoster>> is_known_;  // of the gains
  double lacking_ = 0;
};

/// Skills of one part; a set of them is one of 2 to this power.
inline constexpr size_t kMostSkillsOfPart = 10;

/// Teams in parts that share no skill.
std::vector<std::vector<size_t>> PartsOf(const std::vector<std::vector<int>>& teams);

/// Skills of teams, each once, rising.
std::vector<int> SkillsOf(const std::vector<std::vector<int>>& all,
                          const std::vector<size_t>& teams);

}  // namespace kebao::analysis::staffing
