#include "engine/duckdb/publish.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/duckdb/schema.h"
#include "engine/duckdb/translated_rows.h"

namespace kebao::engine::duckdb {
namespace {

using domain::Entity;
using domain::EntitySchema;

using Numbers = std::shared_ptr<const NumberTranslation>;

class Publisher {
 public:
  Publisher(const Connection& connection, const StagedFile& staged,
            const ImportDescription& description)
      : connection_(connection), tables_(staged.tables()), description_(description) {
    for (const auto& [table, rows] : tables_)
      staged_.try_emplace(table, connection.row_sources(), rows);
  }

  Publication Run() {
    import_id_ = NextImportId(connection_);
    source_key_ = SourceKey();
    for (const EntitySchema& schema : domain::AllEntities()) MapKeys(schema.entity);
    MapDimensions();
    TranslateRows();
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

  bool IsStaged(const std::string& table) const { return staged_.contains(table); }
  /// A staged table, to stand after FROM.
  std::string Staged(const std::string& table) const { return staged_.at(table).Sql(); }
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

  /// Local ids become keys by adding an offset where every id is new, else by a table.
  void MapKeys(Entity entity) {
    auto keys = std::make_shared<NumberTranslation>();
    keys_[entity] = keys;
    if (!IsStaged(StagedIdTable(entity))) return;
    const std::string ids = Staged(StagedIdTable(entity));
    const std::string key_table = KeyTable(entity);
    keys->count = Count("SELECT count(*) FROM " + ids);
    keys->offset = Count(fmt::format("SELECT coalesce(max(record_key) + 1, 0) FROM {}", key_table));
    const bool is_known =
        keys->offset > 0 && Count(fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} k JOIN {} s "
                                              "ON s.id = k.id WHERE k.source = {} LIMIT 1)",
                                              key_table, ids, source_key_)) > 0;
    if (is_known) {
      with_known_ids_.insert(entity);
      MapKnownKeys(key_table, ids, keys.get());
    } else {
      connection_.Execute(fmt::format("INSERT INTO {} SELECT local + {}, {}, id FROM {}", key_table,
                                      keys->offset, source_key_, ids));
    }
  }

  void MapKnownKeys(const std::string& key_table, const std::string& ids,
                    NumberTranslation* keys) const {
    connection_.Execute(fmt::format(
        "CREATE OR REPLACE TEMP TABLE staged_key AS SELECT s.local, s.id, k.record_key IS NULL AS "
        "is_new, coalesce(k.record_key, {} - 1 + row_number() OVER (PARTITION BY k.record_key IS "
        "NULL ORDER BY s.local)) AS record_key FROM {} s LEFT JOIN {} k ON k.source = {} AND k.id "
        "= s.id",
        keys->offset, ids, key_table, source_key_));
    connection_.Execute(
        fmt::format("INSERT INTO {} SELECT record_key, {}, id FROM staged_key WHERE is_new",
                    key_table, source_key_));
    keys->table.resize(static_cast<size_t>(keys->count));
    const auto stream = connection_.Stream("SELECT local, record_key FROM staged_key");
    for (ChunkView chunk; stream->Next(&chunk);) {
      for (size_t row = 0; row < chunk.rows; ++row) {
        const int64_t local = chunk.columns[0].Int64(row);
        if (local < 0 || local >= keys->count)
          throw WorldFailure("engine.staging", "the staged file is damaged: a number of an id");
        keys->table[static_cast<size_t>(local)] = chunk.columns[1].Int64(row);
      }
    }
  }

  void MapDimensions() {
    connection_.Execute(fmt::format(
        "INSERT INTO dimension_value SELECT s.dimension, "
        "coalesce((SELECT max(code) + 1 FROM dimension_value v WHERE v.dimension = s.dimension), "
        "0) - 1 "
        "+ row_number() OVER (PARTITION BY s.dimension ORDER BY s.local), s.text FROM "
        "{0} s "
        "WHERE NOT EXISTS (SELECT 1 FROM dimension_value v WHERE v.dimension = s.dimension AND "
        "v.text = s.text)",
        Staged("staged_dimension")));
    const auto stream = connection_.Stream(fmt::format(
        "SELECT s.dimension, s.local, v.code FROM {} s "
        "JOIN dimension_value v ON v.dimension = s.dimension AND v.text = s.text ORDER BY 1, 2",
        Staged("staged_dimension")));
    for (ChunkView chunk; stream->Next(&chunk);) {
      for (size_t row = 0; row < chunk.rows; ++row) {
        auto& codes = codes_[std::string(chunk.columns[0].Text(row))];
        if (codes == nullptr) codes = std::make_shared<NumberTranslation>();
        codes->table.push_back(chunk.columns[2].Int32(row));
        ++codes->count;
      }
    }
  }

  /// From here on the staged events and records speak of the warehouse's keys and codes.
  void TranslateRows() {
    Translate("staged_event", {{"conversation", keys_.at(Entity::kConversation)},
                               {"agent", keys_.at(Entity::kAgent)},
                               {"team", keys_.at(Entity::kTeam)},
                               {"customer", keys_.at(Entity::kCustomer)},
                               {"subject", CodesOf("kind")}});
    for (const EntitySchema& schema : domain::AllEntities()) {
      if (!HasRecords(schema)) continue;
      std::map<std::string, Numbers> translations = {{"record", keys_.at(schema.entity)}};
      for (const domain::FieldSchema& field : schema.fields) {
        const std::string name(field.name);
        if (IsReference(field)) translations[name] = keys_.at(ReferencedEntity(field.type));
        if (field.is_dimension) translations[name] = CodesOf(name);
      }
      Translate(StagedTable(schema), translations);
    }
  }

  void Translate(const std::string& table, const std::map<std::string, Numbers>& translations) {
    const std::shared_ptr<const RowSource>& rows = tables_.at(table);
    std::vector<Numbers> by_column;
    for (const std::string& column : rows->Names()) {
      const auto found = translations.find(column);
      by_column.push_back(found == translations.end() ? nullptr : found->second);
    }
    staged_.erase(table);
    staged_.try_emplace(table, connection_.row_sources(),
                        std::make_shared<const TranslatedRows>(rows, std::move(by_column)));
  }

  Numbers CodesOf(const std::string& dimension) const {
    const auto found = codes_.find(dimension);
    return found == codes_.end() ? std::make_shared<const NumberTranslation>() : found->second;
  }

  bool HasKnownIds(Entity entity) const { return with_known_ids_.contains(entity); }

  /// Compares the staged rows with the log. A source row is updated if anything of it replaces a
  /// known identity with other content, duplicate if everything of it is known as it stands, else
  /// inserted. Only what meets something known is looked at: of a first load that is nothing.
  RowStates ClassifyRows() const {
    std::vector<std::string> parts;
    if (HasKnownIds(Entity::kConversation)) parts.push_back(KnownEvents());
    for (const EntitySchema& schema : domain::AllEntities()) {
      if (HasRecords(schema) && HasKnownIds(schema.entity)) parts.push_back(KnownRecords(schema));
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
    return fmt::format(
        "SELECT s.row_number, {} AS state FROM {} s JOIN event_log l "
        "ON l.conversation_key = s.conversation AND l.identity = s.identity "
        "GROUP BY s.row_number, s.conversation, s.identity, s.content, s.version",
        kState, Staged("staged_event"));
  }

  std::string KnownRecords(const EntitySchema& schema) const {
    return fmt::format(
        "SELECT s.row_number, {} AS state FROM {} s JOIN {} l ON l.record_key = s.record "
        "WHERE s.provided <> 0 GROUP BY s.row_number, s.record, s.content, s.version",
        kState, Staged(StagedTable(schema)), LogTable(schema));
  }

  /// Rows of which every event and record is in the log as it stands.
  int64_t CountWhollyKnownRows() const {
    std::vector<std::string> parts = {"SELECT row_number FROM " + Staged("staged_event")};
    for (const EntitySchema& schema : domain::AllEntities()) {
      if (HasRecords(schema))
        parts.push_back(fmt::format("SELECT row_number FROM {} WHERE provided <> 0",
                                    Staged(StagedTable(schema))));
    }
    return Count(fmt::format(
        "SELECT count(*) FROM known_row k JOIN (SELECT row_number, count(*) AS items FROM ({}) "
        "WHERE row_number IN (SELECT row_number FROM known_row WHERE state = 0) GROUP BY "
        "row_number) a ON a.row_number = k.row_number AND a.items = k.items WHERE k.state = 0",
        fmt::join(parts, " UNION ALL ")));
  }

  /// Staged columns lie in the order of the log's, after the import and the source.
  void TakeRows() const {
    connection_.Execute(fmt::format("INSERT INTO event_log SELECT {}, {}, * FROM {}", import_id_,
                                    source_key_, Staged("staged_event")));
    for (const EntitySchema& schema : domain::AllEntities()) {
      if (!HasRecords(schema)) continue;
      connection_.Execute(fmt::format("INSERT INTO {} SELECT {}, {}, * FROM {}", LogTable(schema),
                                      import_id_, source_key_, Staged(StagedTable(schema))));
    }
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
    return "SELECT record AS record_key FROM " + Staged(StagedTable(schema));
  }

  std::string TouchedConversations() const {
    if (!HasKnownIds(Entity::kConversation)) return "";  // the fresh range says it
    const std::string rows = "SELECT conversation AS record_key FROM " + Staged("staged_event");
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
    counts.rejected = Count("SELECT count(DISTINCT row_number) FROM " + Staged("staged_reject"));
    counts.updated = states.updated;
    counts.duplicate = states.duplicate + Summary("rows_duplicate");
    counts.inserted =
        counts.read - counts.rejected - counts.ignored - counts.updated - counts.duplicate;
    if (!HasKnownIds(Entity::kConversation)) {
      const NumberTranslation& keys = *keys_.at(Entity::kConversation);
      publication.fresh = KeyRange{keys.offset, keys.offset + keys.count};
    }
    return publication;
  }

  int64_t Summary(const char* column) const {
    return Count(fmt::format("SELECT {} FROM {}", column, Staged("staged_summary")));
  }

  void TakeQuality() const {
    connection_.Execute(fmt::format("INSERT INTO import_count SELECT {}, * FROM {}", import_id_,
                                    Staged("staged_count")));
    connection_.Execute(fmt::format("INSERT INTO rejected_row SELECT {}, * FROM {}", import_id_,
                                    Staged("staged_reject")));
  }

  const Connection& connection_;
  std::map<std::string, ReadableRows> staged_;  // by table
  const std::map<std::string, std::shared_ptr<const RowSource>>& tables_;
  const ImportDescription& description_;
  int32_t import_id_ = 0;
  int32_t source_key_ = 0;
  std::map<Entity, Numbers> keys_;
  std::set<Entity> with_known_ids_;
  std::map<std::string, std::shared_ptr<NumberTranslation>> codes_;
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

Publication PublishStagedFile(const Connection& connection, const StagedFile& staged,
                              const ImportDescription& description) {
  return Publisher(connection, staged, description).Run();
}

}  // namespace kebao::engine::duckdb
