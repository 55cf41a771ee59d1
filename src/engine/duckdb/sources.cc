#include <fmt/format.h>

#include "engine/duckdb/transaction.h"

namespace kebao::engine::duckdb {
namespace {

std::optional<Instant> InstantAt(const ColumnView& column, size_t row) {
  return column.IsNull(row) ? std::nullopt : std::optional(Instant{column.Int64(row)});
}

std::optional<int32_t> KeyAt(const ColumnView& column, size_t row) {
  return column.IsNull(row) ? std::nullopt : std::optional(column.Int32(row));
}

std::string FiguresOfConversations(const std::string& source, InstantRange range) {
  return fmt::format(
      "SELECT metric, avg(value) AS value, count(*) AS n, true, NULL::INTEGER, NULL::INTEGER, "
      "NULL::TIMESTAMP, NULL::TIMESTAMP "
      "FROM current_source_figure g JOIN fact_conversation f ON f.conversation_key = "
      "g.conversation "
      "WHERE g.source = (SELECT source_key FROM source WHERE name = {}) AND f.opened_at >= "
      "make_timestamp({}) "
      "AND f.opened_at < make_timestamp({}) GROUP BY metric",
      Quoted(source), range.start.micros, range.end.micros);
}

std::string FiguresOfPeriods(const std::string& source, InstantRange range) {
  return fmt::format(
      "SELECT metric, value, coalesce(n, 0) AS n, false, agent, team, period_start, period_end "
      "FROM current_source_figure "
      "WHERE source = (SELECT source_key FROM source WHERE name = {}) AND conversation IS NULL AND "
      "value IS NOT NULL "
      "AND coalesce(period_start < make_timestamp({}), true) AND coalesce(period_end > "
      "make_timestamp({}), true)",
      Quoted(source), range.end.micros, range.start.micros);
}

}  // namespace

std::vector<SourceSummary> ReadSources(const Connection& connection) {
  std::vector<SourceSummary> sources;
  const auto stream = connection.Stream(
      "SELECT s.name, count(f.conversation_key), min(f.opened_at), max(f.opened_at) FROM source s "
      "LEFT JOIN fact_conversation f ON s.source_key = f.source GROUP BY s.name ORDER BY s.name");
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row) {
      sources.push_back({std::string(chunk.columns[0].Text(row)), chunk.columns[1].Int64(row),
                         InstantAt(chunk.columns[2], row), InstantAt(chunk.columns[3], row)});
    }
  }
  return sources;
}

std::vector<SourceFigure> ReadSourceFigures(const Connection& connection, const std::string& source,
                                            InstantRange range) {
  std::vector<SourceFigure> figures;
  const auto stream =
      connection.Stream(FiguresOfConversations(source, range) + " UNION ALL " +
                        FiguresOfPeriods(source, range) + " ORDER BY 4 DESC, 1, 5, 6, 7");
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    const auto& columns = chunk.columns;
    for (size_t row = 0; row < chunk.rows; ++row) {
      figures.push_back({std::string(columns[0].Text(row)), columns[1].Real(row),
                         columns[2].Int64(row), columns[3].Boolean(row), KeyAt(columns[4], row),
                         KeyAt(columns[5], row), InstantAt(columns[6], row),
                         InstantAt(columns[7], row)});
    }
  }
  return figures;
}

std::vector<KnownEvent> ReadKnownEvents(const Connection& connection, InstantRange range) {
  std::vector<KnownEvent> events;
  const auto stream = connection.Stream(fmt::format(
      "SELECT coalesce(e.title, ''), coalesce(v.text, ''), e.started_at, e.ended_at "
      "FROM current_known_event e LEFT JOIN dimension_value v ON v.dimension = 'kind' AND v.code = "
      "e.kind WHERE e.started_at < make_timestamp({}) AND coalesce(e.ended_at > "
      "make_timestamp({}), true) ORDER BY 3, 1",
      range.end.micros, range.start.micros));
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    const auto& columns = chunk.columns;
    for (size_t row = 0; row < chunk.rows; ++row) {
      events.push_back({std::string(columns[0].Text(row)), std::string(columns[1].Text(row)),
                        Instant{columns[2].Int64(row)}, InstantAt(columns[3], row)});
    }
  }
  return events;
}

std::multimap<int32_t, domain::QualityCount> ReadStrayRatings(const Connection& connection) {
  std::multimap<int32_t, domain::QualityCount> counts;
  // Hardly ever are there any, and then the log is not read.
  const auto stream = connection.Stream(fmt::format(
      "WITH stray AS (SELECT DISTINCT f.conversation_key, k.id FROM fact_feedback f "
      "JOIN key_conversation k ON k.record_key = f.conversation_key WHERE f.opened_at IS NULL), "
      "home AS (SELECT stray.id, min(o.source) AS source FROM stray "
      "JOIN key_conversation o ON o.id = stray.id "
      "JOIN fact_conversation c ON c.conversation_key = o.record_key AND c.opened_at IS NOT NULL "
      "GROUP BY stray.id HAVING count(DISTINCT o.source) = 1), "
      "brought AS (SELECT DISTINCT e.import_id, stray.id FROM event_log e "
      "JOIN stray ON stray.conversation_key = e.conversation_key WHERE e.kind = {}) "
      "SELECT b.import_id, s.name, count(*), min(b.id) FROM brought b "
      "LEFT JOIN home ON home.id = b.id LEFT JOIN source s ON s.source_key = home.source "
      "GROUP BY b.import_id, s.name ORDER BY b.import_id, s.name NULLS LAST",
      static_cast<int>(domain::EventKind::kRated)));
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    const auto& columns = chunk.columns;
    for (size_t row = 0; row < chunk.rows; ++row) {
      const bool has_home = !columns[1].IsNull(row);
      const char* code =
          has_home ? "suspicious.rating_of_other_source" : "suspicious.rating_without_conversation";
      counts.emplace(
          columns[0].Int32(row),
          domain::QualityCount{code, has_home ? std::string(columns[1].Text(row)) : "",
                               columns[2].Int64(row), std::string(columns[3].Text(row))});
    }
  }
  return counts;
}

}  // namespace kebao::engine::duckdb
