#include "demo/roster.h"

#include <algorithm>

#include "demo/rhythm.h"

namespace kebao::demo {
namespace {

constexpr int64_t kDailyLoadOfOneDesk = 4000;
constexpr uint64_t kDutyStream = 11;
constexpr double kAbsentShare = 0.03;         // sick or on leave
constexpr double kHolidayAbsentShare = 0.35;  // of those who work in shifts
constexpr double kWeekendDutyEvery = 4;       // weeks, in teams that have weekends off

bool IsNightWorker(const TeamSpec& team) { return team.days_off == DaysOff::kNight; }

/// Whether the pattern of the team gives the agent this day.
bool IsPlanned(const TeamSpec& team, const Rhythm& rhythm, LocalDay day, int agent,
               Random& random) {
  const int number = day.days + agent * 3;
  switch (team.days_off) {
    case DaysOff::kNight:
      return (day.days + agent) % 3 < 2;
    case DaysOff::kRotating:
      if (IsRestDay(rhythm, day) && random.Chance(kHolidayAbsentShare)) return false;
      return number % 7 >= 2;
    case DaysOff::kWeekend: {
      const int week = (day.days + 3) / 7;
      return !IsDayOff(rhythm, day) || (week + agent) % static_cast<int>(kWeekendDutyEvery) == 0;
    }
  }
  return false;
}

int StartOfTeam(int team, const std::vector<StoryEffect>& effects, const TimeLine& line) {
  for (const StoryEffect& effect : effects) {
    if (effect.team == team && effect.spec.routed_share > 0) return line.DayOf(effect.start);
  }
  return -100'000;
}

bool IsStoryTeam(const DemoCatalog& catalog, int team) {
  return std::any_of(catalog.effects.begin(), catalog.effects.end(), [&](const EffectSpec& effect) {
    return effect.routed_share > 0 && effect.team == catalog.teams[static_cast<size_t>(team)].name;
  });
}

}  // namespace

Roster::Roster(const DemoCatalog& catalog, const TimeLine& line,
               const std::vector<StoryEffect>& effects, const DemoOptions& options)
    : line_(line), team_count_(catalog.teams.size()), team_is_used_(catalog.teams.size(), false) {
  const int64_t daily = options.conversations / options.days;
  HireAgents(catalog, effects, static_cast<int>(daily / kDailyLoadOfOneDesk) + 1);
  const auto planned_days =
      static_cast<size_t>(line.days() + TimeLine::kDaysBefore + TimeLine::kDaysAfter);
  duties_.resize(planned_days * team_count_);
  for (int day = -TimeLine::kDaysBefore; day < line.days() + TimeLine::kDaysAfter; ++day) {
    PlanDay(catalog, day, options.seed);
  }
}

void Roster::HireAgents(const DemoCatalog& catalog, const std::vector<StoryEffect>& effects,
                        int copies) {
  for (int copy = 0; copy < copies; ++copy) {
    for (size_t index = 0; index < catalog.agents.size(); ++index) {
      const AgentSpec& spec = catalog.agents[index];
      const int team_start = StartOfTeam(spec.team, effects, line_);
      const bool is_story_team = IsStoryTeam(catalog, spec.team);
      if (is_story_team && team_start < 0) continue;
      Agent agent{spec.id, spec.name, &spec, static_cast<int>(index), spec.hired_on};
      if (copy > 0)
        agent.id += "-" + std::to_string(copy + 1), agent.name += std::to_string(copy + 1);
      if (is_story_team) agent.hired_on = line_.LocalDayOf(team_start);
      agent.joined_day = agent.hired_on.days - line_.LocalDayOf(0).days;
      if (spec.move)
        agent.move = {line_.DayWith(spec.move->month, spec.move->day), spec.move->team};
      if (agent.move && agent.move->first <= agent.joined_day) agent.move.reset();
      team_is_used_[static_cast<size_t>(spec.team)] = true;
      agents_.push_back(std::move(agent));
    }
  }
}

int Roster::TeamOf(int agent, int day) const {
  const Agent& person = agents_[static_cast<size_t>(agent)];
  return person.move && day >= person.move->first ? person.move->second : person.spec->team;
}

std::optional<Duty> Roster::PlanDuty(const DemoCatalog& catalog, int agent, int day,
                                     uint64_t seed) const {
  if (day < agents_[static_cast<size_t>(agent)].joined_day) return std::nullopt;
  const int team_index = TeamOf(agent, day);
  const TeamSpec& team = catalog.teams[static_cast<size_t>(team_index)];
  const LocalDay local = line_.LocalDayOf(day);
  Random random = Random::Stream(
      seed, kDutyStream, static_cast<uint64_t>(agent) << 32 | static_cast<uint32_t>(local.days));
  if (!IsPlanned(team, catalog.rhythm, local, agent, random)) return std::nullopt;
  if (!IsNightWorker(team) && random.Chance(kAbsentShare)) return std::nullopt;
  const auto turn = static_cast<size_t>((local.days + 3) / 7 + agent) % team.shifts.size();
  const ShiftSpec& shift = team.shifts[turn];
  Duty duty{agent, team_index};
  duty.start = line_.StartOf(day) + shift.starts_minute * 60;
  duty.end = duty.start + shift.minutes * 60;
  duty.lunch_start = duty.start + shift.minutes * 30 - 1800 + (agent % 3) * 1800;
  duty.lunch_end = duty.lunch_start + random.Between(30, 50) * 60;
  duty.shift = &shift.name;
  return duty;
}

void Roster::PlanDay(const DemoCatalog& catalog, int day, uint64_t seed) {
  std::vector<int16_t> places(agents_.size(), -1);
  for (size_t agent = 0; agent < agents_.size(); ++agent) {
    const std::optional<Duty> duty = PlanDuty(catalog, static_cast<int>(agent), day, seed);
    if (!duty) continue;
    std::vector<Duty>& list = duties_[Slot(duty->team, day)];
    places[agent] = static_cast<int16_t>(list.size());
    list.push_back(*duty);
  }
  places_.push_back(std::move(places));
}

size_t Roster::Slot(int team, int day) const {
  return static_cast<size_t>(day + TimeLine::kDaysBefore) * team_count_ + static_cast<size_t>(team);
}

const std::vector<Duty>& Roster::DutiesOf(int team, int day) const {
  return duties_[Slot(team, day)];
}

const Duty* Roster::DutyOf(int agent, int day) const {
  if (day < -TimeLine::kDaysBefore || day >= line_.days() + TimeLine::kDaysAfter) return nullptr;
  const int16_t place =
      places_[static_cast<size_t>(day + TimeLine::kDaysBefore)][static_cast<size_t>(agent)];
  if (place < 0) return nullptr;
  return &DutiesOf(TeamOf(agent, day), day)[static_cast<size_t>(place)];
}

const Duty* Roster::DutyAt(int agent, EpochSeconds at) const {
  const int day = line_.DayOf(at);
  for (const int start_day : {day, day - 1}) {
    const Duty* duty = DutyOf(agent, start_day);
    if (duty != nullptr && duty->Covers(at)) return duty;
  }
  return nullptr;
}

EpochSeconds Roster::NextWorking(int agent, EpochSeconds at) const {
  for (int day = line_.DayOf(at) - 1; day < line_.days() + TimeLine::kDaysAfter; ++day) {
    const Duty* duty = DutyOf(agent, day);
    if (duty == nullptr || duty->end <= at) continue;
    const EpochSeconds begin = std::max(at, duty->start);
    if (!duty->IsAtLunch(begin)) return begin;
    return duty->lunch_end;
  }
  return line_.StartOf(line_.days() + TimeLine::kDaysAfter);
}

int Roster::StaffAt(int team, EpochSeconds at) const {
  const int day = line_.DayOf(at);
  int staff = 0;
  for (const int start_day : {day, day - 1}) {
    if (start_day < -TimeLine::kDaysBefore || start_day >= line_.days() + TimeLine::kDaysAfter)
      continue;
    for (const Duty& duty : DutiesOf(team, start_day)) staff += duty.Covers(at) ? 1 : 0;
  }
  return staff;
}

}  // namespace kebao::demo
