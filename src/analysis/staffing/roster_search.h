#pragma once

#include <vector>

#include "analysis/staffing/roster_bound.h"
#include "analysis/staffing/roster_clock.h"
#include "analysis/staffing/roster_demand.h"
#include "analysis/staffing/roster_patterns.h"
#include "analysis/staffing/roster_tours.h"

namespace kebao::analysis::staffing {

/// A week for each agent, in the order of the request.
using Tours = std::vector<Tour>;

/// The roster as it stands while weeks are taken out and put in.
class RosterState {
 public:
  RosterState(const RosterRequest& request, const AgentGroups& groups);

  double cost() const;
  const Tours& tours() const { return tours_; }
  const AgentGroup& GroupOf(size_t agent) const { return groups_.groups[group_of_[agent]]; }
  bool HasChoice(size_t agent) const { return GroupOf(agent).choices.size() > 1; }
  void TakeOut(size_t agent);
  /// The agent must have none.
  void PutIn(size_t agent, Tour tour);
  /// The week that makes the roster cheapest, all others as they are, with what it saves. `hints`:
  /// what half hours are worth besides, by team; may be empty.
  std::pair<Tour, double> BestFor(size_t agent, const std::vector<HalfHours>& hints);

 private:
  const RosterRequest& request_;
  const AgentGroups& groups_;
  std::vector<size_t> group_of_;
  RosterDemand demand_;
  TourFinder finder_;
  Tours tours_;
  double half_hours_ = 0;
};

/// A roster to begin with: always the week that saves most, until all agents have theirs; then
/// each anew until no single week can be improved. Whenever time is up, everyone has a week.
void BuildGreedily(const AgentGroups& groups, const TimeLeft& left, RosterState* state);

/// Takes some agents' weeks out and puts them in again, in another order (Shaw 1998), keeping what
/// is not worse but for a little at first (Dueck and Scheuer 1990), until the cost is `enough`, the
/// rounds are over, or the time is up. The state is the best that was met. True: the time was up.
bool Improve(const AgentGroups& groups, const std::vector<HalfHours>& prices, double enough,
             int rounds, const TimeLeft& left, RosterState* state);

}  // namespace kebao::analysis::staffing
