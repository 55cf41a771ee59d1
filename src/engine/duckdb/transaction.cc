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
#include "engine/duckdb/contacts.h"
#include "engine/duckdb/dialect.h"
#include "engine/duckdb/moved_agents.h"
#include "engine/duckdb/order_attribution.h"
#include "engine/duckdb/publish.h"
#include "engine/duckdb/records.h"
#include "engine/duckdb/rollups.h"
#include "engine/duckdb/schema.h"
#include "engine/duckdb/table_inserter.h"
#include "engine/duckdb/team_intervals.h"
#include "engine/duckdb/touched_conversations.h"

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
        touched_(Begun(connection_)),
        rollups_(connection_, catalog_) {}

  ~DuckTransaction() override {
    if (!is_committed_) RollBack();
    on_end_();
  }

  ImportRecord Publish(const std::filesystem::path& staged_file,
                       const ImportDescription& description) override {
    const Publication publication =
        PublishStagedFile(connection_, StagedFile(staged_file), description);
    touched_.AddPublished(publication.fresh);
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
    if (is_order_changed) touched_.AddContestedRowsOf(root);
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
    touched_.AddRowsOf(root);
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
    touched_.TakeAll();
    is_log_changed_ = true;
  }

  std::vector<KeyRange> TouchedRanges(int64_t events_per_range) override {
    RefreshAfterLogChange();
    return touched_.Ranges(events_per_range);
  }

  std::unique_ptr<ChunkStream> ReadEvents(KeyRange range) override {
    return connection_.Stream(
        fmt::format("SELECT conversation_key, \"at\", identity, content, version, import_id, "
                    "agent, team, value, subject, kind, actor, "
                    "is_observed, text IS NOT NULL AS has_text, source FROM event_log l WHERE {}",
                    touched_.InRange("conversation_key", range)));
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
                    fmt::join(fields, ", "), touched_.InRange("record_key", range)));
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

  void KeepDimensionValues(std::string_view dimension,
                           const std::vector<std::string>& texts) override {
    for (const std::string& text : texts) {
      const std::string of = fmt::format("FROM dimension_value WHERE dimension = {}",
                                         DuckDialect().TextLiteral(dimension));
      const std::string known = DuckDialect().TextLiteral(text);
      connection_.Execute(fmt::format(
          "INSERT INTO dimension_value SELECT {0}, coalesce((SELECT max(code) + 1 {1}), 0), {2} "
          "WHERE NOT EXISTS (SELECT 1 {1} AND text = {2})",
          DuckDialect().TextLiteral(dimension), of, known));
    }
  }

  void DeleteTouchedFacts() override {
    rollups_.RememberHours("conversation_key IN (SELECT record_key FROM touched_conversation)");
    for (const domain::Fact fact : kDerivedFacts) {
      connection_.Execute(fmt::format(
          "DELETE FROM {} WHERE conversation_key IN (SELECT record_key FROM touched_conversation)",
          catalog_.SchemaOf(fact).name));
    }
  }

  void AppendFacts(domain::Fact fact, const ColumnBatch& batch) override {
    auto& inserter = inserters_[fact];
    if (inserter == nullptr) {
      const domain::FactSchema& schema = catalog_.SchemaOf(fact);
      inserter = std::make_unique<TableInserter>(connection_, std::string(schema.name),
                                                 TypesOf(FactTableColumns(schema)));
    }
    inserter->Append(batch);
  }

  void FinishFacts() override {
    for (const auto& [fact, inserter] : inserters_) inserter->Finish();
    inserters_.clear();
  }

  std::vector<KeyRange> TouchedCustomers(int64_t conversations_per_range) override {
    return duckdb::TouchedCustomers(connection_, touched_.is_range(), conversations_per_range);
  }
  std::unique_ptr<ChunkStream> ReadContacts(KeyRange customers) override {
    return duckdb::ReadContacts(connection_, touched_.is_range(), customers);
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
    std::string changed = touched_.Contains("conversation_key");
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
  void DeclineRollup(const StoredRollup& rollup) override { rollups_.Decline(rollup); }
  void DropRollup(const std::string& name) override { rollups_.Drop(name); }

  Directory directory() override {
    RefreshAfterLogChange();
    return ReadDirectory(connection_);
  }

  void AttributeOrders(int64_t window_seconds) override {
    duckdb::AttributeOrders(connection_, touched_.is_range(), window_seconds);
  }

  void SetSetting(const std::string& name, const std::string& value) override {
    connection_.Execute(
        fmt::format("INSERT OR REPLACE INTO setting VALUES ({}, {})", Quoted(name), Quoted(value)));
  }

  void Commit() override {
    KEBAO_ASSERT(inserters_.empty());
    RefreshAfterLogChange();
    connection_.Execute(
        "UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS VARCHAR) WHERE name = "
        "'data_version'");
    connection_.Execute("COMMIT");
    is_committed_ = true;
  }

 private:
  static const Connection& Begun(const Connection& connection) {
    connection.Execute("BEGIN TRANSACTION");
    return connection;
  }

  void RollBack() noexcept {
    try {
      connection_.Execute("ROLLBACK");
    } catch (const WorldFailure&) {
      // The engine has already ended the transaction (for example on a full disk): nothing is left
      // to undo.
    }
  }

  void RemoveRowsOf(int32_t root) {
    connection_.Execute(fmt::format("DELETE FROM event_log WHERE import_id = {}", root));
    for (const EntitySchema& schema : domain::AllEntities()) {
      connection_.Execute(
          fmt::format("DELETE FROM {} WHERE import_id = {}", LogTable(schema), root));
    }
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
    TouchConversationsOfMovedAgents(connection_, touched_.range());
  }

  Connection connection_;
  const domain::FactCatalog& catalog_;
  TimeZone zone_;
  std::function<void()> on_end_;
  TouchedConversations touched_;
  std::map<domain::Fact, std::unique_ptr<TableInserter>> inserters_;
  bool is_log_changed_ = false;
  RollupKeeper rollups_;
  bool has_new_contacts_ = false;
  bool is_committed_ = false;
};

}  // namespace

std::unique_ptr<WriteTransaction> BeginTransaction(std::shared_ptr<const Database> database,
                                                   const domain::FactCatalog& catalog,
                                                   const TimeZone& zone,
                                                   std::function<void()> on_end) {
  return std::make_unique<DuckTransaction>(std::move(database), catalog, zone, std::move(on_end));
}

}  // namespace kebao::engine::duckdb
