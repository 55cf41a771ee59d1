#pragma once

#include <vector>

#include "base/time_zone.h"
#include "engine/duckdb/connection.h"
#include "engine/warehouse.h"

namespace kebao::engine::duckdb {

/// Temp table team_interval(agent, team, from_at, to_at): memberships, whose days begin in `zone`,
/// and for agents without any their own team for all time.
void FillTeamIntervals(const Connection& connection, const TimeZone& zone);
std::vector<TeamInterval> ReadTeamIntervals(const Connection& connection);

}  // namespace kebao::engine::duckdb
