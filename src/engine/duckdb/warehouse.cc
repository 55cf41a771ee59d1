#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "base/problem.h"
#include "engine/duckdb/connection.h"
#include "engine/duckdb/dialect.h"
#include "engine/duckdb/open.h"
#include "engine/duckdb/rollups.h"
#include "engine/duckdb/schema.h"
#include "engine/duckdb/transaction.h"

namespace kebao::engine::duckdb {
namespace {

/// A stream together with the connection that it lives on.
class OwningStream final : public ChunkStream {
 public:
  OwningStream(std::unique_ptr<Connection> connection, const std::string& sql)
      : connection_(std::move(connection)), stream_(connection_->Stream(sql)) {}
  const std::vector<std::string>& column_names() const override { return stream_->column_names(); }
  const std::vector<ValueType>& column_types() const override { return stream_->column_types(); }
  bool Next(ChunkView* chunk) override { return stream_->Next(chunk); }

 private:
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<ChunkStream> stream_;
};

class DuckEngine final : public Engine {
 public:
  explicit DuckEngine(std::shared_ptr<const Database> database) : database_(std::move(database)) {}
  const Dialect& dialect() const override { return DuckDialect(); }
  std::unique_ptr<ChunkStream> Query(const std::string& sql) const override {
    return std::make_unique<OwningStream>(std::make_unique<Connection>(database_), sql);
  }

 private:
  std::shared_ptr<const Database> database_;
};

class DuckWarehouse final : public Warehouse {
 public:
  DuckWarehouse(std::shared_ptr<const Database> database, const domain::FactCatalog& catalog,
                TimeZone zone)
      : database_(std::move(database)),
        engine_(database_),
        catalog_(catalog),
        zone_(std::move(zone)),
        connection_(database_) {}

  const Engine& engine() const override { return engine_; }

  std::unique_ptr<WriteTransaction> Begin() override {
    KEBAO_ASSERT(!is_writing_.exchange(true));
    return BeginTransaction(database_, catalog_, zone_, [this] { is_writing_ = false; });
  }

  Directory directory() const override { return ReadDirectory(Connection(database_)); }

  int64_t data_version() const override {
    return std::stoll(Setting("data_version").value_or("0"));
  }

  std::optional<std::string> Setting(const std::string& name) const override {
    return Connection(database_).Text("SELECT value FROM setting WHERE name = " + Quoted(name));
  }

  bool derived_facts_match() const override {
    return DerivedFactsMatch(Connection(database_), catalog_);
  }

  std::vector<ImportRecord> imports() const override { return ReadLedger(Connection(database_)); }

  std::optional<ImportRecord> FindSame(const ImportDescription& wanted) const override {
    return FindSameImport(imports(), wanted);
  }

  std::vector<SourceSummary> Sources() const override { return ReadSources(Connection(database_)); }

  std::vector<KnownEvent> KnownEvents(InstantRange range) const override {
    return ReadKnownEvents(Connection(database_), range);
  }
  std::vector<SourceFigure> SourceFigures(const std::string& source,
                                          InstantRange range) const override {
    return ReadSourceFigures(Connection(database_), source, range);
  }

  std::multimap<int32_t, domain::QualityCount> StrayRatings() const override {
    return ReadStrayRatings(Connection(database_));
  }

  std::vector<domain::QualityCount> QualityCounts(int32_t import_id) const override {
    const Connection connection(database_);
    const auto stream = connection.Stream(
        fmt::format("SELECT code, column_name, row_count, example FROM import_count WHERE "
                    "import_id = {} ORDER BY row_count DESC, code, column_name",
                    import_id));
    std::vector<domain::QualityCount> counts;
    ChunkView chunk;
    while (stream->Next(&chunk)) {
      for (size_t row = 0; row < chunk.rows; ++row) {
        counts.push_back({std::string(chunk.columns[0].Text(row)),
                          std::string(chunk.columns[1].Text(row)), chunk.columns[2].Int64(row),
                          std::string(chunk.columns[3].Text(row))});
      }
    }
    return counts;
  }

  void ForEachReject(int32_t import_id,
                     const std::function<void(const domain::RejectedRow&)>& visit) const override {
    const Connection connection(database_);
    const auto stream =
        connection.Stream(fmt::format("SELECT row_number, code, column_name, value, original FROM "
                                      "rejected_row WHERE import_id = {} ORDER BY row_number",
                                      import_id));
    ChunkView chunk;
    while (stream->Next(&chunk)) {
      for (size_t row = 0; row < chunk.rows; ++row) {
        visit({chunk.columns[0].Int64(row), std::string(chunk.columns[1].Text(row)),
               std::string(chunk.columns[2].Text(row)), std::string(chunk.columns[3].Text(row)),
               std::string(chunk.columns[4].Text(row))});
      }
    }
  }

 private:
  std::shared_ptr<const Database> database_;
  DuckEngine engine_;
  const domain::FactCatalog& catalog_;
  TimeZone zone_;
  Connection connection_;  // keeps the database open between calls
  std::atomic<bool> is_writing_ = false;
};

/// The engine caches whatever it may: more than this buys little speed, and the machine has other
/// work to do.
constexpr int64_t kUsefulMemoryMegabytes = 2048;

int64_t DefaultMemoryMegabytes() {
  const int64_t bytes = static_cast<int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGE_SIZE);
  return std::min(kUsefulMemoryMegabytes, bytes / 3 / (1 << 20));
}

/// From here on the engine reads nothing but its own file, whatever SQL it is given.
void LockDown(const Connection& connection) {
  connection.Execute("SET TimeZone = 'UTC'");
  connection.Execute("SET enable_external_access = false");
  connection.Execute("SET lock_configuration = true");
}

std::unique_ptr<Warehouse> Prepare(std::shared_ptr<const Database> database,
                                   const domain::FactCatalog& catalog, const TimeZone& zone) {
  const Connection connection(database);
  LockDown(connection);
  const bool is_new =
      connection.Integer("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'setting'") == 0;
  if (is_new) {
    connection.Execute("BEGIN TRANSACTION");
    CreateWarehouseTables(connection, catalog);
    connection.Execute("COMMIT");
  }
  CreateRollupList(connection);
  return std::make_unique<DuckWarehouse>(std::move(database), catalog, zone);
}

/// The process that holds the file, out of DuckDB's "Conflicting lock is held in … (PID 123)".
std::string LockOwner(std::string_view message) {
  const size_t begin = message.find("PID ");
  if (begin == std::string_view::npos) return "?";
  const std::string_view rest = message.substr(begin + 4);
  return std::string(rest.substr(0, rest.find_first_not_of("0123456789")));
}

}  // namespace

Result<std::unique_ptr<Warehouse>> OpenWarehouse(const Folders& folders, const Limits& limits,
                                                 const domain::FactCatalog& catalog,
                                                 const TimeZone& zone) {
  const int64_t memory =
      limits.memory_megabytes > 0 ? limits.memory_megabytes : DefaultMemoryMegabytes();
  try {
    auto database = std::make_shared<const Database>(
        folders.warehouse_file.string(), limits.threads, memory, folders.temporary.string());
    return Prepare(std::move(database), catalog, zone);
  } catch (const WorldFailure& failure) {
    if (std::string_view(failure.what()).find("Conflicting lock") == std::string_view::npos) throw;
    return MakeProblem("folder.in_use_unknown", folders.warehouse_file.string(),
                       {{"owner", LockOwner(failure.what())}});
  }
}

std::unique_ptr<Warehouse> OpenInMemory(const domain::FactCatalog& catalog, const TimeZone& zone) {
  return Prepare(std::make_shared<const Database>("", 0, DefaultMemoryMegabytes(), ""), catalog,
                 zone);
}

}  // namespace kebao::engine::duckdb
