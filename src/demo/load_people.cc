#include "demo/load_desk.h"

namespace kebao::demo {
namespace {

std::string_view TeamId(const TeamSpec& team) { return team.id; }

Result<std::optional<TeamMove>> LoadMove(const Yaml& node, const DemoCatalog& catalog) {
  if (node.is_null()) return std::optional<TeamMove>{};
  KEBAO_TRY_VOID(node.AllowKeys({"on", "to"}));
  KEBAO_TRY(const auto on, AsMonthDay(node.At("on")));
  KEBAO_TRY(const int team, IndexOf(node.At("to"), catalog.teams, TeamId));
  return std::optional<TeamMove>{{on.first, on.second, team}};
}

Result<AgentSpec> LoadAgent(const Yaml& item, const DemoCatalog& catalog) {
  KEBAO_TRY_VOID(item.AllowKeys({"id", "name", "team", "birth_year", "education", "hired_on",
                                 "skill", "takes_calls", "location", "moves"}));
  AgentSpec agent;
  KEBAO_TRY(agent.id, item.At("id").AsText());
  KEBAO_TRY(agent.name, item.At("name").AsText());
  KEBAO_TRY(agent.team, IndexOf(item.At("team"), catalog.teams, TeamId));
  KEBAO_TRY(agent.birth_year, IntOr(item, "birth_year", 1990));
  KEBAO_TRY(agent.education, item.At("education").AsText());
  KEBAO_TRY(agent.hired_on, AsDay(item.At("hired_on")));
  KEBAO_TRY(agent.skill, item.At("skill").AsReal());
  KEBAO_TRY(agent.takes_calls, item.At("takes_calls").AsBool());
  KEBAO_TRY(agent.location, item.At("location").AsText());
  KEBAO_TRY(agent.move, LoadMove(item.At("moves"), catalog));
  return agent;
}

}  // namespace

Result<void> LoadAgents(const Yaml& root, DemoCatalog& catalog) {
  KEBAO_TRY_VOID(root.AllowKeys({"agents"}));
  for (const Yaml& item : root.At("agents").Items()) {
    KEBAO_TRY(AgentSpec agent, LoadAgent(item, catalog));
    catalog.agents.push_back(std::move(agent));
  }
  return {};
}

Result<void> LoadPeople(const Yaml& root, DemoCatalog& catalog) {
  KEBAO_TRY_VOID(
      root.AllowKeys({"surnames", "given_names", "cities", "couriers", "emoji", "typos"}));
  KEBAO_TRY(catalog.surnames, root.At("surnames").AsTextList());
  KEBAO_TRY(catalog.given_names, root.At("given_names").AsTextList());
  KEBAO_TRY(catalog.cities, root.At("cities").AsTextList());
  KEBAO_TRY(catalog.couriers, root.At("couriers").AsTextList());
  KEBAO_TRY(catalog.emoji, root.At("emoji").AsTextList());
  for (const Yaml& item : root.At("typos").Items()) {
    KEBAO_TRY(const std::vector<std::string> pair, item.AsTextList());
    if (pair.size() != 2)
      return MakeProblem("demo.unknown_name", item.place(),
                         {{"name", pair.empty() ? "" : pair[0]}});
    catalog.typos.emplace_back(pair[0], pair[1]);
  }
  return {};
}

}  // namespace kebao::demo
