#include "engine/duckdb/team_intervals.h"

#include "engine/duckdb/appender.h"

namespace kebao::engine::duckdb {
namespace {

constexpr int64_t kEndOfTime = 9'223'372'036'854'775'806;

}  // namespace

void FillTeamIntervals(const Connection& connection, const TimeZone& zone) {
  connection.Execute(
      "CREATE OR REPLACE TEMP TABLE team_interval (agent INTEGER, team INTEGER, from_at TIMESTAMP, "
      "to_at TIMESTAMP)");
  ColumnBatch batch;
  batch.columns = {Column(ValueType::kInt32), Column(ValueType::kInt32),
                   Column(ValueType::kInstant), Column(ValueType::kInstant)};
  const auto stream = connection.Stream(
      "SELECT agent, team, from_day, to_day FROM current_team_membership WHERE agent IS NOT NULL "
      "AND team IS NOT NULL");
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row) {
      const ColumnView& from = chunk.columns[2];
      const ColumnView& to = chunk.columns[3];
      batch.columns[0].AppendInt32(chunk.columns[0].Int32(row));
      batch.columns[1].AppendInt32(chunk.columns[1].Int32(row));
      batch.columns[2].AppendInt64(
          from.IsNull(row) ? -kEndOfTime / 2 : zone.StartOf(LocalDay{from.Int32(row)}).micros);
      batch.columns[3].AppendInt64(to.IsNull(row) ? kEndOfTime / 2
                                                  : zone.StartOf(LocalDay{to.Int32(row)}).micros);
    }
  }
  TableAppender appender(
      connection, "team_interval",
      {ValueType::kInt32, ValueType::kInt32, ValueType::kInstant, ValueType::kInstant});
  appender.Append(batch);
  appender.Flush();
  connection.Execute(
      "INSERT INTO team_interval SELECT record_key, team, make_timestamp(-4611686018427387903), "
      "make_timestamp(4611686018427387903) "
      "FROM current_agent WHERE team IS NOT NULL AND record_key NOT IN (SELECT agent FROM "
      "team_interval)");
}

std::vector<TeamInterval> ReadTeamIntervals(const Connection& connection) {
  std::vector<TeamInterval> intervals;
  const auto stream = connection.Stream(
      "SELECT agent, team, epoch_us(from_at), epoch_us(to_at) FROM team_interval ORDER BY agent, "
      "from_at");
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row) {
      intervals.push_back({chunk.columns[0].Int32(row),
                           chunk.columns[1].Int32(row),
                           {{chunk.columns[2].Int64(row)}, {chunk.columns[3].Int64(row)}}});
    }
  }
  return intervals;
}

}  // namespace kebao::engine::duckdb
