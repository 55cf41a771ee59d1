#include <fmt/format.h>

#include <algorithm>

#include "demo/page_types.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::Entity;

constexpr uint64_t kStateStream = 31;
constexpr uint64_t kVisitStream = 32;
constexpr double kVisitsPerConversation = 18;
constexpr EpochSeconds kMinute = 60;

/// Writes the states of one shift one after the other.
class StateWriter {
 public:
  StateWriter(const Agent& agent, const Duty& duty, EpochSeconds data_end, RecordBuilder& records)
      : agent_(agent), at_(duty.start), end_(std::min(duty.end, data_end)), records_(records) {}

  void Until(EpochSeconds until, std::string_view state) {
    until = std::min(until, end_);
    if (until <= at_) return;
    records_.Start(Entity::kAgentState) = fmt::format("{}-{}", agent_.id, at_);
    records_.Text("agent", agent_.id);
    records_.Text("state", state);
    records_.At("started_at", ToInstant(at_));
    records_.At("ended_at", ToInstant(until));
    records_.Emit(ToInstant(at_).micros);
    at_ = until;
  }

  /// Online with stretches of being busy, more of them under load.
  void WorkUntil(const Desk& desk, int team, EpochSeconds until, Random& random) {
    until = std::min(until, end_);
    while (at_ < until) {
      const double busy_share = std::min(0.9, 0.45 * desk.PressureAt(team, at_) + 0.1);
      const EpochSeconds piece = random.Between(50, 80) * kMinute;
      const EpochSeconds stop = std::min(until, at_ + piece);
      Until(at_ + static_cast<EpochSeconds>(static_cast<double>(stop - at_) * (1 - busy_share)),
            "online");
      Until(stop, "busy");
    }
  }

 private:
  const Agent& agent_;
  EpochSeconds at_;
  EpochSeconds end_;
  RecordBuilder& records_;
};

/// A coaching that the story tells of is in the states of the agent, in the three days before it
/// works.
bool IsInCoaching(const Desk& desk, const Agent& agent, EpochSeconds at) {
  return std::any_of(desk.effects().begin(), desk.effects().end(), [&](const StoryEffect& effect) {
    return effect.spec.agent == agent.id && at >= effect.start - 3 * 86'400 && at < effect.start;
  });
}

void EmitStates(const Desk& desk, const Duty& duty, RecordBuilder& records) {
  const Agent& agent = desk.roster().agents()[static_cast<size_t>(duty.agent)];
  Random random =
      Random::Stream(desk.options().seed, kStateStream,
                     static_cast<uint64_t>(duty.start) * 4096 + static_cast<uint64_t>(duty.agent));
  StateWriter states(agent, duty, desk.line().end(), records);
  const int weekday = WeekdayOf(desk.line().LocalDayOf(desk.line().DayOf(duty.start)));
  if (IsInCoaching(desk, agent, duty.start))
    states.Until(duty.start + 120 * kMinute, "training");
  else if (weekday == 1)
    states.Until(duty.start + 30 * kMinute, "meeting");
  states.WorkUntil(desk, duty.team, duty.lunch_start, random);
  states.Until(duty.lunch_end, "break");
  const EpochSeconds rest = duty.lunch_end + (duty.end - duty.lunch_end) / 2;
  states.WorkUntil(desk, duty.team, rest, random);
  states.Until(rest + random.Between(8, 16) * kMinute, "break");
  states.WorkUntil(desk, duty.team, duty.end, random);
}

void EmitShift(const Desk& desk, const Duty& duty, RecordBuilder& records) {
  const Agent& agent = desk.roster().agents()[static_cast<size_t>(duty.agent)];
  records.Start(Entity::kShift) = fmt::format(
      "{}-{}", agent.id, FormatDay(desk.line().LocalDayOf(desk.line().DayOf(duty.start))));
  records.Text("agent", agent.id);
  records.Text("shift", *duty.shift);
  records.At("started_at", ToInstant(duty.start));
  records.At("ended_at", ToInstant(duty.end));
  records.Emit(ToInstant(duty.start).micros);
}

constexpr std::string_view kBrowsers[] = {"微信内置", "Chrome", "Safari", "QQ浏览器"};
constexpr std::string_view kSystems[] = {"Android", "Windows", "iOS", "Android"};
constexpr std::string_view kEntries[] = {"自然搜索", "广告", "直接访问", "社交分享"};

void EmitVisitRow(const Desk& desk, int day, const PageType& page, size_t region, double visits,
                  Random& random, RecordBuilder& records) {
  const auto browser = random.Below(std::size(kBrowsers));
  const auto count = static_cast<int64_t>(visits * page.share * (0.9 + 0.2 * random.Uniform()));
  if (count == 0) return;
  const LocalDay local = desk.line().LocalDayOf(day);
  records.Start(Entity::kVisit) =
      fmt::format("V{}-{}-{}", FormatDay(local), &page - kPages.data(), region);
  records.At("visited_at", ToInstant(desk.line().StartOf(day) + 12 * 3600));
  records.Text("page_type", page.name);
  records.Text("region", desk.catalog().regions[region].name);
  records.Text("browser", kBrowsers[browser]);
  records.Text("operating_system", kSystems[browser]);
  records.Text("entry", kEntries[random.Below(std::size(kEntries))]);
  records.Integer("visits", count);
  records.Integer("visitors",
                  std::max<int64_t>(1, static_cast<int64_t>(static_cast<double>(count) * 0.72)));
  records.Integer("page_views",
                  static_cast<int64_t>(static_cast<double>(count) * (2.1 + random.Uniform())));
  records.Integer("dwell_seconds", count * (page.dwell_seconds + random.Between(-10, 10)));
  records.Emit(ToInstant(desk.line().StartOf(day)).micros);
}

}  // namespace

void EmitShifts(const Desk& desk, int day, RecordBuilder& records) {
  for (int team = 0; team < static_cast<int>(desk.catalog().teams.size()); ++team) {
    for (const Duty& duty : desk.roster().DutiesOf(team, day)) {
      EmitShift(desk, duty, records);
      EmitStates(desk, duty, records);
    }
  }
}

void EmitVisits(const Desk& desk, int day, RecordBuilder& records) {
  Random random = Random::Stream(desk.options().seed, kVisitStream,
                                 static_cast<uint64_t>(desk.line().LocalDayOf(day).days));
  const double visits = kVisitsPerConversation * static_cast<double>(desk.volume().QuotaOf(
                                                     day, desk.options().conversations));
  double weight = 0;
  for (const WeightedName& region : desk.catalog().regions) weight += region.weight;
  for (const PageType& page : kPages) {
    for (size_t region = 0; region < desk.catalog().regions.size(); ++region) {
      EmitVisitRow(desk, day, page, region, visits * desk.catalog().regions[region].weight / weight,
                   random, records);
    }
  }
}

}  // namespace kebao::demo
