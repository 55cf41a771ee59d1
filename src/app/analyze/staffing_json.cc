#include <nlohmann/json.hpp>

#include "app/analyze/staffing_texts.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using inquiry::ChannelOutcome;
using inquiry::ChannelStaffing;
using inquiry::WorkKind;

constexpr int kSchemaVersion = 1;

template <class T>
Json OrNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

const char* NameOf(ChannelOutcome outcome) {
  switch (outcome) {
    case ChannelOutcome::kPlanned:
      return "planned";
    case ChannelOutcome::kNoContacts:
      return "no_contacts";
    case ChannelOutcome::kNoHandleTime:
      return "no_handle_time";
    case ChannelOutcome::kElapsedTime:
      break;
  }
  return "elapsed_time";
}

const char* NameOf(WorkKind kind) {
  switch (kind) {
    case WorkKind::kCall:
      return "call";
    case WorkKind::kChat:
      return "chat";
    case WorkKind::kBacklog:
      break;
  }
  return "backlog";
}

Json ToTree(const std::optional<inquiry::MeasuredValue>& measured) {
  if (!measured) return nullptr;
  return {{"value", measured->value},
          {"n", measured->n},
          {"low", OrNull(measured->low)},
          {"high", OrNull(measured->high)}};
}

Json ToTree(const analysis::staffing::Simulated& simulated) {
  return {
      {"mean", simulated.mean}, {"low", OrNull(simulated.low)}, {"high", OrNull(simulated.high)}};
}

Json ToTree(const std::optional<analysis::staffing::SimulationResult>& found) {
  if (!found) return nullptr;
  return {{"replications", found->replications},
          {"contacts", ToTree(found->offered)},
          {"service_level", ToTree(found->service_level)},
          {"abandoned_share", ToTree(found->abandoned_share)},
          {"unserved_share", ToTree(found->unserved_share)},
          {"wait_seconds", ToTree(found->wait_seconds)},
          {"occupancy", ToTree(found->occupancy)}};
}

Json TargetTree(const inquiry::ChannelPlan& plan) {
  const bool is_backlog = plan.kind == WorkKind::kBacklog;
  Json target = {
      {"service_level", OrNull(plan.target.service_level)},
      {"within_seconds", is_backlog ? plan.deadline_seconds : plan.target.within_seconds},
      {"most_occupancy", OrNull(plan.target.most_occupancy)},
      {"most_abandoned", OrNull(plan.target.most_abandoned)}};
  if (is_backlog) target["service_level"] = plan.probability;
  return target;
}

Json HalfHoursTree(const ChannelStaffing& channel, const inquiry::StaffingAnswer& answer) {
  Json tree = Json::array();
  for (size_t i = 0; i < channel.half_hours.size(); ++i) {
    const inquiry::HalfHourStaffing& half_hour = channel.half_hours[i];
    tree.push_back({{"at", HalfHourOf(answer, i)},
                    {"contacts", half_hour.contacts},
                    {"contacts_low", OrNull(half_hour.contacts_low)},
                    {"contacts_high", OrNull(half_hour.contacts_high)},
                    {"agents", half_hour.agents},
                    {"agents_low", OrNull(half_hour.agents_low)},
                    {"agents_high", OrNull(half_hour.agents_high)}});
  }
  return tree;
}

Json ToTree(const ChannelStaffing& channel, const inquiry::StaffingAnswer& answer) {
  Json tree = {
      {"channel", channel.plan.channel},    {"kind", NameOf(channel.plan.kind)},
      {"outcome", NameOf(channel.outcome)}, {"history_contacts", channel.history_contacts},
      {"target", TargetTree(channel.plan)}, {"handle_seconds", ToTree(channel.handle_seconds)}};
  if (channel.outcome != ChannelOutcome::kPlanned) return tree;
  const analysis::forecast::Backtest& test = channel.forecast.forecast.backtest;
  tree["handle_seconds_used"] = channel.handle_seconds_used;
  tree["is_handle_assumed"] = channel.is_handle_assumed;
  tree["concurrency"] = channel.plan.concurrency;
  tree["slowdown"] = channel.plan.slowdown;
  tree["human_share"] = ToTree(channel.human_share);
  tree["patience_seconds"] = ToTree(channel.patience_seconds);
  tree["backtest"] = {{"origins", test.origins}, {"window", test.window}, {"mase", test.mase}};
  tree["agent_hours"] = channel.agent_hours;
  tree["rostered_hours"] = channel.rostered_hours;
  tree["most_agents"] = channel.most_agents;
  tree["simulation"] = ToTree(channel.simulation);
  tree["half_hours"] = HalfHoursTree(channel, answer);
  return tree;
}

Json ToTree(const std::optional<inquiry::Presence>& presence) {
  if (!presence) return nullptr;
  return {{"first", FormatDay(presence->first)},
          {"last", FormatDay({presence->limit.days - 1})},
          {"is_of_period", presence->is_of_period},
          {"n", presence->n},
          {"agents", presence->agents}};
}

Json ToTree(const std::optional<inquiry::StaffingCosts>& costs) {
  if (!costs) return nullptr;
  return {{"month", costs->month.id},
          {"total_minor", OrNull(costs->total)},
          {"bot_minor", OrNull(costs->bot)},
          {"wages_minor", OrNull(costs->wages)},
          {"human_contacts", OrNull(costs->human_contacts)},
          {"bot_contacts", OrNull(costs->bot_contacts)},
          {"shift_hours", OrNull(costs->shift_hours)},
          {"per_human_contact_minor", OrNull(costs->per_human_contact)},
          {"per_bot_contact_minor", OrNull(costs->per_bot_contact)},
          {"per_shift_hour_minor", OrNull(costs->per_shift_hour)}};
}

Json BalanceTree(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan) {
  const auto there = ThereOf(answer, plan);
  if (!there) return nullptr;
  const inquiry::StaffingBalance balance = BalanceOf(answer, *there);
  return {{"needed_hours", balance.needed},
          {"lacking_hours", balance.lacking},
          {"spare_hours", balance.spare}};
}

}  // namespace

std::string StaffingJson(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan,
                         const MetricSession& opened) {
  Json tree = {{"schema_version", kSchemaVersion},     {"kind", "staffing"},
               {"period", opened.context().period.id}, {"time_zone", opened.context().zone.name()},
               {"pack", opened.context().pack},        {"history_days", answer.history_days},
               {"shrinkage", plan.shrinkage}};
  tree["channels"] = Json::array();
  for (const ChannelStaffing& channel : answer.channels)
    tree["channels"].push_back(ToTree(channel, answer));
  tree["needed"] = answer.needed;
  tree["at_work"] = ToTree(answer.at_work);
  tree["in_shifts"] = ToTree(answer.in_shifts);
  tree["balance_of_a_week"] = BalanceTree(answer, plan);
  tree["costs"] = ToTree(answer.costs);
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
