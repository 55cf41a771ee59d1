#include "analysis/staffing/roster_search.h"

#include <algorithm>
#include <random>

namespace kebao::analysis::staffing {
namespace {

constexpr double kRounding = 1e-7;
constexpr double kHint = 0.02;  // of the prices, to choose among equals
constexpr int kMostTakenOut = 6;
constexpr double kFirstTolerance = 8;  // half hours of shifts

size_t Below(std::mt19937_64* chance, size_t limit) { return (*chance)() % limit; }

std::vector<HalfHours> HintsOf(const AgentGroups& groups, const std::vector<HalfHours>& prices) {
  std::vector<HalfHours> hints;
  for (const std::vector<int>& skills : groups.teams) {
    HalfHours& hint = hints.emplace_back(WorthOf(skills, prices));
    for (double& worth : hint) worth *= kHint;
  }
  return hints;
}

/// Agents, each once, in an order of chance.
std::vector<size_t> Pick(const std::vector<size_t>& movable, size_t count,
                         std::mt19937_64* chance) {
  std::vector<size_t> picked;
  while (picked.size() < count) {
    const size_t agent = movable[Below(chance, movable.size())];
    if (std::ranges::find(picked, agent) == picked.end()) picked.push_back(agent);
  }
  return picked;
}

void Replace(const std::vector<size_t>& agents, const std::vector<HalfHours>& hints,
             RosterState* state) {
  for (const size_t agent : agents) state->TakeOut(agent);
  for (const size_t agent : agents) state->PutIn(agent, state->BestFor(agent, hints).first);
}

void Restore(const std::vector<size_t>& agents, const Tours& before, RosterState* state) {
  for (const size_t agent : agents) state->TakeOut(agent);
  for (size_t i = 0; i < agents.size(); ++i) state->PutIn(agents[i], before[i]);
}

std::vector<size_t> MovableOf(const AgentGroups& groups, const RosterState& state) {
  std::vector<size_t> movable;
  for (const AgentGroup& group : groups.groups)
    for (const size_t agent : group.agents)
      if (state.HasChoice(agent) || !state.tours()[agent].at_work.empty()) movable.push_back(agent);
  std::ranges::sort(movable);
  return movable;
}

}  // namespace

RosterState::RosterState(const RosterRequest& request, const AgentGroups& groups)
    : request_(request),
      groups_(groups),
      group_of_(request.agents.size()),
      demand_(request, groups),
      finder_(request.rules),
      tours_(request.agents.size()) {
  for (size_t group = 0; group < groups.groups.size(); ++group)
    for (const size_t agent : groups.groups[group].agents) group_of_[agent] = group;
}

double RosterState::cost() const {
  return half_hours_ + request_.rules.shortage_cost * demand_.lacking();
}

void RosterState::TakeOut(size_t agent) {
  demand_.Change(GroupOf(agent).team, tours_[agent].at_work, -1);
  half_hours_ -= tours_[agent].half_hours;
  tours_[agent] = {};
}

void RosterState::PutIn(size_t agent, Tour tour) {
  demand_.Change(GroupOf(agent).team, tour.at_work, 1);
  half_hours_ += tour.half_hours;
  tours_[agent] = std::move(tour);
}

std::pair<Tour, double> RosterState::BestFor(size_t agent, const std::vector<HalfHours>& hints) {
  const AgentGroup& group = GroupOf(agent);
  HalfHours worth = demand_.Gains(group.team);
  for (size_t at = 0; at < kHalfHoursOfRoster; ++at) {
    worth[at] *= request_.rules.shortage_cost;
    if (!hints.empty()) worth[at] += hints[group.team][at];
  }
  finder_.Value(worth);
  return finder_.Best(group);
}

void BuildGreedily(const AgentGroups& groups, const TimeLeft& left, RosterState* state) {
  std::vector<size_t> next(groups.groups.size(), 0);
  while (true) {
    size_t chosen = groups.groups.size();
    std::pair<Tour, double> best;
    for (size_t group = 0; group < groups.groups.size(); ++group) {
      if (next[group] == groups.groups[group].agents.size()) continue;
      // Out of time: the first will do.
      if (chosen < groups.groups.size() && left.IsUp()) break;
      auto found = state->BestFor(groups.groups[group].agents[next[group]], {});
      if (chosen < groups.groups.size() && found.second <= best.second + kRounding) continue;
      chosen = group;
      best = std::move(found);
    }
    if (chosen == groups.groups.size()) return;
    state->PutIn(groups.groups[chosen].agents[next[chosen]++], std::move(best.first));
  }
}

bool Improve(const AgentGroups& groups, const std::vector<HalfHours>& prices, double enough,
             int rounds, const TimeLeft& left, RosterState* state) {
  const std::vector<size_t> movable = MovableOf(groups, *state);
  if (movable.empty()) return false;
  const std::vector<HalfHours> hints = HintsOf(groups, prices);
  std::mt19937_64 chance(1);
  Tours best = state->tours();
  double best_cost = state->cost();
  double cost = best_cost;
  bool is_time_up = false;
  for (int round = 0; round < rounds && best_cost > enough && !is_time_up; ++round) {
    const size_t count = std::min(movable.size(), 1 + Below(&chance, kMostTakenOut));
    const std::vector<size_t> agents = Pick(movable, count, &chance);
    Tours before;
    for (const size_t agent : agents) before.push_back(state->tours()[agent]);
    Replace(agents, hints, state);
    const double tolerance = kFirstTolerance * (1 - static_cast<double>(round) / rounds);
    if (state->cost() > best_cost + tolerance && state->cost() > cost + kRounding) {
      Restore(agents, before, state);
    } else {
      cost = state->cost();
    }
    if (cost < best_cost - kRounding) {
      best_cost = cost;
      best = state->tours();
    }
    is_time_up = left.IsUp();
  }
  for (size_t agent = 0; agent < best.size(); ++agent) {
    state->TakeOut(agent);
    state->PutIn(agent, best[agent]);
  }
  return is_time_up;
}

}  // namespace kebao::analysis::staffing
