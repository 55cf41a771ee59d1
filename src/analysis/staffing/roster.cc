#include "analysis/staffing/roster.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <tuple>

#include "analysis/staffing/roster_model.h"
#include "analysis/staffing/roster_rounding.h"

namespace kebao::analysis::staffing {
namespace {

constexpr double kPartForCounts = 0.75;  // of the time that is left
constexpr double kLeastSeconds = 1;
/// Programs whose counts are fixed take tenths of a second; they must end.
constexpr double kPatience = 600;
constexpr double kRounding = 1e-9;

int Whole(const IntegerProgram::Solution& solution, int column) {
  return static_cast<int>(std::lround(solution.values[static_cast<size_t>(column)]));
}

/// Makes people of counts.
class Writer {
 public:
  Writer(const RosterRequest& request, const AgentGroups& groups, const RosterModel& model,
         const IntegerProgram::Solution& solution)
      : request_(request), groups_(groups), model_(model), solution_(solution) {}

  Roster Write() {
    NameAgents();
    GiveShifts();
    GiveBreaks();
    std::ranges::sort(roster_.shifts, {},
                      [](const RosterShift& shift) { return std::pair(shift.agent, shift.day); });
    Measure();
    return std::move(roster_);
  }

 private:
  using Key = std::tuple<size_t, size_t, Days>;        // team, length, days
  using Begun = std::tuple<size_t, size_t, int, int>;  // team, length, day, start

  void NameAgents() {
    std::vector<size_t> next(groups_.groups.size(), 0);
    for (const RosterModel::Chosen& chosen : model_.chosen) {
      const AgentGroup& group = groups_.groups[chosen.group];
      for (int left = Whole(solution_, chosen.column); left > 0; --left) {
        const size_t agent = group.agents[next[chosen.group]++];
        if (chosen.choice.days != 0)
          people_[{group.team, chosen.choice.length, chosen.choice.days}].push_back(agent);
      }
    }
  }

  void GiveShifts() {
    for (const RosterModel::Count& count : model_.counts) {
      std::vector<size_t>& people = people_[{count.team, count.length, count.days}];
      for (int left = Whole(solution_, count.column); left > 0; --left) {
        const size_t agent = people.back();
        people.pop_back();
        for (int day = 0; day < kDaysOfRoster; ++day)
          if (Has(count.days, day)) GiveShift(agent, day, count);
      }
    }
  }

  void GiveShift(size_t agent, int day, const RosterModel::Count& count) {
    begun_[{count.team, count.length, day, count.start}].push_back(roster_.shifts.size());
    const ShiftLength& shift = request_.rules.lengths[count.length];
    roster_.shifts.push_back(
        {agent, day, count.start, shift.length, std::vector<int>(shift.breaks.size())});
  }

  void GiveBreaks() {
    std::map<std::pair<size_t, size_t>, size_t> next;  // of manned and rule
    for (const RosterModel::Break& taken : model_.breaks) {
      const RosterModel::Manned& manned = model_.manned[taken.manned];
      const auto& shifts = begun_[{manned.team, manned.length, manned.day, manned.start}];
      for (int left = Whole(solution_, taken.column); left > 0; --left)
        roster_.shifts[shifts[next[{taken.manned, taken.rule}]++]].breaks[taken.rule] = taken.at;
    }
  }

  void Measure() {
    roster_.covered.resize(request_.needed.size());
    for (auto& skill : roster_.covered) skill.fill(0);
    for (const RosterShift& shift : roster_.shifts) Cover(shift);
    for (const RosterModel::Used& used : model_.used)
      roster_.covered[static_cast<size_t>(used.skill)][static_cast<size_t>(used.half_hour)] +=
          solution_.values[static_cast<size_t>(used.column)];
    double lacking = 0;
    for (size_t skill = 0; skill < request_.needed.size(); ++skill)
      for (size_t at = 0; at < kHalfHoursOfRoster; ++at) {
        roster_.needed_hours += request_.needed[skill][at] / 2;
        lacking += std::max(0.0, request_.needed[skill][at] - roster_.covered[skill][at]);
      }
    roster_.lacking_hours = lacking / 2;
    roster_.cost = 2 * roster_.rostered_hours + request_.rules.shortage_cost * lacking;
  }

  /// Half hours at work of those who have one skill.
  void Cover(const RosterShift& shift) {
    roster_.rostered_hours += shift.length / 2.0;
    const std::vector<int>& skills = request_.agents[shift.agent].skills;
    if (skills.size() != 1) return;
    const auto rules =
        std::ranges::find(request_.rules.lengths, shift.length, &ShiftLength::length);
    for (int step = 0; step < shift.length; ++step) {
      bool is_break = false;
      for (size_t i = 0; i < shift.breaks.size(); ++i)
        is_break |= step >= shift.breaks[i] && step < shift.breaks[i] + rules->breaks[i].length;
      const int at = (shift.day * kHalfHoursOfRosterDay + shift.start + step) % kHalfHoursOfRoster;
      if (!is_break)
        roster_.covered[static_cast<size_t>(skills.front())][static_cast<size_t>(at)] += 1;
    }
  }

  const RosterRequest& request_;
  const AgentGroups& groups_;
  const RosterModel& model_;
  const IntegerProgram::Solution& solution_;
  std::map<Key, std::vector<size_t>> people_;   // still without a shift
  std::map<Begun, std::vector<size_t>> begun_;  // places among the shifts
  Roster roster_;
};

/// Counts down from the time limit.
class TimeLeft {
 public:
  explicit TimeLeft(double seconds) : seconds_(seconds) {}
  double seconds() const {
    const std::chrono::duration<double> used = std::chrono::steady_clock::now() - began_;
    return std::max(kLeastSeconds, seconds_ - used.count());
  }

 private:
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  const double seconds_;
};

double ValueOf(const IntegerProgram::Solution& solution, int column) {
  return solution.values[static_cast<size_t>(column)];
}

/// People and breaks for counts that are fixed.
IntegerProgram::Solution Placed(const RosterRequest& request, const TimeLeft& left,
                                RosterModel* model) {
  for (const RosterModel::Chosen& chosen : model->chosen) model->program.SetInteger(chosen.column);
  const auto relaxed = model->program.Relaxed(kPatience);
  KEBAO_ASSERT(relaxed != nullptr);  // whatever is not covered is lacking, so there is a solution
  IntegerProgram::Start start = RoundBreaks(*model, *relaxed);
  for (const RosterModel::Chosen& chosen : model->chosen)
    start.emplace_back(chosen.column, std::round(ValueOf(*relaxed, chosen.column)));
  for (const RosterModel::Break& taken : model->breaks) model->program.SetInteger(taken.column);
  if (const auto placed = model->program.Solve(left.seconds(), request.gap / 4, start))
    return *placed;
  for (const auto& [column, value] : start) model->program.Fix(column, value);
  const auto fixed = model->program.Relaxed(kPatience);
  KEBAO_ASSERT(fixed != nullptr);
  return *fixed;
}

}  // namespace

Result<Roster> ProposeRoster(const RosterRequest& request, const std::string& place) {
  KEBAO_TRY_VOID(CheckRoster(request, place));
  KEBAO_TRY(const AgentGroups groups, GroupAgents(request, place));
  const TimeLeft left(request.seconds);
  RosterModel model = ModelOf(request, groups);
  const auto relaxed = model.program.Relaxed(request.seconds);
  if (!relaxed)
    return MakeProblem("roster.time", place,
                       {{"seconds", std::to_string(std::lround(request.seconds))}});
  const IntegerProgram::Start start = RoundCounts(groups, model, *relaxed);
  const auto counts = model.program.Solve(kPartForCounts * left.seconds(), request.gap, start);
  for (const auto& [column, value] : start)
    model.program.Fix(column, counts ? std::round(ValueOf(*counts, column)) : value);
  const IntegerProgram::Solution placed = Placed(request, left, &model);
  Roster roster = Writer(request, groups, model, placed).Write();
  roster.bound = std::min(roster.cost, std::max(relaxed->objective, counts ? counts->bound : 0));
  roster.is_proven = roster.gap() <= request.gap + kRounding;
  return roster;
}

}  // namespace kebao::analysis::staffing
