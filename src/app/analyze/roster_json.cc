#include <nlohmann/json.hpp>

#include "app/analyze/roster_texts.h"
#include "render/csv/csv_field.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using inquiry::ProposedRoster;
namespace staffing = analysis::staffing;

constexpr int kSchemaVersion = 1;

Json OrNull(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

std::string DayOf(const ProposedRoster& proposed, int day) {
  return FormatDay({proposed.first.days + day});
}

Json RangeTree(const staffing::RosterRange& range) {
  return {{"least", range.least}, {"most", range.most}};
}

/// Null: nobody may work in this week.
Json SpreadTree(const ProposedRoster& proposed) {
  const staffing::RosterSpread& spread = proposed.roster.spread;
  if (spread.agents == 0) return nullptr;
  return {{"is_shared", proposed.request.rules.is_shared},
          {"agents", spread.agents},
          {"hours", RangeTree(spread.hours)},
          {"part_of_most", RangeTree(spread.part_of_most)},
          {"mean_part", spread.mean_part},
          {"deviation", spread.deviation},
          {"deviation_unshared", proposed.roster.unshared_deviation},
          {"weekend_days", RangeTree(spread.weekend_days)},
          {"early_shifts", RangeTree(spread.early_shifts)},
          {"late_shifts", RangeTree(spread.late_shifts)}};
}

std::string HalfHourText(const ProposedRoster& proposed, int at) {
  return DayOf(proposed, at / staffing::kHalfHoursOfRosterDay) + " " + ClockOf(at);
}

Json AgentTree(const ProposedRoster& proposed, size_t agent) {
  Json channels = Json::array();
  for (const int skill : proposed.request.agents[agent].skills)
    channels.push_back(proposed.channels[static_cast<size_t>(skill)]);
  Json shifts = Json::array();
  double hours = 0;
  for (const staffing::RosterShift& shift : proposed.roster.shifts) {
    if (shift.agent != agent) continue;
    Json breaks = Json::array();
    for (const int at : shift.breaks) breaks.push_back(ClockOf(shift.start + at));
    shifts.push_back({{"day", DayOf(proposed, shift.day)},
                      {"start", ClockOf(shift.start)},
                      {"end", ClockOf(shift.start + shift.length)},
                      {"hours", shift.length / 2.0},
                      {"breaks", breaks}});
    hours += WorkedHours(shift, proposed.request.rules);
  }
  return {{"agent", proposed.names[agent]},
          {"channels", channels},
          {"hours", hours},
          {"shifts", shifts}};
}

Json ChannelTree(const ProposedRoster& proposed, size_t skill) {
  return {{"channel", proposed.channels[skill]},
          {"needed", proposed.request.needed[skill]},
          {"covered", proposed.roster.covered[skill]}};
}

Json LackingTree(const ProposedRoster& proposed) {
  Json tree = Json::array();
  for (const staffing::RosterShortage& shortage : proposed.shortages)
    tree.push_back({{"at", HalfHourText(proposed, shortage.half_hour)},
                    {"channel", proposed.channels[static_cast<size_t>(shortage.skill)]},
                    {"lacking", shortage.lacking},
                    {"reason", NameOf(shortage.reason)}});
  return tree;
}

}  // namespace

std::string RosterJson(const ProposedRoster& proposed, const MetricSession& opened) {
  const staffing::Roster& roster = proposed.roster;
  Json agents = Json::array();
  for (const size_t agent : proposed.order) agents.push_back(AgentTree(proposed, agent));
  Json channels = Json::array();
  for (size_t skill = 0; skill < proposed.channels.size(); ++skill)
    channels.push_back(ChannelTree(proposed, skill));
  const staffing::BindingRules& binding = proposed.binding;
  const Json tree = {{"schema_version", kSchemaVersion},
                     {"kind", "roster"},
                     {"week", FormatDay(proposed.first)},
                     {"time_zone", opened.context().zone.name()},
                     {"needed_hours", roster.needed_hours},
                     {"rostered_hours", roster.rostered_hours},
                     {"lacking_hours", roster.lacking_hours},
                     {"gap", roster.gap()},
                     {"is_proven", roster.is_proven},
                     {"is_time_up", roster.is_time_up},
                     {"spread", SpreadTree(proposed)},
                     {"agents", agents},
                     {"at_work", roster.at_work},
                     {"channels", channels},
                     {"lacking", LackingTree(proposed)},
                     {"binding",
                      {{"agents", binding.agents},
                       {"weekly_hours", binding.weekly_hours},
                       {"days_off", binding.days_off},
                       {"days_in_row", binding.days_in_row},
                       {"availability", binding.availability}}},
                     {"cost_minor", OrNull(proposed.cost)},
                     {"cost_per_contact_minor", OrNull(proposed.cost_per_contact)},
                     {"unknown_agents", proposed.unknown}};
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string RosterCsv(const ProposedRoster& proposed, const MetricSession& opened,
                      const Texts& texts) {
  std::string lines = "agent_id,shift,day,start,end";
  for (const staffing::RosterShift& shift : proposed.roster.shifts) {
    const auto key = static_cast<size_t>(proposed.agent_keys[shift.agent]);
    lines += "\n";
    render::AppendCsvText(lines, opened.directory().agents[key].id);
    lines += ",";
    render::AppendCsvText(lines, texts.Get("cli.roster.shift_name"));
    lines += "," + DayOf(proposed, shift.day) + "," + ClockOf(shift.start) + "," +
             ClockOf(shift.start + shift.length);
  }
  return lines;
}

}  // namespace kebao::app
