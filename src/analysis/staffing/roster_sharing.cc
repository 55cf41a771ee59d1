#include "analysis/staffing/roster_sharing.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace kebao::analysis::staffing {
namespace {

constexpr double kLeastGain = 1e-9;
constexpr int kSaturday = 5;
constexpr Days kWeekend = 0b1100000;
constexpr int kEarly = 16;  // begins before 8:00
constexpr int kLate = 40;   // ends after 20:00

/// An agent's week, its days apart.
struct Week {
  size_t length = 0;
  int start = 0;
  std::map<int, std::vector<int>> breaks;  // by day
  Days days() const {
    Days days = 0;
    for (const auto& [day, own] : breaks) days |= 1U << day;
    return days;
  }
};

int WeekendDays(Days days) {
  return static_cast<int>(Has(days, 5)) + static_cast<int>(Has(days, 6));
}

Week WeekOf(const RosterRules& rules, const Tour& tour) {
  Week week{tour.length, tour.start, {}};
  auto at = tour.breaks.begin();
  for (int day = 0; day < kDaysOfRoster; ++day) {
    if (!Has(tour.days, day)) continue;
    const auto end = at + static_cast<std::ptrdiff_t>(rules.lengths[tour.length].breaks.size());
    week.breaks[day] = {at, end};
    at = end;
  }
  return week;
}

bool IsBreak(const ShiftLength& shift, const std::vector<int>& breaks, int step) {
  for (size_t i = 0; i < breaks.size(); ++i)
    if (step >= breaks[i] && step < breaks[i] + shift.breaks[i].length) return true;
  return false;
}

Tour TourOf(const RosterRules& rules, const Week& week) {
  Tour tour;
  if (week.breaks.empty()) return tour;
  const ShiftLength& shift = rules.lengths[week.length];
  tour.days = week.days();
  tour.length = week.length;
  tour.start = week.start;
  for (const auto& [day, breaks] : week.breaks) {
    tour.breaks.insert(tour.breaks.end(), breaks.begin(), breaks.end());
    for (int step = 0; step < shift.length; ++step)
      if (!IsBreak(shift, breaks, step))
        tour.at_work.push_back((day * kHalfHoursOfRosterDay + week.start + step) %
                               kHalfHoursOfRoster);
    tour.half_hours += shift.length;
  }
  return tour;
}

class Sharing {
 public:
  Sharing(const RosterRequest& request, const AgentGroups& groups, const Tours& tours)
      : rules_(request.rules), groups_(groups), group_of_(tours.size()) {
    for (const Tour& tour : tours) weeks_.push_back(WeekOf(rules_, tour));
    for (const RosterAgent& agent : request.agents) most_.push_back(MostHours(agent, rules_));
    for (size_t group = 0; group < groups.groups.size(); ++group) {
      for (const size_t agent : groups.groups[group].agents) group_of_[agent] = group;
      for (const AgentGroup::Choice& choice : groups.groups[group].choices)
        allowed_.insert({group, choice.days, choice.days == 0 ? 0 : choice.length});
    }
  }

  void EvenHours() {
    const auto step = [this](size_t a, size_t b) { return GiveDay(a, b) || Exchange(a, b); };
    do {
      while (EachPair(step)) {
      }
    } while (EachPair([this](size_t a, size_t b) { return JoinIn(a, b); }));
  }
  void EvenWeekends() {
    while (EachPair([this](size_t a, size_t b) { return SwapDays(a, b); })) {
    }
  }
  Tours Take() const {
    Tours tours;
    for (const Week& week : weeks_) tours.push_back(TourOf(rules_, week));
    return tours;
  }

 private:
  /// True: something changed.
  template <typename Step>
  bool EachPair(Step step) {
    bool is_any = false;
    for (size_t a = 0; a < weeks_.size(); ++a)
      for (size_t b = 0; b < weeks_.size(); ++b)
        if (a != b && most_[a] > 0 && most_[b] > 0) is_any |= step(a, b);
    return is_any;
  }

  double HoursOf(size_t length, size_t days) const {
    return WorkOf(rules_.lengths[length]) / 2.0 * static_cast<double>(days);
  }
  double Hours(size_t agent) const {
    return HoursOf(weeks_[agent].length, weeks_[agent].breaks.size());
  }
  bool MayWork(size_t agent, Days days, size_t length) const {
    return allowed_.contains({group_of_[agent], days, days == 0 ? 0 : length});
  }
  size_t TeamOf(size_t agent) const { return groups_.groups[group_of_[agent]].team; }
  bool CanStandIn(size_t agent, size_t of) const {
    const auto& own = groups_.teams[TeamOf(agent)];
    const auto& wanted = groups_.teams[TeamOf(of)];
    return std::ranges::includes(own, wanted);
  }
  double Unevenness(size_t agent, double hours) const { return hours * hours / most_[agent]; }
  bool IsGain(size_t a, double hours_of_a, size_t b, double hours_of_b) const {
    return Unevenness(a, Hours(a)) + Unevenness(b, Hours(b)) >
           Unevenness(a, hours_of_a) + Unevenness(b, hours_of_b) + kLeastGain;
  }
  bool IsAlike(const Week& a, const Week& b) const {
    return a.start == b.start && a.length == b.length;
  }

  bool GiveDay(size_t from, size_t to) {
    Week& giver = weeks_[from];
    Week& taker = weeks_[to];
    if (giver.breaks.empty() || !CanStandIn(to, from)) return false;
    if (!taker.breaks.empty() && !IsAlike(giver, taker)) return false;
    const size_t length = giver.length;
    if (!IsGain(from, HoursOf(length, giver.breaks.size() - 1), to,
                HoursOf(length, taker.breaks.size() + 1)))
      return false;
    const int day = DayToGive(from, to);
    if (day < 0) return false;
    taker.start = giver.start;
    taker.length = length;
    taker.breaks.insert(giver.breaks.extract(day));
    return true;
  }

  /// At the weekend where the giver has more of them; −1: none may be given.
  int DayToGive(size_t from, size_t to) const {
    const Week& giver = weeks_[from];
    const Days theirs = weeks_[to].days();
    const bool is_weekend_first = WeekendDays(giver.days()) > WeekendDays(theirs);
    int found = -1;
    for (const auto& [day, breaks] : giver.breaks) {
      const Days bit = 1U << day;
      if ((theirs & bit) != 0 || !MayWork(from, giver.days() & ~bit, giver.length) ||
          !MayWork(to, theirs | bit, giver.length))
        continue;
      if (found < 0 || (is_weekend_first && day >= kSaturday)) found = day;
    }
    return found;
  }

  bool Exchange(size_t a, size_t b) {
    if (TeamOf(a) != TeamOf(b) || !IsGain(a, Hours(b), b, Hours(a))) return false;
    if (!MayWork(a, weeks_[b].days(), weeks_[b].length) ||
        !MayWork(b, weeks_[a].days(), weeks_[a].length))
      return false;
    std::swap(weeks_[a], weeks_[b]);
    return true;
  }

  /// `helper`, who has less to do at another time of day, leaves that to those who are there then
  /// and takes over days of `busy`. Undone unless hours are more even for it.
  bool JoinIn(size_t busy, size_t helper) {
    const Week left = weeks_[helper];
    if (left.breaks.empty() || IsAlike(weeks_[busy], left) || !CanStandIn(helper, busy) ||
        !MayWork(helper, 0, 0) || Hours(busy) / most_[busy] <= Hours(helper) / most_[helper])
      return false;
    std::vector<std::pair<size_t, Week>> before{{busy, weeks_[busy]}, {helper, left}};
    bool is_left = true;
    for (const auto& [day, breaks] : left.breaks)
      is_left = is_left && LeaveDay(helper, day, &before);
    while (is_left && GiveDay(busy, helper)) {
    }
    double gain = 0;
    for (const auto& [agent, week] : before)
      gain += Unevenness(agent, HoursOf(week.length, week.breaks.size())) -
              Unevenness(agent, Hours(agent));
    if (is_left && gain > kLeastGain) return true;
    for (auto& [agent, week] : before) weeks_[agent] = week;
    return false;
  }

  /// To whoever can take it and has least of what he may. Remembers that one's week.
  bool LeaveDay(size_t from, int day, std::vector<std::pair<size_t, Week>>* before) {
    const Days bit = 1U << day;
    size_t taker = weeks_.size();
    for (size_t one = 0; one < weeks_.size(); ++one) {
      const Week& week = weeks_[one];
      const bool can = one != from && !week.breaks.empty() && IsAlike(week, weeks_[from]) &&
                       CanStandIn(one, from) && (week.days() & bit) == 0 &&
                       MayWork(one, week.days() | bit, week.length);
      if (can && (taker == weeks_.size() || Hours(one) / most_[one] < Hours(taker) / most_[taker]))
        taker = one;
    }
    if (taker == weeks_.size()) return false;
    if (std::ranges::find(*before, taker, &std::pair<size_t, Week>::first) == before->end())
      before->push_back({taker, weeks_[taker]});
    weeks_[taker].breaks.insert(weeks_[from].breaks.extract(day));
    return true;
  }

  /// A weekend's day of `a` against another one of `b`.
  bool SwapDays(size_t a, size_t b) {
    Week& giver = weeks_[a];
    Week& taker = weeks_[b];
    if (TeamOf(a) != TeamOf(b) || !IsAlike(giver, taker)) return false;
    const Days own = giver.days();
    const Days theirs = taker.days();
    if (!IsFairer(a, WeekendDays(own), b, WeekendDays(theirs))) return false;
    for (int day = kSaturday; day < kDaysOfRoster; ++day)
      for (int other = 0; other < kSaturday; ++other) {
        const Days out = 1U << day;
        const Days in = 1U << other;
        const bool can = (own & out) != 0 && (theirs & out) == 0 && (theirs & in) != 0 &&
                         (own & in) == 0 && MayWork(a, (own & ~out) | in, giver.length) &&
                         MayWork(b, (theirs & ~in) | out, taker.length);
        if (!can) continue;
        taker.breaks.insert(giver.breaks.extract(day));
        giver.breaks.insert(taker.breaks.extract(other));
        return true;
      }
    return false;
  }

  /// With one weekend's day less of the one and one more of the other.
  bool IsFairer(size_t a, int own, size_t b, int theirs) const {
    if (own == 0) return false;
    return Unevenness(a, own) + Unevenness(b, theirs) >
           Unevenness(a, own - 1) + Unevenness(b, theirs + 1) + kLeastGain;
  }

  const RosterRules& rules_;
  const AgentGroups& groups_;
  std::vector<size_t> group_of_;
  std::vector<double> most_;
  std::vector<Week> weeks_;
  std::set<std::tuple<size_t, Days, size_t>> allowed_;
};

struct OfAgent {
  double hours = 0;
  int weekend = 0;
  int early = 0;
  int late = 0;
};

double WorkedHoursOf(const RosterRules& rules, const RosterShift& shift) {
  const auto rule = std::ranges::find(rules.lengths, shift.length, &ShiftLength::length);
  int half_hours = shift.length;
  if (rule != rules.lengths.end())
    for (const BreakRule& pause : rule->breaks) half_hours -= pause.length;
  return half_hours / 2.0;
}

}  // namespace

void ShareHours(const RosterRequest& request, const AgentGroups& groups, Tours* tours) {
  Sharing sharing(request, groups, *tours);
  sharing.EvenHours();
  sharing.EvenWeekends();
  *tours = sharing.Take();
}

RosterSpread SpreadOf(const RosterRequest& request, const std::vector<RosterShift>& shifts) {
  std::vector<OfAgent> agents(request.agents.size());
  for (const RosterShift& shift : shifts) {
    OfAgent& agent = agents[shift.agent];
    agent.hours += WorkedHoursOf(request.rules, shift);
    agent.weekend += Has(kWeekend, shift.day) ? 1 : 0;
    agent.early += shift.start < kEarly ? 1 : 0;
    agent.late += shift.start + shift.length > kLate ? 1 : 0;
  }
  RosterSpread spread;
  double most_of_all = 0;
  double squares = 0;
  for (size_t i = 0; i < agents.size(); ++i) {
    const double most = MostHours(request.agents[i], request.rules);
    if (!(most > 0)) continue;
    ++spread.agents;
    spread.hours.Add(agents[i].hours);
    spread.part_of_most.Add(agents[i].hours / most);
    spread.weekend_days.Add(agents[i].weekend);
    spread.early_shifts.Add(agents[i].early);
    spread.late_shifts.Add(agents[i].late);
    most_of_all += most;
    spread.mean_part += agents[i].hours;
    squares += agents[i].hours * agents[i].hours / most;
  }
  if (spread.agents == 0) return spread;
  spread.mean_part /= most_of_all;
  spread.deviation =
      std::sqrt(std::max(0.0, squares / most_of_all - spread.mean_part * spread.mean_part));
  return spread;
}

}  // namespace kebao::analysis::staffing
