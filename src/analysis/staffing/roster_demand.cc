#include "analysis/staffing/roster_demand.h"

#include <algorithm>
#include <set>

namespace kebao::analysis::staffing {
namespace {

bool ShareAny(const std::vector<int>& a, const std::vector<int>& b) {
  return std::ranges::any_of(a, [&](int skill) { return std::ranges::binary_search(b, skill); });
}

}  // namespace

std::vector<int> SkillsOf(const std::vector<std::vector<int>>& all,
                          const std::vector<size_t>& teams) {
  std::set<int> skills;
  for (const size_t team : teams) skills.insert(all[team].begin(), all[team].end());
  return {skills.begin(), skills.end()};
}

std::vector<std::vector<size_t>> PartsOf(const std::vector<std::vector<int>>& teams) {
  std::vector<std::vector<size_t>> parts;
  for (size_t team = 0; team < teams.size(); ++team) {
    std::vector<size_t> joined = {team};
    std::erase_if(parts, [&](const std::vector<size_t>& part) {
      if (!ShareAny(teams[team], SkillsOf(teams, part))) return false;
      joined.insert(joined.end(), part.begin(), part.end());
      return true;
    });
    std::ranges::sort(joined);
    parts.push_back(std::move(joined));
  }
  return parts;
}

RosterDemand::RosterDemand(const RosterRequest& request, const AgentGroups& groups)
    : part_of_(groups.teams.size()),
      place_(groups.teams.size()),
      gains_(groups.teams.size()),
      is_known_(groups.teams.size()) {
  for (const std::vector<size_t>& teams : PartsOf(groups.teams)) {
    for (size_t place = 0; place < teams.size(); ++place) {
      part_of_[teams[place]] = parts_.size();
      place_[teams[place]] = place;
      is_known_[teams[place]].fill(false);
    }
    parts_.push_back(MakePart(request, groups, teams));
    for (const double lacking : parts_.back().lacking) lacking_ += lacking;
  }
  std::set<int> served;
  for (const auto& skills : groups.teams) served.insert(skills.begin(), skills.end());
  for (size_t skill = 0; skill < request.needed.size(); ++skill)
    if (!served.contains(static_cast<int>(skill)))
      for (const double needed : request.needed[skill]) lacking_ += needed;
}

RosterDemand::Part RosterDemand::MakePart(const RosterRequest& request, const AgentGroups& groups,
                                          const std::vector<size_t>& teams) const {
  const std::vector<int> skills = SkillsOf(groups.teams, teams);
  const size_t sets = size_t{1} << skills.size();
  Part part{teams, {}, {}, {}};
  part.beyond.assign(kHalfHoursOfRoster, std::vector<double>(sets, 0));
  for (size_t at = 0; at < kHalfHoursOfRoster; ++at)
    for (size_t set = 0; set < sets; ++set)
      for (size_t i = 0; i < skills.size(); ++i)
        if (((set >> i) & 1U) != 0)
          part.beyond[at][set] += request.needed[static_cast<size_t>(skills[i])][at];
  for (size_t at = 0; at < kHalfHoursOfRoster; ++at)
    part.lacking[at] = std::ranges::max(part.beyond[at]);
  for (const size_t team : teams) {
    auto& serves = part.serves.emplace_back(sets, 0);
    for (size_t set = 0; set < sets; ++set)
      for (size_t i = 0; i < skills.size(); ++i)
        if (((set >> i) & 1U) != 0 && std::ranges::binary_search(groups.teams[team], skills[i]))
          serves[set] = 1;
  }
  return part;
}

double RosterDemand::Gain(const Part& part, size_t place, size_t at) const {
  const double lacking = part.lacking[at];
  if (lacking <= 0) return 0;
  const std::vector<double>& beyond = part.beyond[at];
  // Of what one more agent cannot change by more than one, only what is near the most matters.
  double with_one = std::max(0.0, lacking - 1);
  for (size_t set = 0; set < beyond.size(); ++set)
    if (beyond[set] > with_one)
      with_one = std::max(with_one, beyond[set] - part.serves[place][set]);
  return lacking - with_one;
}

const HalfHours& RosterDemand::Gains(size_t team) {
  for (size_t at = 0; at < kHalfHoursOfRoster; ++at)
    if (!is_known_[team][at]) {
      gains_[team][at] = Gain(parts_[part_of_[team]], place_[team], at);
      is_known_[team][at] = true;
    }
  return gains_[team];
}

void RosterDemand::Change(size_t team, const std::vector<int>& at_work, int by) {
  Part& part = parts_[part_of_[team]];
  const std::vector<double>& serves = part.serves[place_[team]];
  for (const int half_hour : at_work) {
    const auto at = static_cast<size_t>(half_hour);
    std::vector<double>& beyond = part.beyond[at];
    for (size_t set = 0; set < beyond.size(); ++set) beyond[set] -= by * serves[set];
    lacking_ -= part.lacking[at];
    part.lacking[at] = std::ranges::max(beyond);
    lacking_ += part.lacking[at];
    for (const size_t other : part.teams) is_known_[other][at] = false;
  }
}

}  // namespace kebao::analysis::staffing
