#include "inquiry/staffing_inquiry.h"

#include <algorithm>
#include <cmath>

#include "analysis/staffing/backlog.h"
#include "inquiry/staffing_parts.h"

namespace kebao::inquiry {
namespace {

namespace staffing = analysis::staffing;

constexpr double kSecondsPerHalfHour = 1800;
constexpr uint64_t kSeed = 20240229;
constexpr double kMostSimulated = 2e6;  // contacts; longer periods are not simulated

/// Contacts that need a human, half hour by half hour: the day's forecast in the shape of its
/// weekday. The interval is that of the day: how contacts scatter within it is Erlang's affair.
void SplitDays(const WeekShape& shape, LocalDay first, ChannelStaffing* channel) {
  const double human = channel->human_share ? channel->human_share->value : 1;
  const auto& points = channel->forecast.forecast.points;
  for (size_t i = channel->forecast.skipped; i < points.size(); ++i) {
    const LocalDay day{first.days + static_cast<int32_t>(i - channel->forecast.skipped)};
    for (const double share : shape[static_cast<size_t>(WeekdayOf(day) - 1)]) {
      const double part = share * human;
      HalfHourStaffing made;
      made.contacts = part * std::max(0.0, points[i].mean);
      if (points[i].low95) made.contacts_low = part * std::max(0.0, *points[i].low95);
      if (points[i].high95) made.contacts_high = part * std::max(0.0, *points[i].high95);
      channel->half_hours.push_back(made);
    }
  }
}

bool IsOpen(const ChannelPlan& plan, size_t half_hour) {
  const int hour = static_cast<int>(half_hour) % kHalfHoursOfDay / 2;
  return hour >= plan.open_from && hour < plan.open_limit;
}

staffing::QueueLoad LoadOf(const ChannelStaffing& channel, double contacts) {
  staffing::QueueLoad load{contacts / kSecondsPerHalfHour, channel.handle_seconds_used};
  if (channel.patience_seconds) load.patience_seconds = channel.patience_seconds->value;
  load.concurrency = channel.plan.concurrency;
  load.slowdown = channel.plan.slowdown;
  return load;
}

/// For the forecast, or one of its bounds.
Result<double> QueueAgents(const ChannelStaffing& channel, const StaffingPlan& plan,
                           double contacts) {
  if (contacts < plan.least_arrivals) return 0;
  KEBAO_TRY(
      const staffing::RequiredAgents found,
      staffing::AgentsFor(LoadOf(channel, contacts), channel.plan.target, channel.plan.channel));
  return found.agents;
}

Result<void> PlanQueue(const StaffingPlan& plan, ChannelStaffing* channel) {
  for (size_t i = 0; i < channel->half_hours.size(); ++i) {
    if (!IsOpen(channel->plan, i)) continue;
    HalfHourStaffing& half_hour = channel->half_hours[i];
    KEBAO_TRY(half_hour.agents, QueueAgents(*channel, plan, half_hour.contacts));
    if (!half_hour.contacts_low || !half_hour.contacts_high) continue;
    KEBAO_TRY(half_hour.agents_low, QueueAgents(*channel, plan, *half_hour.contacts_low));
    KEBAO_TRY(half_hour.agents_high, QueueAgents(*channel, plan, *half_hour.contacts_high));
  }
  return {};
}

using Contacts = std::optional<double> (*)(const HalfHourStaffing&);

/// Agents for the forecast, or for one of its bounds; nullopt where it has none.
Result<std::optional<std::vector<double>>> BacklogAgents(const ChannelStaffing& channel,
                                                         Contacts contacts) {
  staffing::BacklogLoad load;
  for (size_t i = 0; i < channel.half_hours.size(); ++i) {
    const std::optional<double> come = contacts(channel.half_hours[i]);
    if (!come) return std::nullopt;
    load.arrivals.push_back(*come);
    load.is_open.push_back(IsOpen(channel.plan, i));
  }
  load.interval_seconds = kSecondsPerHalfHour;
  load.handle_seconds = channel.handle_seconds_used;
  load.deadline_seconds = channel.plan.deadline_seconds;
  const staffing::BacklogTarget target{channel.plan.probability,
                                       channel.plan.target.most_occupancy.value_or(1)};
  KEBAO_TRY(staffing::BacklogStaffing found,
            staffing::AgentsForBacklog(load, target, channel.plan.channel));
  return std::move(found.agents);
}

Result<void> PlanBacklog(ChannelStaffing* channel) {
  using Half = const HalfHourStaffing&;
  KEBAO_TRY(const auto agents,
            BacklogAgents(*channel, [](Half half) { return std::optional(half.contacts); }));
  KEBAO_TRY(const auto low, BacklogAgents(*channel, [](Half half) { return half.contacts_low; }));
  KEBAO_TRY(const auto high, BacklogAgents(*channel, [](Half half) { return half.contacts_high; }));
  for (size_t i = 0; i < channel->half_hours.size(); ++i) {
    HalfHourStaffing& half_hour = channel->half_hours[i];
    half_hour.agents = (*agents)[i];
    if (!low || !high) continue;
    // Work that is put off differently may need fewer at one time with more contacts.
    half_hour.agents_low = std::min((*low)[i], half_hour.agents);
    half_hour.agents_high = std::max((*high)[i], half_hour.agents);
  }
  return {};
}

/// The whole period with the agents that were planned.
Result<void> SimulatePeriod(const StaffingPlan& plan, ChannelStaffing* channel) {
  staffing::SimulatedDay day;
  day.interval_seconds = kSecondsPerHalfHour;
  double contacts = 0;
  for (size_t i = 0; i < channel->half_hours.size(); ++i) {
    const HalfHourStaffing& half_hour = channel->half_hours[i];
    const bool is_manned = half_hour.agents > 0;
    day.arrivals.push_back(is_manned ? half_hour.contacts : 0);
    day.agents.push_back(static_cast<int>(half_hour.agents));
    contacts += day.arrivals.back();
  }
  day.contact = LoadOf(*channel, 0);
  day.within_seconds = channel->plan.target.within_seconds;
  if (contacts == 0 || contacts * plan.replications > kMostSimulated) return {};
  KEBAO_TRY(channel->simulation,
            staffing::Simulate(day, plan.replications, kSeed, channel->plan.channel));
  return {};
}

Result<void> Sum(const StaffingPlan& plan, ChannelStaffing* channel) {
  for (const HalfHourStaffing& half_hour : channel->half_hours) {
    channel->agent_hours += half_hour.agents / 2;
    channel->most_agents = std::max(channel->most_agents, half_hour.agents);
  }
  KEBAO_TRY(channel->rostered_hours,
            staffing::RosteredFor(channel->agent_hours, plan.shrinkage, channel->plan.channel));
  return {};
}

struct Asked {
  const metrics::MetricService& service;
  const metrics::QueryContext& context;
  const StaffingPlan& plan;
  std::span<const analysis::NamedDay> calendar;
  CoveredDays covered;
  CoveredDays history;  // that is measured over
};

Result<ChannelStaffing> PlanChannel(const Asked& asked, const ChannelPlan& plan) {
  ChannelStaffing channel;
  channel.plan = plan;
  const metrics::QueryContext context = OfChannel(asked.context, plan.channel);
  KEBAO_TRY_VOID(MeasureChannel(asked.service, context, asked.plan, asked.history, &channel));
  if (channel.outcome != ChannelOutcome::kPlanned) return channel;
  KEBAO_TRY(channel.forecast, AskForForecast(asked.service, context, "conversations",
                                             metrics::Grain::kDay, asked.calendar, asked.covered));
  KEBAO_TRY(const WeekShape shape, ShapeOf(asked.service, context, asked.history));
  SplitDays(shape, asked.context.period.first, &channel);
  KEBAO_ASSERT(channel.half_hours.size() == static_cast<size_t>(asked.context.period.limit.days -
                                                                asked.context.period.first.days) *
                                                kHalfHoursOfDay);
  if (plan.kind == WorkKind::kBacklog) {
    KEBAO_TRY_VOID(PlanBacklog(&channel));
  } else {
    KEBAO_TRY_VOID(PlanQueue(asked.plan, &channel));
    KEBAO_TRY_VOID(SimulatePeriod(asked.plan, &channel));
  }
  KEBAO_TRY_VOID(Sum(asked.plan, &channel));
  return channel;
}

/// The period's own days where there are rows, else the days before it.
Result<std::optional<Presence>> NearestPresence(const Asked& asked, const std::string& metric,
                                                CoveredDays own) {
  KEBAO_TRY(std::optional<Presence> found, PresenceOf(asked.service, asked.context, metric, own));
  if (found) {
    found->is_of_period = true;
    return found;
  }
  return PresenceOf(asked.service, asked.context, metric, asked.history);
}

void AddNeeded(const ChannelStaffing& channel, StaffingAnswer* answer) {
  for (size_t i = 0; i < channel.half_hours.size(); ++i) {
    const LocalDay day{answer->first.days + static_cast<int32_t>(i) / kHalfHoursOfDay};
    const auto weekday = static_cast<size_t>(WeekdayOf(day) - 1);
    const size_t hour = i % kHalfHoursOfDay / 2;
    answer->needed[weekday][hour] += channel.half_hours[i].agents / 2 / answer->weekdays[weekday];
  }
}

StaffingAnswer Opened(const Asked& asked) {
  StaffingAnswer answer;
  const metrics::Period& period = asked.context.period;
  answer.first = period.first;
  answer.days = period.limit.days - period.first.days;
  answer.history_days = asked.history.limit.days - asked.history.first.days;
  for (LocalDay day = period.first; day < period.limit; ++day.days)
    ++answer.weekdays[static_cast<size_t>(WeekdayOf(day) - 1)];
  return answer;
}

}  // namespace

Result<StaffingAnswer> AskForStaffing(const metrics::MetricService& service,
                                      const metrics::QueryContext& context,
                                      const StaffingPlan& plan,
                                      std::span<const analysis::NamedDay> calendar,
                                      CoveredDays covered) {
  const metrics::Period& period = context.period;
  const LocalDay from = std::min(covered.limit, period.first);
  const LocalDay first = std::max(covered.first, LocalDay{from.days - plan.history_days});
  if (!(first < from)) return MakeProblem("forecast.history", "conversations");
  const Asked asked{service, context, plan, calendar, covered, {first, from}};
  StaffingAnswer answer = Opened(asked);
  for (const ChannelPlan& channel : plan.channels) {
    KEBAO_TRY(ChannelStaffing planned, PlanChannel(asked, channel));
    AddNeeded(planned, &answer);
    answer.rostered_hours += planned.rostered_hours;
    answer.channels.push_back(std::move(planned));
  }
  const CoveredDays past{period.first, std::min(period.limit, covered.limit)};
  KEBAO_TRY(answer.at_work, NearestPresence(asked, "online_seconds", past));
  KEBAO_TRY(answer.in_shifts,
            NearestPresence(asked, "shift_seconds", {period.first, period.limit}));
  KEBAO_TRY(answer.costs, CostsOf(service, context, covered));
  return answer;
}

}  // namespace kebao::inquiry
