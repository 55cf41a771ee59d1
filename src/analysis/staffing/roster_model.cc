#include "analysis/staffing/roster_model.h"

#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace kebao::analysis::staffing {
namespace {

using Sense = IntegerProgram::Sense;
using Terms = IntegerProgram::Terms;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The half hour of the week; what reaches beyond its end begins it, since it repeats.
int HalfHour(int day, int of_day) {
  return (day * kHalfHoursOfRosterDay + of_day) % kHalfHoursOfRoster;
}

class Builder {
 public:
  Builder(const RosterRequest& request, const AgentGroups& groups)
      : request_(request),
        rules_(request.rules),
        groups_(groups),
        at_work_(groups.teams.size(), std::vector<Terms>(kHalfHoursOfRoster)) {}

  RosterModel Build() {
    ChoosePeople();
    CountShifts();
    ManDays();
    PlaceBreaks();
    Cover();
    return std::move(model_);
  }

 private:
  /// Every agent has one choice of days and length.
  void ChoosePeople() {
    for (size_t i = 0; i < groups_.groups.size(); ++i) {
      const AgentGroup& group = groups_.groups[i];
      const auto size = static_cast<double>(group.agents.size());
      Terms all;
      for (const AgentGroup::Choice& choice : group.choices) {
        const int column = model_.program.AddColumn(0, size, 0, false);
        model_.chosen.push_back({i, choice, column});
        all.emplace_back(column, 1);
        if (choice.days != 0) by_days_[{group.team, choice.length, choice.days}].push_back(column);
      }
      model_.program.AddRow(all, Sense::kEqual, size);
    }
  }

  /// Who have these days and length have one of the starts.
  void CountShifts() {
    for (const auto& [key, people] : by_days_) {
      const auto& [team, length, days] = key;
      Terms balance;
      for (const int column : people) balance.emplace_back(column, -1);
      for (const int start : rules_.starts) {
        const int column = model_.program.AddColumn(0, kInfinity, 0, true);
        model_.counts.push_back({team, length, days, start, column});
        balance.emplace_back(column, 1);
      }
      model_.program.AddRow(balance, Sense::kEqual, 0);
    }
  }

  void ManDays() {
    std::map<std::tuple<size_t, size_t, int, int>, Terms> begun;
    for (const RosterModel::Count& count : model_.counts)
      for (int day = 0; day < kDaysOfRoster; ++day)
        if (Has(count.days, day))
          begun[{count.team, count.length, day, count.start}].emplace_back(count.column, 1);
    for (auto& [key, terms] : begun) {
      const auto& [team, length, day, start] = key;
      const int size = rules_.lengths[length].length;
      const int column = model_.program.AddColumn(0, kInfinity, size, false);
      model_.manned.push_back({team, length, day, start, column});
      terms.emplace_back(column, -1);
      model_.program.AddRow(terms, Sense::kEqual, 0);
      for (int step = 0; step < size; ++step)
        AtWork(team, HalfHour(day, start + step)).emplace_back(column, 1);
    }
  }

  void PlaceBreaks() {
    for (size_t i = 0; i < model_.manned.size(); ++i) {
      const RosterModel::Manned& manned = model_.manned[i];
      const std::vector<BreakRule>& rules = rules_.lengths[manned.length].breaks;
      for (size_t rule = 0; rule < rules.size(); ++rule) PlaceBreak(i, rule, rules[rule]);
    }
  }

  void PlaceBreak(size_t place, size_t rule, const BreakRule& allowed) {
    const RosterModel::Manned& manned = model_.manned[place];
    Terms all = {{manned.column, -1}};
    for (int at = allowed.earliest; at <= allowed.latest; ++at) {
      const int column = model_.program.AddColumn(0, kInfinity, 0, false);
      model_.breaks.push_back({place, rule, at, column});
      all.emplace_back(column, 1);
      for (int step = 0; step < allowed.length; ++step)
        AtWork(manned.team, HalfHour(manned.day, manned.start + at + step))
            .emplace_back(column, -1);
    }
    model_.program.AddRow(all, Sense::kEqual, 0);
  }

  void Cover() {
    std::vector<std::vector<Terms>> by_skill(request_.needed.size(),
                                             std::vector<Terms>(kHalfHoursOfRoster));
    for (size_t team = 0; team < groups_.teams.size(); ++team)
      for (int at = 0; at < kHalfHoursOfRoster; ++at) Use(team, at, &by_skill);
    for (size_t skill = 0; skill < by_skill.size(); ++skill)
      for (size_t at = 0; at < by_skill[skill].size(); ++at) {
        const double needed = request_.needed[skill][at];
        if (needed <= 0) continue;
        Terms& terms = by_skill[skill][at];
        terms.emplace_back(model_.program.AddColumn(0, needed, rules_.shortage_cost, false), 1);
        model_.program.AddRow(terms, Sense::kAtLeast, needed);
      }
  }

  /// Those of one skill use it; those of several are shared out.
  void Use(size_t team, int at, std::vector<std::vector<Terms>>* by_skill) {
    Terms& people = AtWork(team, at);
    const auto place = static_cast<size_t>(at);
    const std::vector<int>& skills = groups_.teams[team];
    if (skills.size() == 1) {
      Terms& covering = (*by_skill)[static_cast<size_t>(skills.front())][place];
      covering.insert(covering.end(), people.begin(), people.end());
      return;
    }
    Terms shared;
    for (const auto& [column, factor] : people) shared.emplace_back(column, -factor);
    for (const int skill : skills) {
      const double most = request_.needed[static_cast<size_t>(skill)][place];
      if (most <= 0) continue;
      const int column = model_.program.AddColumn(0, most, 0, false);
      model_.used.push_back({team, skill, at, column});
      shared.emplace_back(column, 1);
      (*by_skill)[static_cast<size_t>(skill)][place].emplace_back(column, 1);
    }
    model_.program.AddRow(shared, Sense::kAtMost, 0);
  }

  Terms& AtWork(size_t team, int half_hour) {
    return at_work_[team][static_cast<size_t>(half_hour)];
  }

  const RosterRequest& request_;
  const RosterRules& rules_;
  const AgentGroups& groups_;
  std::map<std::tuple<size_t, size_t, Days>, std::vector<int>> by_days_;  // team, length, days
  std::vector<std::vector<Terms>> at_work_;                               // by team and half hour
  RosterModel model_;
};

}  // namespace

RosterModel ModelOf(const RosterRequest& request, const AgentGroups& groups) {
  return Builder(request, groups).Build();
}

}  // namespace kebao::analysis::staffing
