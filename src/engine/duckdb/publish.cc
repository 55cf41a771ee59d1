#include "engine/duckdb/publish.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/duckdb/schema.h"

namespace kebao::engine::duckdb {
namespace {

using domain::Entity;
using domain::EntitySchema;

/// How local ids of one entity become keys: by adding an offset where every id is new (no join
/// needed), else by a table.
struct KeyMapping {
  bool is_offset = true;
  int64_t base = 0;
  int64_t count = 0;
};

class Publisher {
 public:
  Publisher(const Connection& connection, const std::string& staged,
            const ImportDescription& description)
      : connection_(connection), staged_(staged), description_(description) {}

  Publication Run() {
    import_id_ = NextImportId(connection_);
    ListStagedTables();
    source_key_ = SourceKey();
    for (const EntitySchema& schema : domain::AllEntities()) MapKeys(schema.entity);
    MapDimensions();
    const RowStates states = ClassifyRows();
    TakeRows();
    MarkTouched();
    Publication publication = Describe(states);
    WriteLedgerEntry(connection_, publication.record, import_id_);
    TakeQuality();
    return publication;
  }

 private:
  struct RowStates {
    int64_t updated = 0;
    int64_t duplicate = 0;
  };

  int64_t Count(const std::string& sql) const { return connection_.Integer(sql).value_or(0); }

  void ListStagedTables() {
    const auto stream = connection_.Stream(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = " + Quoted(staged_));
    ChunkView chunk;
    while (stream->Next(&chunk)) {
      for (size_t row = 0; row < chunk.rows; ++row)
        staged_tables_.emplace(chunk.columns[0].Text(row));
    }
  }

  bool IsStaged(const std::string& table) const { return staged_tables_.contains(table); }
  bool HasRecords(const EntitySchema& schema) const { return IsStaged(StagedTable(schema)); }

  int32_t SourceKey() const {
    const std::string name = Quoted(description_.source);
    connection_.Execute(
        fmt::format("INSERT INTO source SELECT coalesce(max(source_key) + 1, 0), {0} FROM source "
                    "HAVING count(*) FILTER (WHERE name = {0}) = 0",
                    name));
    return static_cast<int32_t>(
        *connection_.Integer("SELECT source_key FROM source WHERE name = " + name));
  }

  void MapKeys(Entity entity) {
    KeyMapping& mapping = keys_[entity];
    const std::string key_table = KeyTable(entity);
    const std::string staged_ids = staged_ + "." + StagedIdTable(entity);
    if (!IsStaged(StagedIdTable(entity))) return;
    mapping.count = Count("SELECT count(*) FROM " + staged_ids);
    mapping.base = Count(fmt::format("SELECT coalesce(max(record_key) + 1, 0) FROM {}", key_table));
    const bool is_known =
        mapping.base > 0 && Count(fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} k JOIN {} s "
                                              "ON s.id = k.id WHERE k.source = {} LIMIT 1)",
                                              key_table, staged_ids, source_key_)) > 0;
    mapping.is_offset = !is_known;
    if (mapping.is_offset) {
      connection_.Execute(fmt::format("INSERT INTO {} SELECT local + {}, {}, id FROM {}", key_table,
                                      mapping.base, source_key_, staged_ids));
    } else {
      MapKnownKeys(entity, mapping, staged_ids);
    }
  }

  void MapKnownKeys(Entity entity, const KeyMapping& mapping, const std::string& staged_ids) const {
    const std::string map = MapTable(entity);
    connection_.Execute(fmt::format(
        "CREATE OR REPLACE TEMP TABLE {0} AS SELECT s.local, s.id, k.record_key IS NULL AS is_new, "
        "coalesce(k.record_key, {1} - 1 + row_number() OVER (PARTITION BY k.record_key IS NULL "
        "ORDER BY s.local)) AS record_key "
        "FROM {2} s LEFT JOIN {3} k ON k.source = {4} AND k.id = s.id",
        map, mapping.base, staged_ids, KeyTable(entity), source_key_));
    connection_.Execute(fmt::format("INSERT INTO {} SELECT record_key, {}, id FROM {} WHERE is_new",
                                    KeyTable(entity), source_key_, map));
  }

  std::string MapTable(Entity entity) const {
    return fmt::format("map_{}", domain::SchemaOf(entity).name);
  }

  /// A key expression for a local column, and the join that it needs, collected in `joins`.
  std::string KeyOf(Entity entity, const std::string& column,
                    std::vector<std::string>* joins) const {
    const KeyMapping& mapping = keys_.at(entity);
    if (mapping.is_offset) return fmt::format("(s.{} + {})", column, mapping.base);
    const std::string alias = fmt::format("m{}", joins->size());
    joins->push_back(
        fmt::format("LEFT JOIN {0} {1} ON {1}.local = s.{2}", MapTable(entity), alias, column));
    return alias + ".record_key";
  }

  void MapDimensions() {
    connection_.Execute(fmt::format(
        "INSERT INTO dimension_value SELECT s.dimension, "
        "coalesce((SELECT max(code) + 1 FROM dimension_value v WHERE v.dimension = s.dimension), "
        "0) - 1 "
        "+ row_number() OVER (PARTITION BY s.dimension ORDER BY s.local), s.text FROM "
        "{0}.staged_dimension s "
        "WHERE NOT EXISTS (SELECT 1 FROM dimension_value v WHERE v.dimension = s.dimension AND "
        "v.text = s.text)",
        staged_));
    const auto stream = connection_.Stream(fmt::format(
        "SELECT s.dimension, s.local, v.code FROM {}.staged_dimension s "
        "JOIN dimension_value v ON v.dimension = s.dimension AND v.text = s.text ORDER BY 1, 2",
        staged_));
    ChunkView chunk;
    while (stream->Next(&chunk)) {
      for (size_t row = 0; row < chunk.rows; ++row) {
        codes_[std::string(chunk.columns[0].Text(row))].push_back(chunk.columns[2].Int32(row));
      }
    }
  }

  std::string CodeOf(const std::string& dimension, const std::string& column) const {
    const auto found = codes_.find(dimension);
    if (found == codes_.end()) return "NULL";
    bool is_same = true;
    for (size_t local = 0; local < found->second.size(); ++local) {
      is_same &= found->second[local] == static_cast<int32_t>(local);
    }
    if (is_same) return fmt::format("s.\"{}\"", column);
    return fmt::format("([{}])[s.\"{}\" + 1]", fmt::join(found->second, ","), column);
  }

  /// Compares the staged rows with the log. A source row is updated if anything of it replaces a
  /// known identity with other content, duplicate if everything of it is known as it stands, else
  /// inserted. Only what meets something known is looked at: of a first load that is nothing.
  RowStates ClassifyRows() const {
    std::vector<std::string> parts;
    if (!keys_.at(Entity::kConversation).is_offset) parts.push_back(KnownEvents());
    for (const EntitySchema& schema : domain::AllEntities()) {
      if (HasRecords(schema) && !keys_.at(schema.entity).is_offset)
        parts.push_back(KnownRecords(schema));
    }
    if (parts.empty()) return {};
    connection_.Execute(fmt::format(
        "CREATE OR REPLACE TEMP TABLE known_row AS SELECT row_number, max(state) AS state, "
        "count(*) AS items FROM ({}) GROUP BY row_number",
        fmt::join(parts, " UNION ALL ")));
    return {Count("SELECT count(*) FROM known_row WHERE state = 2"), CountWhollyKnownRows()};
  }

  static constexpr const char* kState =
      "CASE WHEN bool_or(l.content = s.content AND l.version = s.version) THEN 0 ELSE 2 END";

  std::string KnownEvents() const {
    std::vector<std::string> joins;
    const std::string key = KeyOf(Entity::kConversation, "conversation", &joins);
    return fmt::format(
        "SELECT s.row_number, {} AS state FROM {}.staged_event s {} JOIN event_log l "
        "ON l.conversation_key = {} AND l.identity = s.identity GROUP BY s.rowid, s.row_number",
        kState, staged_, fmt::join(joins, " "), key);
  }

  std::string KnownRecords(const EntitySchema& schema) const {
    std::vector<std::string> joins;
    const std::string key = KeyOf(schema.entity, "record", &joins);
    return fmt::format(
        "SELECT s.row_number, {} AS state FROM {}.{} s {} JOIN {} l ON l.record_key = {} "
        "WHERE s.provided <> 0 GROUP BY s.rowid, s.row_number",
        kState, staged_, StagedTable(schema), fmt::join(joins, " "), LogTable(schema), key);
  }

  /// Rows of which every event and record is in the log as it stands.
  int64_t CountWhollyKnownRows() const {
    std::vector<std::string> parts = {
        fmt::format("SELECT row_number FROM {}.staged_event", staged_)};
    for (const EntitySchema& schema : domain::AllEntities()) {
      if (HasRecords(schema))
        parts.push_back(fmt::format("SELECT row_number FROM {}.{} WHERE provided <> 0", staged_,
                                    StagedTable(schema)));
    }
    return Count(fmt::format(
        "SELECT count(*) FROM known_row k JOIN (SELECT row_number, count(*) AS items FROM ({}) "
        "WHERE row_number IN (SELECT row_number FROM known_row WHERE state = 0) GROUP BY "
        "row_number) a ON a.row_number = k.row_number AND a.items = k.items WHERE k.state = 0",
        fmt::join(parts, " UNION ALL ")));
  }

  void TakeRows() const {
    std::vector<std::string> joins;
    const std::string conversation = KeyOf(Entity::kConversation, "conversation", &joins);
    const std::string agent = KeyOf(Entity::kAgent, "agent", &joins);
    const std::string team = KeyOf(Entity::kTeam, "team", &joins);
    const std::string customer = KeyOf(Entity::kCustomer, "customer", &joins);
    connection_.Execute(
        fmt::format("INSERT INTO event_log SELECT {}, {}, s.row_number, {}, s.identity, s.content, "
                    "s.version, s.\"at\", s.kind, s.actor, "
                    "s.is_observed, {}, {}, {}, s.value, {}, s.text FROM {}.staged_event s {}",
                    import_id_, source_key_, conversation, agent, team, customer,
                    CodeOf("kind", "subject"), staged_, fmt::join(joins, " ")));
    for (const EntitySchema& schema : domain::AllEntities()) TakeRecords(schema);
  }

  void TakeRecords(const EntitySchema& schema) const {
    if (!HasRecords(schema)) return;
    std::vector<std::string> joins;
    std::vector<std::string> fields;
    const std::string key = KeyOf(schema.entity, "record", &joins);
    for (const domain::FieldSchema& field : schema.fields) {
      const std::string name(field.name);
      if (IsReference(field)) {
        fields.push_back(KeyOf(ReferencedEntity(field.type), '"' + name + '"', &joins));
      } else {
        fields.push_back(field.is_dimension ? CodeOf(name, name) : fmt::format("s.\"{}\"", name));
      }
    }
    connection_.Execute(
        fmt::format("INSERT INTO {} SELECT {}, {}, s.row_number, {}, s.version, s.content, "
                    "s.provided, s.recorded_kinds, {} "
                    "FROM {}.{} s {}",
                    LogTable(schema), import_id_, source_key_, key, fmt::join(fields, ", "),
                    staged_, StagedTable(schema), fmt::join(joins, " ")));
  }

  void MarkTouched() const {
    for (const EntitySchema& schema : domain::AllEntities()) {
      const std::string rows =
          schema.entity == Entity::kConversation ? TouchedConversations() : TouchedRecords(schema);
      if (rows.empty()) continue;
      connection_.Execute(fmt::format("INSERT INTO touched_{} SELECT DISTINCT record_key FROM ({})",
                                      schema.name, rows));
    }
  }

  std::string TouchedRecords(const EntitySchema& schema) const {
    if (!HasRecords(schema)) return "";
    std::vector<std::string> joins;
    const std::string key = KeyOf(schema.entity, "record", &joins);
    return fmt::format("SELECT {} AS record_key FROM {}.{} s {}", key, staged_, StagedTable(schema),
                       fmt::join(joins, " "));
  }

  std::string TouchedConversations() const {
    if (keys_.at(Entity::kConversation).is_offset) return "";  // the fresh range says it
    std::string rows = fmt::format(
        "SELECT m.record_key FROM {}.staged_event s JOIN {} m ON m.local = s.conversation", staged_,
        MapTable(Entity::kConversation));
    const std::string records = TouchedRecords(domain::SchemaOf(Entity::kConversation));
    return records.empty() ? rows : rows + " UNION ALL " + records;
  }

  Publication Describe(const RowStates& states) const {
    Publication publication;
    ImportRecord& record = publication.record;
    record.id = import_id_;
    record.description = description_;
    ImportCounts& counts = record.counts;
    counts.read = Summary("rows_read");
    counts.repaired = Summary("rows_repaired");
    counts.ignored = Summary("rows_ignored");
    counts.rejected =
        Count(fmt::format("SELECT count(DISTINCT row_number) FROM {}.staged_reject", staged_));
    counts.updated = states.updated;
    counts.duplicate = states.duplicate + Summary("rows_duplicate");
    counts.inserted =
        counts.read - counts.rejected - counts.ignored - counts.updated - counts.duplicate;
    const KeyMapping& conversations = keys_.at(Entity::kConversation);
    if (conversations.is_offset) {
      publication.fresh = KeyRange{conversations.base, conversations.base + conversations.count};
    }
    return publication;
  }

  int64_t Summary(const char* column) const {
    return Count(fmt::format("SELECT {} FROM {}.staged_summary", column, staged_));
  }

  void TakeQuality() const {
    connection_.Execute(fmt::format("INSERT INTO import_count SELECT {}, * FROM {}.staged_count",
                                    import_id_, staged_));
    connection_.Execute(fmt::format("INSERT INTO rejected_row SELECT {}, * FROM {}.staged_reject",
                                    import_id_, staged_));
  }

  const Connection& connection_;
  const std::string& staged_;  // the name under which the staged file is attached
  const ImportDescription& description_;
  int32_t import_id_ = 0;
  int32_t source_key_ = 0;
  std::set<std::string> staged_tables_;
  std::map<Entity, KeyMapping> keys_;
  std::map<std::string, std::vector<int32_t>> codes_;
};

}  // namespace

int32_t NextImportId(const Connection& connection) {
  return static_cast<int32_t>(
      connection.Integer("SELECT coalesce(max(import_id), 0) + 1 FROM import_ledger").value_or(1));
}

void WriteLedgerEntry(const Connection& connection, const ImportRecord& record, int32_t root_id) {
  const ImportDescription& d = record.description;
  const ImportCounts& c = record.counts;
  connection.Execute(fmt::format(
      "INSERT INTO import_ledger VALUES ({}, {}, false, {}, {}, '{}', {}, {}, '{}', {}, {}, "
      "make_timestamp({}), {}, {}, {}, {}, {}, {}, {})",
      record.id, root_id, Quoted(d.file_name), d.file_bytes, d.file_hash, Quoted(d.source),
      Quoted(d.mapping), d.mapping_hash, Quoted(d.zone), Quoted(d.header), d.imported_at.micros,
      c.read, c.inserted, c.updated, c.duplicate, c.repaired, c.rejected, c.ignored));
}

Publication PublishStagedFile(const Connection& connection, const std::string& staged,
                              const ImportDescription& description) {
  return Publisher(connection, staged, description).Run();
}

}  // namespace kebao::engine::duckdb
