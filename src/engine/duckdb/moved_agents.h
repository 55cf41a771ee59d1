#pragma once

#include <optional>

#include "engine/duckdb/connection.h"
#include "engine/warehouse.h"

namespace kebao::engine::duckdb {

/// Facts take from their agents what team they were in when, and whether they are bots. An import
/// that changes this changes the facts of earlier imports as well, so that the order of imports
/// does not matter and undo is exact.

/// Before the current records are brought in step: temp table agent_before.
void RememberAgents(const Connection& connection);
/// Afterwards: temp table moved_agent(agent), those of the touched agents and memberships of whom
/// something changed.
void FindMovedAgents(const Connection& connection);
/// Other records of moved agents (shifts, states, reviews …) become touched.
void TouchRecordsOfMovedAgents(const Connection& connection);
/// Conversations likewise. Where some lie outside of the `fresh` range, all touched ones are listed
/// one by one from now on, and `fresh` is emptied.
void TouchConversationsOfMovedAgents(const Connection& connection, std::optional<KeyRange>* fresh);

/// From here on all touched conversations are listed one by one; `fresh` is emptied.
void ListFreshRange(const Connection& connection, std::optional<KeyRange>* fresh);

}  // namespace kebao::engine::duckdb
