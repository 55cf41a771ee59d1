#include "analysis/staffing/roster_rounding.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace kebao::analysis::staffing {
namespace {

/// Whole parts in the proportions of `shares` (≥ 0 but for rounding), summing to `sum`.
std::vector<int> Apportion(std::vector<double> shares, int sum) {
  for (double& share : shares) share = std::max(0.0, share);
  const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
  std::vector<int> parts(shares.size(), 0);
  std::vector<std::pair<double, size_t>> rest;
  int given = 0;
  for (size_t i = 0; i < shares.size(); ++i) {
    const double exact = all > 0 ? shares[i] * sum / all : 0;
    parts[i] = static_cast<int>(std::floor(exact + 1e-9));
    given += parts[i];
    rest.emplace_back(parts[i] - exact, i);
  }
  std::ranges::sort(rest);
  for (size_t i = 0; given < sum; i = (i + 1) % rest.size(), ++given) ++parts[rest[i].second];
  return parts;
}

/// Columns that share a whole sum.
struct Shared {
  std::vector<int> columns;
  std::vector<double> shares;
  std::vector<int> Whole(int sum) const { return Apportion(shares, sum); }
  void Add(int column, const IntegerProgram::Solution& relaxed) {
    columns.push_back(column);
    shares.push_back(relaxed.values[static_cast<size_t>(column)]);
  }
};

using Key = std::tuple<size_t, size_t, Days>;  // team, length, days

std::map<Key, int> AgentsByDays(const AgentGroups& groups, const RosterModel& model,
                                const IntegerProgram::Solution& relaxed) {
  std::vector<Shared> by_group(groups.groups.size());
  for (const RosterModel::Chosen& chosen : model.chosen)
    by_group[chosen.group].Add(chosen.column, relaxed);
  std::map<Key, int> agents;
  for (size_t i = 0; i < groups.groups.size(); ++i) {
    const AgentGroup& group = groups.groups[i];
    // The choices stand in the order of the group's columns.
    const std::vector<int> whole = by_group[i].Whole(static_cast<int>(group.agents.size()));
    for (size_t k = 0; k < whole.size(); ++k)
      agents[{group.team, group.choices[k].length, group.choices[k].days}] += whole[k];
  }
  return agents;
}

}  // namespace

IntegerProgram::Start RoundCounts(const AgentGroups& groups, const RosterModel& model,
                                  const IntegerProgram::Solution& relaxed) {
  std::map<Key, int> agents = AgentsByDays(groups, model, relaxed);
  std::map<Key, Shared> starts;
  for (const RosterModel::Count& count : model.counts)
    starts[{count.team, count.length, count.days}].Add(count.column, relaxed);
  IntegerProgram::Start rounded;
  for (const auto& [key, shared] : starts) {
    const std::vector<int> whole = shared.Whole(agents[key]);
    for (size_t i = 0; i < whole.size(); ++i) rounded.emplace_back(shared.columns[i], whole[i]);
  }
  return rounded;
}

IntegerProgram::Start RoundBreaks(const RosterModel& model,
                                  const IntegerProgram::Solution& relaxed) {
  std::map<std::pair<size_t, size_t>, Shared> places;
  for (const RosterModel::Break& taken : model.breaks)
    places[{taken.manned, taken.rule}].Add(taken.column, relaxed);
  IntegerProgram::Start rounded;
  for (const auto& [key, shared] : places) {
    const int column = model.manned[key.first].column;
    const auto agents = static_cast<int>(std::lround(relaxed.values[static_cast<size_t>(column)]));
    const std::vector<int> whole = shared.Whole(agents);
    for (size_t i = 0; i < whole.size(); ++i) rounded.emplace_back(shared.columns[i], whole[i]);
  }
  return rounded;
}

}  // namespace kebao::analysis::staffing
