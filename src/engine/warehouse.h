#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/problem.h"
#include "base/time_zone.h"
#include "domain/canonical.h"
#include "domain/fact_schema.h"
#include "engine/chunk.h"
#include "engine/engine.h"

namespace kebao::engine {

/// What is known of an import before its rows are looked at.
struct ImportDescription {
  std::string file_name;
  int64_t file_bytes = 0;
  uint64_t file_hash =
      0;                // of the bytes; with the mapping's hash and the zone: "the same file again"
  std::string source;   // name of the source system
  std::string mapping;  // name of the mapping
  uint64_t mapping_hash = 0;
  std::string zone;    // of naive times
  std::string header;  // the file's line of column names, if it has one
  Instant imported_at;
};

/// Source rows, each counted once: read = inserted + updated + duplicate + rejected + ignored.
/// `repaired` counts rows that were mended on the way and are among the inserted, updated and
/// duplicate ones.
struct ImportCounts {
  int64_t read = 0;
  int64_t inserted = 0;
  int64_t updated = 0;
  int64_t duplicate = 0;
  int64_t repaired = 0;
  int64_t rejected = 0;
  int64_t ignored = 0;
};

struct ImportRecord {
  int32_t id = 0;
  bool is_withdrawn = false;
  std::optional<int32_t>
      same_as;  // the import whose rows this one shares: the same file came again
  ImportDescription description;
  ImportCounts counts;
};

/// The one among `imports` that stands and brought the same bytes by the same mapping, zone and
/// source.
std::optional<ImportRecord> FindSameImport(const std::vector<ImportRecord>& imports,
                                           const ImportDescription& wanted);

/// Conversation keys, half-open.
struct KeyRange {
  int64_t first = 0;
  int64_t limit = 0;
};

struct TeamInterval {
  int32_t agent = 0;
  int32_t team = 0;
  InstantRange when;
};

/// Everything that changes the warehouse happens in one of these and is visible at once or not at
/// all. Destroyed without Commit: nothing happened. Not thread-safe. At most one at a time.
class WriteTransaction {
 public:
  virtual ~WriteTransaction() = default;

  /// Takes the rows of a staged file into the log; the current records (agents, orders, …) follow.
  /// Conversations with new rows become "touched". WorldFailure("engine.staging") for a damaged
  /// file.
  virtual ImportRecord Publish(const std::filesystem::path& staged_file,
                               const ImportDescription& description) = 0;
  /// The same bytes, mapping and zone as a published import: its rows count once more, as the
  /// latest.
  virtual ImportRecord PublishAgain(const ImportRecord& original,
                                    const ImportDescription& description) = 0;
  /// Problems "import.unknown", "import.withdrawn".
  virtual Result<ImportRecord> Withdraw(int32_t import_id) = 0;
  /// After a changed catalogue: every conversation becomes touched, and the fact tables are made
  /// anew.
  virtual void TouchEverything(const domain::FactCatalog& catalog) = 0;

  /// As Warehouse::FindSame, what this transaction has published included.
  virtual std::optional<ImportRecord> FindSame(const ImportDescription& description) = 0;

  /// Ranges that cover the touched conversations, each with at most about `events_per_range`
  /// events.
  virtual std::vector<KeyRange> TouchedRanges(int64_t events_per_range) = 0;
  /// Log rows of the touched conversations of a range, in no order. Columns: conversation_key, at,
  /// identity, content, version, import_id, agent, team, value, subject, kind, actor, is_observed,
  /// has_text, source.
  virtual std::unique_ptr<ChunkStream> ReadEvents(KeyRange range) = 0;
  /// Conversation rows likewise: conversation_key, version, import_id, row, provided (bit per
  /// field), recorded_kinds, source, then the fields of the entity that are not personal, by name.
  virtual std::unique_ptr<ChunkStream> ReadConversations(KeyRange range) = 0;
  /// Which team an agent belonged to when, sorted by agent and time. From memberships, else the
  /// agent's own team.
  virtual std::vector<TeamInterval> TeamIntervals() = 0;
  /// By import id: how late its rows count (the id of the last import that brought them).
  virtual std::vector<int32_t> ImportRanks() = 0;

  /// The dimension has these values, as the codes 0, 1 …; one that has others first keeps them.
  virtual void KeepDimensionValues(std::string_view dimension,
                                   const std::vector<std::string>& texts) = 0;
  /// Removes the facts of the touched conversations; their new rows follow by AppendFacts.
  virtual void DeleteTouchedFacts() = 0;
  /// Rows are gathered and written many at a time; they stand in their tables after FinishFacts.
  virtual void AppendFacts(domain::Fact fact, const ColumnBatch& batch) = 0;
  virtual void FinishFacts() = 0;

  /// Ranges of customer keys that cover the customers of the touched conversations.
  virtual std::vector<KeyRange> TouchedCustomers(int64_t conversations_per_range) = 0;
  /// All conversations of those customers, sorted by (customer, opened_at): conversation_key,
  /// customer_key, issue_type, opened_at, resolved_at, next_contact_at (as it stands).
  virtual std::unique_ptr<ChunkStream> ReadContacts(KeyRange customers) = 0;
  /// New next_contact_at by conversation_key.
  virtual void SetNextContacts(const ColumnBatch& batch) = 0;
  /// Puts the orders concerned that name no conversation down to the customer's last one that was
  /// opened at most `window_seconds` before (0: to none). Once the facts of conversations stand.
  virtual void AttributeOrders(int64_t window_seconds) = 0;

  virtual const Dialect& dialect() const = 0;
  /// The folder's.
  virtual const TimeZone& zone() const = 0;
  /// Streams a SELECT over what the transaction has changed so far. Nothing else may be asked of
  /// the transaction until the stream is done.
  virtual std::unique_ptr<ChunkStream> Query(const std::string& sql) = 0;

  /// UTC hours (their starts, ascending) in which a row of the fact was added, changed or taken
  /// away by this transaction, by one of its instants. Complete once all facts are appended and
  /// next contacts are set, and only for clocks of roll-ups that were kept before. Nullopt: the
  /// fact was made anew.
  virtual std::optional<std::vector<Instant>> TouchedHours(domain::Fact fact,
                                                           const std::string& clock) = 0;
  /// Makes the roll-up's table anew, without cells.
  virtual void MakeRollup(const StoredRollup& rollup,
                          const std::vector<domain::FactColumn>& columns) = 0;
  /// Remembers that the roll-up is not worth its place; its table goes.
  virtual void DeclineRollup(const StoredRollup& rollup) = 0;
  /// Removes the cells for which the condition (SQL over the roll-up's columns) holds.
  virtual void ClearRollup(const std::string& name, const std::string& condition) = 0;
  /// Columns as in MakeRollup.
  virtual void AppendToRollup(const std::string& name, const ColumnBatch& cells) = 0;
  /// What is known of the roll-up as a whole; counts its cells.
  virtual void DescribeRollup(const StoredRollup& rollup) = 0;
  virtual void DropRollup(const std::string& name) = 0;

  virtual Directory directory() = 0;
  virtual void SetSetting(const std::string& name, const std::string& value) = 0;
  /// data_version + 1, then one atomic commit.
  virtual void Commit() = 0;
};

struct SourceSummary {
  std::string name;
  int64_t conversations = 0;
  std::optional<Instant> first_opened;
  std::optional<Instant> last_opened;
};

/// A figure that a source system computed itself, for a period, agent, … or (averaged here) for
/// single conversations.
struct SourceFigure {
  std::string metric;
  double value = 0;
  int64_t n = 0;
  bool is_of_conversations = false;  // the mean of figures that the source gives per conversation
  std::optional<int32_t> agent;
  std::optional<int32_t> team;
  std::optional<Instant> period_start;
  std::optional<Instant> period_end;
};

/// What the user keeps in the calendar of known events: releases, outages, promotions …
struct KnownEvent {
  std::string title;
  std::string kind;
  Instant started_at;
  std::optional<Instant> ended_at;  // excluded; nullopt: it lasts
};

/// The data folder's DuckDB file. One process owns it. Reading is thread-safe.
class Warehouse {
 public:
  virtual ~Warehouse() = default;
  virtual const Engine& engine() const = 0;
  virtual std::unique_ptr<WriteTransaction> Begin() = 0;
  virtual Directory directory() const = 0;
  virtual int64_t data_version() const = 0;
  virtual std::optional<std::string> Setting(const std::string& name) const = 0;
  /// False after a changed catalogue: the fact tables lack its timing columns (see
  /// TouchEverything).
  virtual bool derived_facts_match() const = 0;
  virtual std::vector<ImportRecord> imports() const = 0;
  /// The published import of the same bytes, mapping and zone, if there is one.
  virtual std::optional<ImportRecord> FindSame(const ImportDescription& description) const = 0;
  virtual std::vector<SourceSummary> Sources() const = 0;
  /// Those of conversations opened in `range`, averaged per metric, then those for whole periods
  /// that touch it.
  virtual std::vector<SourceFigure> SourceFigures(const std::string& source,
                                                  InstantRange range) const = 0;
  /// Those that touch the range, by their start.
  virtual std::vector<KnownEvent> KnownEvents(InstantRange range) const = 0;
  /// By the import that brought them: conversations that are rated, but that their source does not
  /// have, so that nobody gets the credit. "suspicious.rating_of_other_source" (column: the one
  /// source that has a conversation of that id), else "suspicious.rating_without_conversation".
  virtual std::multimap<int32_t, domain::QualityCount> StrayRatings() const = 0;
  virtual std::vector<domain::QualityCount> QualityCounts(int32_t import_id) const = 0;
  virtual void ForEachReject(
      int32_t import_id, const std::function<void(const domain::RejectedRow&)>& visit) const = 0;
};

/// Writes one staged file. Drops rows that repeat inside the file (same identity, version and
/// content).
class StagingWriter : public domain::CanonicalSink {
 public:
  using CanonicalSink::Accept;
  virtual void Accept(const domain::QualityCount& count) = 0;
  /// Rows read, repaired and ignored, as the mapper counted them; writes out what is buffered.
  virtual void Finish(int64_t rows_read, int64_t rows_repaired, int64_t rows_ignored) = 0;
};

}  // namespace kebao::engine
