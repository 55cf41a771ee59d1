#include "demo/staffing.h"

#include <algorithm>
#include <limits>

namespace kebao::demo {
namespace {

constexpr EpochSeconds kLeastRest =
    900;  // nobody begins something new in the last quarter of an hour of a shift
constexpr int kTicketSearchDays = 20;

}  // namespace

Staffing::Staffing(const Desk& desk) : desk_(desk), loads_(desk.roster().agents().size()) {}

Staffing::Seat Staffing::FindForChat(int team, EpochSeconds at, int except, Random& random) const {
  return Find(team, at, except, Work::kChat, random);
}

Staffing::Seat Staffing::FindForCall(int team, EpochSeconds at, int except, Random& random) const {
  return Find(team, at, except, Work::kCall, random);
}

Staffing::Seat Staffing::Find(int team, EpochSeconds at, int except, Work work,
                              Random& random) const {
  Seat seat = FindIn(team, at, except, work, random);
  if (seat.agent < 0) seat = FindIn(desk_.night_team(), at, except, work, random);
  for (int other = 0; seat.agent < 0 && other < static_cast<int>(desk_.catalog().teams.size());
       ++other) {
    seat = FindIn(other, at, except, work, random);
  }
  return seat;
}

EpochSeconds Staffing::FreeFrom(int agent, EpochSeconds at, Work work, int& busy) const {
  const Load& load = loads_[static_cast<size_t>(agent)];
  if (work == Work::kCall) return std::max(at, load.call_until);
  EpochSeconds earliest = std::numeric_limits<EpochSeconds>::max();
  busy = 0;
  for (const EpochSeconds until : load.chats_until) {
    busy += until > at ? 1 : 0;
    earliest = std::min(earliest, until);
  }
  return std::max(at, earliest);
}

Staffing::Seat Staffing::FindIn(int team, EpochSeconds at, int except, Work work,
                                Random& random) const {
  Seat best;
  int64_t best_rank = std::numeric_limits<int64_t>::max();
  const int day = desk_.line().DayOf(at);
  for (const int start_day : {day, day - 1}) {
    if (start_day < -TimeLine::kDaysBefore ||
        start_day >= desk_.line().days() + TimeLine::kDaysAfter)
      continue;
    for (const Duty& duty : desk_.roster().DutiesOf(team, start_day)) {
      const bool takes_calls =
          desk_.roster().agents()[static_cast<size_t>(duty.agent)].spec->takes_calls;
      if (takes_calls != (work == Work::kCall) || duty.agent == except || !duty.Covers(at) ||
          duty.IsAtLunch(at))
        continue;
      int busy = 0;
      const EpochSeconds from = FreeFrom(duty.agent, at, work, busy);
      if (from + kLeastRest > duty.end || duty.IsAtLunch(from)) continue;
      const int64_t rank = ((from - at) * 8 + busy) * 256 + random.Below(256);
      if (rank >= best_rank) continue;
      best_rank = rank;
      best = {duty.agent, from};
    }
  }
  return best;
}

Staffing::Seat Staffing::FindForTicket(int team, EpochSeconds at, Random& random) const {
  const int first = desk_.line().DayOf(at);
  const int last =
      std::min(first + kTicketSearchDays, desk_.line().days() + TimeLine::kDaysAfter - 1);
  for (int day = first; day <= last; ++day) {
    const std::vector<Duty>& duties = desk_.roster().DutiesOf(team, day);
    if (duties.empty()) continue;
    const auto start = random.Below(static_cast<uint32_t>(duties.size()));
    for (size_t step = 0; step < duties.size(); ++step) {
      const Duty& duty = duties[(start + step) % duties.size()];
      if (duty.end <= at + kLeastRest) continue;
      return {duty.agent, desk_.roster().NextWorking(duty.agent, std::max(at, duty.start))};
    }
  }
  return {};
}

void Staffing::TakeChat(int agent, EpochSeconds from, EpochSeconds until) {
  auto& places = loads_[static_cast<size_t>(agent)].chats_until;
  const auto place = std::find_if(places.begin(), places.end(),
                                  [&](EpochSeconds busy_until) { return busy_until <= from; });
  if (place != places.end())
    *place = until;
  else
    *std::min_element(places.begin(), places.end()) = until;
}

void Staffing::TakeCall(int agent, EpochSeconds until) {
  EpochSeconds& busy_until = loads_[static_cast<size_t>(agent)].call_until;
  busy_until = std::max(busy_until, until);
}

}  // namespace kebao::demo
