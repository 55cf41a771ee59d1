#include "analysis/staffing/roster_coverage.h"

#include <algorithm>

namespace kebao::analysis::staffing {
namespace {

constexpr double kRounding = 1e-9;

/// Paths of growing length from free teams to skills in need (Edmonds and Karp 1972).
class Transport {
 public:
  Transport(const std::vector<std::vector<int>>& teams, std::vector<double> people,
            std::vector<double> needs)
      : teams_(teams),
        people_(std::move(people)),
        needs_(std::move(needs)),
        flow_(teams.size(), std::vector<double>(needs_.size(), 0)) {}

  std::vector<double> Covered() {
    while (Extend()) continue;
    std::vector<double> covered(needs_.size(), 0);
    for (const auto& of_team : flow_)
      for (size_t skill = 0; skill < covered.size(); ++skill) covered[skill] += of_team[skill];
    return covered;
  }

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  bool Extend() {
    reached_from_.assign(needs_.size(), kNone);
    came_by_.assign(teams_.size(), kNone);
    std::vector<bool> is_known(teams_.size(), false);
    std::vector<size_t> queue;
    for (size_t team = 0; team < teams_.size(); ++team)
      if (people_[team] > kRounding) {
        is_known[team] = true;
        queue.push_back(team);
      }
    for (size_t i = 0; i < queue.size(); ++i)
      for (const int number : teams_[queue[i]]) {
        const auto skill = static_cast<size_t>(number);
        if (reached_from_[skill] != kNone) continue;
        reached_from_[skill] = queue[i];
        if (needs_[skill] > kRounding) {
          Push(skill);
          return true;
        }
        for (size_t team = 0; team < teams_.size(); ++team)
          if (!is_known[team] && flow_[team][skill] > kRounding) {
            is_known[team] = true;
            came_by_[team] = skill;
            queue.push_back(team);
          }
      }
    return false;
  }

  void Push(size_t last) {
    double amount = needs_[last];
    size_t team = reached_from_[last];
    for (; came_by_[team] != kNone; team = reached_from_[came_by_[team]])
      amount = std::min(amount, flow_[team][came_by_[team]]);
    amount = std::min(amount, people_[team]);
    people_[team] -= amount;
    needs_[last] -= amount;
    size_t skill = last;
    for (team = reached_from_[last];; team = reached_from_[skill]) {
      flow_[team][skill] += amount;
      if (came_by_[team] == kNone) return;
      skill = came_by_[team];
      flow_[team][skill] -= amount;
    }
  }

  const std::vector<std::vector<int>>& teams_;
  std::vector<double> people_;
  std::vector<double> needs_;
  std::vector<std::vector<double>> flow_;  // by team, then skill
  std::vector<size_t> reached_from_;       // by skill: the team
  std::vector<size_t> came_by_;            // by team: the skill it was using
};

}  // namespace

std::vector<HalfHours> AtWorkByTeam(const AgentGroups& groups, const Tours& tours) {
  std::vector<HalfHours> at_work(groups.teams.size());
  for (HalfHours& team : at_work) team.fill(0);
  for (const AgentGroup& group : groups.groups)
    for (const size_t agent : group.agents)
      for (const int at : tours[agent].at_work) ++at_work[group.team][static_cast<size_t>(at)];
  return at_work;
}

std::vector<HalfHours> Cover(const RosterRequest& request, const AgentGroups& groups,
                             const std::vector<HalfHours>& at_work_by_team) {
  std::vector<HalfHours> covered(request.needed.size());
  for (size_t at = 0; at < kHalfHoursOfRoster; ++at) {
    std::vector<double> people;
    for (const HalfHours& team : at_work_by_team) people.push_back(team[at]);
    std::vector<double> needs;
    for (const HalfHours& skill : request.needed) needs.push_back(skill[at]);
    const std::vector<double> of_skills =
        Transport(groups.teams, std::move(people), std::move(needs)).Covered();
    for (size_t skill = 0; skill < covered.size(); ++skill) covered[skill][at] = of_skills[skill];
  }
  return covered;
}

}  // namespace kebao::analysis::staffing
