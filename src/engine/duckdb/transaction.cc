#include "engine/duckdb/transaction.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "engine/duckdb/appender.h"
#include "engine/duckdb/contacts.h"
#include "engine/duckdb/dialect.h"
#include "engine/duckdb/moved_agents.h"
#include "engine/duckdb/order_attribution.h"
#include "engine/duckdb/publish.h"
#include "engine/duckdb/records.h"
#include "engine/duckdb/rollups.h"
#include "engine/duckdb/schema.h"
#include "engine/duckdb/team_intervals.h"

namespace kebao::engine::duckdb {
namespace {

using domain::Entity;
using domain::EntitySchema;

class DuckTransaction final : public WriteTransaction {
 public:
  DuckTransaction(std::shared_ptr<const Database> database, const domain::FactCatalog& catalog,
                  TimeZone zone, std::function<void()> on_end)
      : connection_(std::move(database)),
        catalog_(catalog),
        zone_(std::move(zone)),
        on_end_(std::move(on_end)),
        rollups_(connection_, catalog_) {
    connection_.Execute("BEGIN TRANSACTION");
    for (const EntitySchema& schema : domain::AllEntities()) {
      connection_.Execute(
          fmt::format("CREATE OR REPLACE TEMP TABLE touched_{} (record_key BIGINT)", schema.name));
    }
  }

  ~DuckTransaction() override {
    appenders_.clear();
    if (!is_committed_) RollBack();
    Detach();
    on_end_();
  }

  ImportRecord Publish(const std::filesystem::path& staged_file,
                       const ImportDescription& description) override {
    // A file that a transaction has read can be detached only after it.
    const std::string name = fmt::format("staged_{}", attached_.size() + 1);
    connection_.Execute(
        fmt::format("ATTACH {} AS {} (READ_ONLY)", Quoted(staged_file.string()), name));
    attached_.push_back(name);
    const Publication publication = PublishStagedFile(connection_, name, description);
    AddTouched(publication.fresh);
    is_log_changed_ = true;
    return publication.record;
  }

  ImportRecord PublishAgain(const ImportRecord& original,
                            const ImportDescription& description) override {
    const int32_t root = original.same_as.value_or(original.id);
    ImportRecord record;
    record.id = NextImportId(connection_);
    record.same_as = root;
    record.description = description;
    record.counts = original.counts;
    record.counts.duplicate += record.counts.inserted + record.counts.updated;
    record.counts.inserted = record.counts.updated = 0;
    WriteLedgerEntry(connection_, record, root);
    const bool is_order_changed =
        connection_
            .Integer(fmt::format("SELECT count(*) FROM import_ledger WHERE NOT is_withdrawn AND "
                                 "root_id <> {0} AND import_id > "
                                 "(SELECT max(import_id) FROM import_ledger WHERE NOT is_withdrawn "
                                 "AND root_id = {0} AND import_id < {1})",
                                 root, record.id))
            .value_or(0) > 0;
    if (is_order_changed) {
      ListFreshRange(connection_, &fresh_);
      TouchContestedRowsOf(root);
    }
    is_log_changed_ = true;
    return record;
  }

  Result<ImportRecord> Withdraw(int32_t import_id) override {
    const auto ledger = ReadLedger(connection_);
    const auto found = std::find_if(ledger.begin(), ledger.end(), [&](const ImportRecord& record) {
      return record.id == import_id;
    });
    const std::map<std::string, std::string> arguments = {{"import", std::to_string(import_id)}};
    if (found == ledger.end()) return MakeProblem("import.unknown", "undo", arguments);
    if (found->is_withdrawn) return MakeProblem("import.withdrawn", "undo", arguments);
    const int32_t root = found->same_as.value_or(found->id);
    TouchRowsOf(root);
    connection_.Execute(fmt::format(
        "UPDATE import_ledger SET is_withdrawn = true WHERE import_id = {}", import_id));
    const bool is_alive =
        connection_
            .Integer(fmt::format(
                "SELECT count(*) FROM import_ledger WHERE root_id = {} AND NOT is_withdrawn", root))
            .value_or(0) > 0;
    if (!is_alive) RemoveRowsOf(root);
    is_log_changed_ = true;
    ImportRecord record = *found;
    record.is_withdrawn = true;
    return record;
  }

  void TouchEverything(const domain::FactCatalog& catalog) override {
    RecreateDerivedFacts(connection_, catalog);
    rollups_.ForgetAllFacts();
    const int64_t limit =
        connection_.Integer("SELECT coalesce(max(record_key) + 1, 0) FROM key_conversation")
            .value_or(0);
    fresh_ = KeyRange{0, limit};
    is_log_changed_ = true;
  }

  std::vector<KeyRange> TouchedRanges(int64_t events_per_range) override;

  std::unique_ptr<ChunkStream> ReadEvents(KeyRange range) override {
    return connection_.Stream(
        fmt::format("SELECT conversation_key, \"at\", identity, content, version, import_id, "
                    "agent, team, value, subject, kind, actor, "
                    "is_observed, text IS NOT NULL AS has_text, source FROM event_log l WHERE {}",
                    InRange("conversation_key", range)));
  }

  std::unique_ptr<ChunkStream> ReadConversations(KeyRange range) override {
    std::vector<std::string> fields;
    for (const domain::FieldSchema& field : domain::SchemaOf(Entity::kConversation).fields) {
      if (!field.is_personal) fields.push_back(fmt::format("\"{}\"", field.name));
    }
    return connection_.Stream(
        fmt::format("SELECT record_key AS conversation_key, version, import_id, row_number AS row, "
                    "provided, recorded_kinds, source, {} "
                    "FROM conversation_log l WHERE {}",
                    fmt::join(fields, ", "), InRange("record_key", range)));
  }

  std::vector<TeamInterval> TeamIntervals() override { return ReadTeamIntervals(connection_); }

  std::vector<int32_t> ImportRanks() override {
    std::vector<int32_t> ranks;
    const auto stream = connection_.Stream("SELECT import_id, rank FROM import_rank");
    ChunkView chunk;
    while (stream->Next(&chunk)) {
      for (size_t row = 0; row < chunk.rows; ++row) {
        const auto id = static_cast<size_t>(chunk.columns[0].Int32(row));
        if (ranks.size() <= id) ranks.resize(id + 1, 0);
        ranks[id] = chunk.columns[1].Int32(row);
      }
    }
    return ranks;
  }

  void DeleteTouchedFacts() override {
    rollups_.RememberHours(
        "conversation_key IN (SELECT record_key FROM touched_conversation)");
    for (const domain::Fact fact : kDerivedFacts) {
      connection_.Execute(fmt::format(
          "DELETE FROM {} WHERE conversation_key IN (SELECT record_key FROM touched_conversation)",
          catalog_.SchemaOf(fact).name));
    }
  }

  void AppendFacts(domain::Fact fact, const ColumnBatch& batch) override {
    auto& appender = appenders_[fact];
    if (appender == nullptr) {
      const domain::FactSchema& schema = catalog_.SchemaOf(fact);
      appender = std::make_unique<TableAppender>(connection_, std::string(schema.name),
                                                 TypesOf(FactTableColumns(schema)));
    }
    appender->Append(batch);
    appender->Flush();
  }

  std::vector<KeyRange> TouchedCustomers(int64_t conversations_per_range) override {
    return duckdb::TouchedCustomers(connection_, fresh_.has_value(), conversations_per_range);
  }
  std::unique_ptr<ChunkStream> ReadContacts(KeyRange customers) override {
    return duckdb::ReadContacts(connection_, fresh_.has_value(), customers);
  }
  void SetNextContacts(const ColumnBatch& batch) override {
    if (batch.rows() == 0) return;
    duckdb::SetNextContacts(connection_, batch);
    connection_.Execute(
        has_new_contacts_
            ? "INSERT INTO relinked_conversation SELECT conversation_key FROM next_contact"
            : "CREATE OR REPLACE TEMP TABLE relinked_conversation AS SELECT conversation_key FROM "
              "next_contact");
    has_new_contacts_ = true;
  }

  std::optional<ImportRecord> FindSame(const ImportDescription& description) override {
    return FindSameImport(ReadLedger(connection_), description);
  }

  const Dialect& dialect() const override { return DuckDialect(); }
  const TimeZone& zone() const override { return zone_; }

  std::unique_ptr<ChunkStream> Query(const std::string& sql) override {
    return connection_.Stream(sql);
  }

  std::optional<std::vector<Instant>> TouchedHours(domain::Fact fact,
                                                   const std::string& clock) override {
    std::string changed = "conversation_key IN (SELECT record_key FROM touched_conversation)";
    if (fresh_)
      changed += fmt::format(" OR (conversation_key >= {} AND conversation_key < {})",
                             fresh_->first, fresh_->limit);
    if (has_new_contacts_)
      changed += " OR conversation_key IN (SELECT conversation_key FROM relinked_conversation)";
    return rollups_.TouchedHours(fact, clock, changed);
  }
  void MakeRollup(const StoredRollup& rollup,
                  const std::vector<domain::FactColumn>& columns) override {
    rollups_.Make(rollup, columns);
  }
  void ClearRollup(const std::string& name, const std::string& condition) override {
    connection_.Execute(fmt::format("DELETE FROM \"{}\" WHERE {}", name, condition));
  }
  void AppendToRollup(const std::string& name, const ColumnBatch& cells) override {
    rollups_.Append(name, cells);
  }
  void DescribeRollup(const StoredRollup& rollup) override { rollups_.Describe(rollup); }
  void DropRollup(const std::string& name) override { rollups_.Drop(name); }


  Directory directory() override {
    RefreshAfterLogChange();
    return ReadDirectory(connection_);
  }

  void AttributeOrders(int64_t window_seconds) override {
    duckdb::AttributeOrders(connection_, fresh_.has_value(), window_seconds);
  }

  void SetSetting(const std::string& name, const std::string& value) override {
    connection_.Execute(
        fmt::format("INSERT OR REPLACE INTO setting VALUES ({}, {})", Quoted(name), Quoted(value)));
  }

  void Commit() override {
    RefreshAfterLogChange();
    appenders_.clear();
    connection_.Execute(
        "UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS VARCHAR) WHERE name = "
        "'data_version'");
    connection_.Execute("COMMIT");
    is_committed_ = true;
  }

 private:
  void RollBack() noexcept {
    try {
      connection_.Execute("ROLLBACK");
    } catch (const WorldFailure&) {
      // The engine has already ended the transaction (for example on a full disk): nothing is left
      // to undo.
    }
  }

  void Detach() noexcept {
    try {
      for (const std::string& name : attached_) connection_.Execute("DETACH " + name);
    } catch (const WorldFailure&) {
      // A database that the failure closed; the staged file is removed by its owner.
    }
  }

  std::string InRange(const std::string& column, KeyRange range) const {
    std::string condition =
        fmt::format("l.{0} >= {1} AND l.{0} < {2}", column, range.first, range.limit);
    if (!fresh_)
      condition +=
          fmt::format(" AND l.{} IN (SELECT record_key FROM touched_conversation)", column);
    return condition;
  }

  void TouchRowsOf(int32_t root) {
    for (const EntitySchema& schema : domain::AllEntities()) {
      connection_.Execute(fmt::format(
          "INSERT INTO touched_{} SELECT DISTINCT record_key FROM {} WHERE import_id = {}",
          schema.name, LogTable(schema), root));
    }
    connection_.Execute(
        fmt::format("INSERT INTO touched_conversation SELECT DISTINCT conversation_key FROM "
                    "event_log WHERE import_id = {} "
                    "AND conversation_key NOT IN (SELECT record_key FROM touched_conversation)",
                    root));
  }

  /// Those records and conversations of the import of which another import tells something as well:
  /// only there does it matter which of the two came last.
  void TouchContestedRowsOf(int32_t root) {
    for (const EntitySchema& schema : domain::AllEntities()) {
      connection_.Execute(fmt::format(
          "INSERT INTO touched_{0} SELECT DISTINCT a.record_key FROM {1} a JOIN {1} b ON "
          "a.record_key = b.record_key "
          "WHERE a.import_id = {2} AND b.import_id <> {2} AND (a.provided & b.provided) <> 0",
          schema.name, LogTable(schema), root));
    }
    connection_.Execute(
        fmt::format("INSERT INTO touched_conversation SELECT DISTINCT a.conversation_key FROM "
                    "event_log a JOIN event_log b "
                    "ON a.conversation_key = b.conversation_key AND a.identity = b.identity WHERE "
                    "a.import_id = {0} "
                    "AND b.import_id <> {0} AND a.conversation_key NOT IN (SELECT record_key FROM "
                    "touched_conversation)",
                    root));
  }

  void RemoveRowsOf(int32_t root) {
    connection_.Execute(fmt::format("DELETE FROM event_log WHERE import_id = {}", root));
    for (const EntitySchema& schema : domain::AllEntities()) {
      connection_.Execute(
          fmt::format("DELETE FROM {} WHERE import_id = {}", LogTable(schema), root));
    }
  }

  /// A range of conversations stays a range as long as everything that later publications touch
  /// lies in it: of a first load, no list of millions of keys is ever made.
  void AddTouched(const std::optional<KeyRange>& fresh) {
    const int64_t listed =
        connection_.Integer("SELECT count(*) FROM touched_conversation").value_or(0);
    if (fresh && !fresh_ && listed == 0) {
      fresh_ = fresh;
    } else if (fresh && fresh_) {
      fresh_->limit = fresh->limit;
    } else if (fresh) {
      fresh_ = fresh;
      ListFreshRange(connection_, &fresh_);
    } else if (fresh_) {
      CoverListedByRange();
    }
  }

  void CoverListedByRange() {
    const auto first = connection_.Integer("SELECT min(record_key) FROM touched_conversation");
    const auto last = connection_.Integer("SELECT max(record_key) FROM touched_conversation");
    if (!first) return;
    if (*first < fresh_->first) return ListFreshRange(connection_, &fresh_);
    fresh_->limit = std::max(fresh_->limit, *last + 1);
    connection_.Execute("DELETE FROM touched_conversation");
  }

  /// Ranks, current records, team history, record facts; what is taken from agents that changed is
  /// touched as well. Once for all changes of the transaction.
  void RefreshAfterLogChange() {
    if (!std::exchange(is_log_changed_, false)) return;
    RefreshImportRanks(connection_);
    RememberAgents(connection_);
    RefreshCurrentRecords(connection_);
    FindMovedAgents(connection_);
    FillTeamIntervals(connection_, zone_);
    TouchRecordsOfMovedAgents(connection_);
    RefreshRecordFacts(connection_);
    TouchConversationsOfMovedAgents(connection_, &fresh_);
  }

  Connection connection_;
  const domain::FactCatalog& catalog_;
  TimeZone zone_;
  std::function<void()> on_end_;
  std::optional<KeyRange> fresh_;
  std::map<domain::Fact, std::unique_ptr<TableAppender>> appenders_;
  std::vector<std::string> attached_;
  bool is_log_changed_ = false;
  RollupKeeper rollups_;
  bool has_new_contacts_ = false;
  bool is_committed_ = false;
};

std::vector<KeyRange> DuckTransaction::TouchedRanges(int64_t events_per_range) {
  RefreshAfterLogChange();
  KeyRange all = fresh_.value_or(KeyRange{});
  int64_t conversations = all.limit - all.first;
  if (!fresh_) {
    conversations = connection_.Integer("SELECT count(*) FROM touched_conversation").value_or(0);
    all = {connection_.Integer("SELECT min(record_key) FROM touched_conversation").value_or(0),
           connection_.Integer("SELECT max(record_key) + 1 FROM touched_conversation").value_or(0)};
  }
  if (conversations == 0) return {};
  const int64_t events = connection_.Integer("SELECT count(*) FROM event_log").value_or(0);
  const int64_t known = std::max<int64_t>(
      1, connection_.Integer("SELECT count(*) FROM key_conversation").value_or(1));
  const int64_t touched_events = std::max<int64_t>(1, events / known) * conversations;
  const int64_t parts =
      std::max<int64_t>(1, (touched_events + events_per_range - 1) / events_per_range);
  const int64_t step = std::max<int64_t>(1, (all.limit - all.first + parts - 1) / parts);
  std::vector<KeyRange> ranges;
  for (int64_t first = all.first; first < all.limit; first += step) {
    ranges.push_back({first, std::min(first + step, all.limit)});
  }
  return ranges;
}

}  // namespace

std::unique_ptr<WriteTransaction> BeginTransaction(std::shared_ptr<const Database> database,
                                                   const domain::FactCatalog& catalog,
                                                   const TimeZone& zone,
                                                   std::function<void()> on_end) {
  return std::make_unique<DuckTransaction>(std::move(database), catalog, zone, std::move(on_end));
}

}  // namespace kebao::engine::duckdb
