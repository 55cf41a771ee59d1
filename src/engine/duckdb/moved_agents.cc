#include "engine/duckdb/moved_agents.h"

#include <fmt/format.h>

#include "domain/canonical.h"
#include "engine/duckdb/schema.h"

namespace kebao::engine::duckdb {
namespace {

/// What the touched rows say of agents. An agent of whom nothing is known has no row.
constexpr const char* kStanding =
    "SELECT record_key AS agent, coalesce(is_bot, false) AS is_bot, team, NULL AS from_day, NULL "
    "AS to_day "
    "FROM current_agent WHERE record_key IN (SELECT record_key FROM touched_agent) AND (is_bot OR "
    "team IS NOT NULL) "
    "UNION ALL SELECT agent, NULL, team, from_day, to_day FROM current_team_membership "
    "WHERE record_key IN (SELECT record_key FROM touched_team_membership) AND agent IS NOT NULL";

/// A team is chosen a calendar by its name.
constexpr const char* kTeamNames =
    "SELECT record_key AS team, name FROM current_team WHERE name IS NOT NULL AND "
    "record_key IN (SELECT record_key FROM touched_team)";

/// Rows that differ between `<what>_before` and `<what>_after`, by key.
void ListDifferences(const Connection& connection, const char* what) {
  connection.Execute(
      fmt::format("CREATE OR REPLACE TEMP TABLE moved_{0} AS SELECT DISTINCT {0} FROM "
                  "((SELECT * FROM {0}_before EXCEPT SELECT * FROM {0}_after) UNION ALL "
                  "(SELECT * FROM {0}_after EXCEPT SELECT * FROM {0}_before))",
                  what));
}

bool HasAgent(const domain::EntitySchema& schema) {
  return domain::FieldIndex(schema.entity, "agent") >= 0;
}

int64_t Count(const Connection& connection, const char* table) {
  return connection.Integer(fmt::format("SELECT count(*) FROM {}", table)).value_or(0);
}

}  // namespace

void ListFreshRange(const Connection& connection, std::optional<KeyRange>* fresh) {
  if (!*fresh) return;
  connection.Execute(
      fmt::format("INSERT INTO touched_conversation SELECT record_key FROM key_conversation "
                  "WHERE record_key >= {} AND record_key < {}",
                  (*fresh)->first, (*fresh)->limit));
  fresh->reset();
}

void RememberAgents(const Connection& connection) {
  connection.Execute(fmt::format("CREATE OR REPLACE TEMP TABLE agent_before AS {}", kStanding));
  connection.Execute(fmt::format("CREATE OR REPLACE TEMP TABLE team_before AS {}", kTeamNames));
}

void FindMovedAgents(const Connection& connection) {
  connection.Execute(fmt::format("CREATE OR REPLACE TEMP TABLE agent_after AS {}", kStanding));
  ListDifferences(connection, "agent");
  connection.Execute(fmt::format("CREATE OR REPLACE TEMP TABLE team_after AS {}", kTeamNames));
  ListDifferences(connection, "team");
}

void TouchRecordsOfMovedAgents(const Connection& connection) {
  for (const domain::EntitySchema& schema : domain::AllEntities()) {
    if (!IsFact(schema) || !HasAgent(schema)) continue;
    connection.Execute(
        fmt::format("INSERT INTO touched_{0} SELECT record_key FROM {1} WHERE agent IN (SELECT "
                    "agent FROM moved_agent) "
                    "AND record_key NOT IN (SELECT record_key FROM touched_{0})",
                    schema.name, CurrentTable(schema)));
  }
}

void TouchConversationsOfMovedAgents(const Connection& connection, std::optional<KeyRange>* fresh) {
  if (Count(connection, "moved_agent") + Count(connection, "moved_team") == 0) return;
  const KeyRange known = fresh->value_or(KeyRange{});
  connection.Execute(
      fmt::format("CREATE OR REPLACE TEMP TABLE moved_conversation AS SELECT conversation_key FROM "
                  "(SELECT conversation_key, agent, team FROM event_log UNION ALL SELECT "
                  "record_key, agent, team FROM conversation_log) "
                  "WHERE (agent IN (SELECT agent FROM moved_agent UNION ALL SELECT agent FROM "
                  "team_interval WHERE team IN (SELECT team FROM moved_team)) OR "
                  "team IN (SELECT team FROM moved_team)) AND (conversation_key < {0} OR "
                  "conversation_key >= {1}) "
                  "AND conversation_key NOT IN (SELECT record_key FROM touched_conversation) GROUP "
                  "BY conversation_key",
                  known.first, known.limit));
  if (Count(connection, "moved_conversation") == 0) return;
  ListFreshRange(connection, fresh);
  connection.Execute(
      "INSERT INTO touched_conversation SELECT conversation_key FROM moved_conversation");
}

}  // namespace kebao::engine::duckdb
