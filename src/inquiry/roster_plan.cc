#include "inquiry/roster_plan.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/yaml.h"

namespace kebao::inquiry {
namespace {

namespace staffing = analysis::staffing;

constexpr std::array<std::string_view, staffing::kDaysOfRoster> kDays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

std::unexpected<Problem> Wrong(const Yaml& node, const std::string& name) {
  return MakeProblem("roster.plan", node.place(), {{"name", name}});
}

Result<void> ReadNumber(const Yaml& node, const char* key, double least, double most,
                        double* value) {
  if (!node.Has(key)) return {};
  KEBAO_TRY(*value, node.At(key).AsReal());
  if (!(*value >= least && *value <= most)) return Wrong(node.At(key), key);
  return {};
}

Result<void> ReadCount(const Yaml& node, const char* key, int least, int most, int* value) {
  double number = *value;
  KEBAO_TRY_VOID(ReadNumber(node, key, least, most, &number));
  if (number != std::floor(number)) return Wrong(node.At(key), key);
  *value = static_cast<int>(number);
  return {};
}

/// Hours → half hours.
Result<int> HalfHours(const Yaml& node, const char* key) {
  KEBAO_TRY(const Yaml found, node.Require(key));
  KEBAO_TRY(const double hours, found.AsReal());
  if (!(hours >= 0 && hours <= 24) || hours * 2 != std::floor(hours * 2)) return Wrong(found, key);
  return static_cast<int>(hours * 2);
}

/// "08:30" → 17
Result<int> StartOf(const Yaml& node) {
  KEBAO_TRY(const std::string text, node.AsText());
  int hour = -1;
  int minute = -1;
  const char* end = text.data() + text.size();
  const auto [colon, error] = std::from_chars(text.data(), end, hour);
  if (error != std::errc{} || colon == end || *colon != ':') return Wrong(node, "starts");
  const auto [last, no_minute] = std::from_chars(colon + 1, end, minute);
  const bool is_half_hour = no_minute == std::errc{} && last == end && minute % 30 == 0;
  if (!is_half_hour || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return Wrong(node, "starts");
  return hour * 2 + minute / 30;
}

Result<staffing::BreakRule> BreakOf(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"minutes", "after", "before"}));
  staffing::BreakRule rule;
  double minutes = 30;
  KEBAO_TRY_VOID(ReadNumber(node, "minutes", 30, 240, &minutes));
  if (minutes / 30 != std::floor(minutes / 30)) return Wrong(node.At("minutes"), "minutes");
  rule.length = static_cast<int>(minutes / 30);
  KEBAO_TRY(rule.earliest, HalfHours(node, "after"));
  KEBAO_TRY(const int before, HalfHours(node, "before"));
  rule.latest = before - rule.length;
  if (rule.latest < rule.earliest) return Wrong(node, "before");
  return rule;
}

Result<staffing::ShiftLength> ShiftOf(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"hours", "breaks"}));
  staffing::ShiftLength shift;
  KEBAO_TRY(shift.length, HalfHours(node, "hours"));
  for (const Yaml& item : node.At("breaks").Items()) {
    KEBAO_TRY(shift.breaks.emplace_back(), BreakOf(item));
  }
  return shift;
}

Result<void> ReadHours(const Yaml& node, WeeklyHours* hours) {
  if (!node.Has("hours_per_week")) return {};
  const std::vector<Yaml> bounds = node.At("hours_per_week").Items();
  if (bounds.size() != 2) return Wrong(node.At("hours_per_week"), "hours_per_week");
  KEBAO_TRY(hours->least, bounds[0].AsReal());
  KEBAO_TRY(hours->most, bounds[1].AsReal());
  const bool is_right = hours->least >= 0 && hours->least <= hours->most && hours->most <= 168;
  if (!is_right) return Wrong(node.At("hours_per_week"), "hours_per_week");
  return {};
}

/// "2026-03-18", or from the first to the last: "2026-03-18/2026-03-20".
Result<RosterPlan::Leave> LeaveOf(const Yaml& node) {
  KEBAO_TRY(const std::string text, node.AsText());
  const size_t slash = text.find('/');
  const auto first = ParseDay(text.substr(0, slash));
  const auto last = slash == std::string::npos ? first : ParseDay(text.substr(slash + 1));
  if (!first || !last || *last < *first) return Wrong(node, "leave");
  return RosterPlan::Leave{*first, {last->days + 1}};
}

Result<RosterPlan::OfAgent> AgentOf(const Yaml& node, const WeeklyHours& usual) {
  KEBAO_TRY_VOID(node.AllowKeys({"off", "leave", "hours_per_week"}));
  RosterPlan::OfAgent agent;
  agent.hours = usual;
  for (const Yaml& item : node.At("off").Items()) {
    KEBAO_TRY(const std::string name, item.AsText());
    const auto day = std::ranges::find(kDays, name);
    if (day == kDays.end()) return Wrong(item, "off");
    agent.is_available[static_cast<size_t>(day - kDays.begin())] = false;
  }
  for (const Yaml& item : node.At("leave").Items()) {
    KEBAO_TRY(agent.leave.emplace_back(), LeaveOf(item));
  }
  KEBAO_TRY_VOID(ReadHours(node, &agent.hours));
  return agent;
}

}  // namespace

Result<RosterPlan> LoadRosterPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(
      root.AllowKeys({"starts", "shifts", "rest_hours", "most_days_in_row", "least_days_off",
                      "hours_per_week", "shrinkage", "least_share_of_channel", "shortage_cost",
                      "seconds", "rounds", "gap", "share_hours", "agents"}));
  RosterPlan plan;
  for (const Yaml& item : root.At("starts").Items()) {
    KEBAO_TRY(plan.rules.starts.emplace_back(), StartOf(item));
  }
  for (const Yaml& item : root.At("shifts").Items()) {
    KEBAO_TRY(plan.rules.lengths.emplace_back(), ShiftOf(item));
  }
  if (root.Has("rest_hours")) {
    KEBAO_TRY(plan.rules.rest, HalfHours(root, "rest_hours"));
  }
  KEBAO_TRY_VOID(ReadCount(root, "most_days_in_row", 1, 7, &plan.rules.most_days_in_row));
  KEBAO_TRY_VOID(ReadCount(root, "least_days_off", 0, 6, &plan.rules.least_days_off));
  KEBAO_TRY_VOID(ReadNumber(root, "shortage_cost", 1.01, 1e6, &plan.rules.shortage_cost));
  KEBAO_TRY_VOID(ReadNumber(root, "shrinkage", 0, 0.95, &plan.shrinkage));
  KEBAO_TRY_VOID(ReadNumber(root, "least_share_of_channel", 0, 1, &plan.least_share_of_channel));
  KEBAO_TRY_VOID(ReadNumber(root, "seconds", 1, 600, &plan.seconds));
  KEBAO_TRY_VOID(ReadCount(root, "rounds", 0, 100'000'000, &plan.rounds));
  KEBAO_TRY_VOID(ReadNumber(root, "gap", 0, 1, &plan.gap));
  if (root.Has("share_hours")) {
    KEBAO_TRY(plan.rules.is_shared, root.At("share_hours").AsBool());
  }
  KEBAO_TRY_VOID(ReadHours(root, &plan.hours));
  for (const auto& [name, node] : root.At("agents").Entries()) {
    KEBAO_TRY(plan.agents[name], AgentOf(node, plan.hours));
  }
  return plan;
}

}  // namespace kebao::inquiry
