#include "demo/people_records.h"

#include <fmt/format.h>

namespace kebao::demo {
namespace {

using domain::Entity;

constexpr int64_t kLowestWage = 1800;  // minor units an hour
constexpr int64_t kWageOfSkill = 2200;

std::string_view RoleOf(const Agent& agent) { return agent.spec->team == 0 ? "售前" : "售后"; }

std::string_view WorkGroupOf(const Agent& agent) {
  constexpr std::string_view kGroups[] = {"接待",     "接待", "问题解决", "问题解决",
                                          "关系维护", "接待", "接待"};
  return kGroups[static_cast<size_t>(agent.spec->team) % std::size(kGroups)];
}

void EmitAgent(const Desk& desk, const Agent& agent, RecordBuilder& records) {
  const AgentSpec& spec = *agent.spec;
  const int years = (desk.line().LocalDayOf(0).days - agent.hired_on.days) / 365;
  records.Start(Entity::kAgent) = agent.id;
  records.Text("name", agent.name);
  records.Text("email", fmt::format("{}@kefu.example.com", agent.id));
  records.Integer("birth_year", spec.birth_year);
  records.Text("education", spec.education);
  records.Day("hired_on", agent.hired_on);
  records.Text("experience", years < 1 ? "1年以内" : years < 3 ? "1至3年" : "3年以上");
  records.Text("role", RoleOf(agent));
  records.Text("work_group", WorkGroupOf(agent));
  records.Text("location", spec.location);
  records.Integer("hourly_wage_minor",
                  kLowestWage + static_cast<int64_t>(spec.skill * kWageOfSkill));
  records.Text("team", desk.catalog().teams[static_cast<size_t>(spec.team)].id);
  records.Boolean("is_bot", false);
  records.Emit(1);
}

void EmitMembership(const Desk& desk, const Agent& agent, int team, LocalDay from,
                    std::optional<LocalDay> to, RecordBuilder& records) {
  const std::string& team_id = desk.catalog().teams[static_cast<size_t>(team)].id;
  records.Start(Entity::kTeamMembership) = fmt::format("{}-{}", agent.id, team_id);
  records.Text("agent", agent.id);
  records.Text("team", team_id);
  records.Day("from_day", from);
  if (to) records.Day("to_day", *to);
  records.Emit(1);
}

void EmitMemberships(const Desk& desk, const Agent& agent, RecordBuilder& records) {
  const bool is_moved = agent.move && agent.move->first < desk.line().days();
  if (!is_moved)
    return EmitMembership(desk, agent, agent.spec->team, agent.hired_on, std::nullopt, records);
  const LocalDay moved_on = desk.line().LocalDayOf(agent.move->first);
  EmitMembership(desk, agent, agent.spec->team, agent.hired_on, moved_on, records);
  EmitMembership(desk, agent, agent.move->second, moved_on, std::nullopt, records);
}

void EmitKnownEvent(std::string_view id, std::string_view kind, std::string_view title,
                    std::string_view note, Instant start, Instant end, RecordBuilder& records) {
  records.Start(Entity::kKnownEvent) = id;
  records.Text("kind", kind);
  records.Text("title", title);
  records.At("started_at", start);
  records.At("ended_at", end);
  records.Text("note", note);
  records.Emit(1);
}

void EmitSpans(const Desk& desk, const std::vector<CalendarSpan>& spans, std::string_view kind,
               RecordBuilder& records) {
  const TimeZone& zone = desk.line().zone();
  for (const CalendarSpan& span : spans) {
    const int first = span.first.days - desk.line().LocalDayOf(0).days;
    if (first < 0 || first >= desk.line().days()) continue;
    EmitKnownEvent(fmt::format("{}-{}", kind, FormatDay(span.first)), kind, span.name, "",
                   zone.StartOf(span.first), zone.StartOf(LocalDay{span.last.days + 1}), records);
  }
}

std::string_view AgeBand(const Customer& customer) {
  constexpr std::string_view kBands[] = {"18-24", "25-34", "25-34", "35-44",
                                         "35-44", "45-54", "55+"};
  return kBands[customer.traits % std::size(kBands)];
}

}  // namespace

void EmitPeople(const Desk& desk, RecordBuilder& records) {
  for (size_t team = 0; team < desk.catalog().teams.size(); ++team) {
    if (!desk.roster().IsTeamUsed(static_cast<int>(team))) continue;
    records.Start(Entity::kTeam) = desk.catalog().teams[team].id;
    records.Text("name", desk.catalog().teams[team].name);
    records.Text("calendar", desk.catalog().teams[team].calendar);
    records.Emit(1);
  }
  for (const Agent& agent : desk.roster().agents()) {
    EmitAgent(desk, agent, records);
    EmitMemberships(desk, agent, records);
  }
}

void EmitKnownEvents(const Desk& desk, RecordBuilder& records) {
  EmitSpans(desk, desk.catalog().rhythm.holidays, "holiday", records);
  EmitSpans(desk, desk.catalog().rhythm.promotions, "promotion", records);
  for (const StoryEffect& effect : desk.effects()) {
    if (effect.spec.known_as.empty() || effect.spec.known_as == "promotion") continue;
    EmitKnownEvent(effect.spec.id, effect.spec.known_as, effect.spec.title, "",
                   ToInstant(effect.start), ToInstant(std::min(effect.end, desk.line().end())),
                   records);
  }
}

std::string CustomerName(const Customer& customer, const DemoCatalog& catalog) {
  const std::string& surname = catalog.surnames[(customer.traits >> 8) % catalog.surnames.size()];
  return surname + catalog.given_names[(customer.traits >> 24) % catalog.given_names.size()];
}

std::string CustomerPhone(const Customer& customer) {
  constexpr int kPrefixes[] = {138, 139, 150, 158, 176, 186, 189, 199};
  return fmt::format("+86{}{:08}", kPrefixes[(customer.traits >> 40) % 8],
                     static_cast<uint64_t>(customer.index) * 7919 % 100'000'000);
}

std::string CustomerEmail(const Customer& customer) {
  return fmt::format("user{}@mail.example.com", customer.index);
}

void CustomerBook::Meet(const ConversationHead& talk, RecordBuilder& records) {
  if (is_known_[static_cast<size_t>(talk.customer)]) return;
  is_known_[static_cast<size_t>(talk.customer)] = true;
  const Customer customer = desk_.CustomerOf(talk.customer);
  WriteCustomerId(talk.customer, records.Start(Entity::kCustomer));
  records.Text("name", CustomerName(customer, desk_.catalog()));
  records.Text("phone", CustomerPhone(customer));
  if (customer.traits % 5 < 2) records.Text("email", CustomerEmail(customer));
  records.Text("customer_type", customer.type);
  records.Text("region", desk_.catalog().regions[static_cast<size_t>(customer.region)].name);
  records.Text("language", "zh-CN");
  records.Text("age_band", AgeBand(customer));
  records.Emit(ToInstant(talk.opened_at).micros);
}

}  // namespace kebao::demo
