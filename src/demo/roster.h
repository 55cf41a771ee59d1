#pragma once

#include <optional>
#include <string>
#include <vector>

#include "demo/demo_catalog.h"
#include "demo/random.h"
#include "demo/story.h"
#include "demo/time_line.h"

namespace kebao::demo {

/// A person of the desk in this data.
struct Agent {
  std::string id;
  std::string name;
  const AgentSpec* spec = nullptr;
  int spec_index = 0;
  LocalDay hired_on;
  int joined_day = 0;                       // index; negative: before the data
  std::optional<std::pair<int, int>> move;  // (day index, team)
};

/// One shift of one agent. Break times lie inside it.
struct Duty {
  int agent = 0;
  int team = 0;
  EpochSeconds start = 0, end = 0;
  EpochSeconds lunch_start = 0, lunch_end = 0;
  const std::string* shift = nullptr;

  bool Covers(EpochSeconds at) const { return start <= at && at < end; }
  bool IsAtLunch(EpochSeconds at) const { return lunch_start <= at && at < lunch_end; }
};

/// Who works when: all agents, their teams over time, and every shift of the time line. Immutable
/// after construction.
class Roster {
 public:
  /// A desk of more than some 4000 conversations a day gets more agents of the same kinds.
  Roster(const DemoCatalog& catalog, const TimeLine& line, const std::vector<StoryEffect>& effects,
         const DemoOptions& options);

  const std::vector<Agent>& agents() const { return agents_; }
  int TeamOf(int agent, int day) const;
  /// A team that no agent ever works in is not part of this data (a story's new team in the calm
  /// variant).
  bool IsTeamUsed(int team) const { return team_is_used_[static_cast<size_t>(team)]; }
  /// Shifts that begin on the day.
  const std::vector<Duty>& DutiesOf(int team, int day) const;
  /// The agent's shift that begins on the day.
  const Duty* DutyOf(int agent, int day) const;
  /// The shift that covers the instant.
  const Duty* DutyAt(int agent, EpochSeconds at) const;
  /// The first moment from `at` on when the agent is in a shift and not at lunch.
  EpochSeconds NextWorking(int agent, EpochSeconds at) const;
  /// Agents of the team on duty during the hour that begins at `at`.
  int StaffAt(int team, EpochSeconds at) const;

 private:
  void HireAgents(const DemoCatalog& catalog, const std::vector<StoryEffect>& effects, int copies);
  void PlanDay(const DemoCatalog& catalog, int day, uint64_t seed);
  std::optional<Duty> PlanDuty(const DemoCatalog& catalog, int agent, int day, uint64_t seed) const;
  size_t Slot(int team, int day) const;

  const TimeLine& line_;
  size_t team_count_;
  std::vector<Agent> agents_;
  std::vector<bool> team_is_used_;
  std::vector<std::vector<Duty>> duties_;  // by Slot
  std::vector<std::vector<int16_t>>
      places_;  // by day: place of the agent's duty in its team's list, or −1
};

}  // namespace kebao::demo
