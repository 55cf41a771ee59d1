// Facts by Kebao's fold against facts by SQL, side by side on the same log, and whether both write
// the same.
//
// usage: facts_sql_bench [--rich] [CONVERSATIONS [FOLDER]]
//
// The log lies in a DuckDB file as an import leaves it (bench/facts_sql/*_log.sql). Every phase is
// a process of its own, so that its peak memory is its own.
// - kebao: app::DeriveFacts: reads the log, folds every timing of the catalogue, writes all columns
//   of the five facts, links next contacts and orders; one transaction.
// - sql: bench/facts_sql: the best that we could write for DuckDB into the same tables. It computes
//   every column that has a value on these logs. The comparison favours it: it commits part by
//   part, in the size that suits it, and leaves out what these logs do not have: superseded,
//   repeated and implied events, observations that change nothing, several imports, calls and
//   queues, unassigning, closing after resolving, team history, calendars, agents that are bots,
//   events of one instant.
// The plain log (the default) has no status changes, bots, notes, reopenings or surveys either;
// with
// --rich it has them, and the same SQL has to tell states apart.
// The end compares the tables cell by cell; a column that differs is named.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/definitions.h"
#include "app/derive_facts.h"
#include "engine/duckdb/connection.h"
#include "engine/duckdb/open.h"

namespace {

using namespace kebao;
using engine::duckdb::Connection;
using engine::duckdb::Database;
namespace fs = std::filesystem;

constexpr int64_t kMemoryMegabytes = 1400;

/// Fewer do not pay for their statements, more do not fit into memory beside one another.
constexpr int64_t kConversationsPerPart = 500'000;

using Values = std::map<std::string, int64_t>;

/// bench/facts_sql/NAME.sql with {names} replaced.
std::string Sql(const std::string& name, const Values& values) {
  const fs::path path = fs::path(KEBAO_SOURCE_DIR) / "bench/facts_sql" / (name + ".sql");
  std::ifstream file(path);
  std::string sql{std::istreambuf_iterator<char>(file), {}};
  if (sql.empty()) throw std::runtime_error("cannot read " + path.string());
  for (const auto& [placeholder, value] : values) {
    const std::string wanted = "{" + placeholder + "}";
    for (size_t at = 0; (at = sql.find(wanted, at)) != std::string::npos;) {
      sql.replace(at, wanted.size(), std::to_string(value));
    }
  }
  return sql;
}

struct Cost {
  double seconds = 0;
  double cpu_seconds = 0;
  double peak_megabytes = 0;
};

double SecondsOf(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// In a process of its own.
Cost Measure(const std::function<void()>& work) {
  std::fflush(stdout);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    work();
    std::fflush(stdout);
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (status != 0) {
    fmt::print(stderr, "a phase failed\n");
    std::exit(1);
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  return {wall.count(), SecondsOf(usage.ru_utime) + SecondsOf(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

/// What makes a row of a fact itself.
std::vector<std::string> IdentityOf(domain::Fact fact) {
  switch (fact) {
    case domain::Fact::kReply:
      return {"conversation_key", "replied_at"};
    case domain::Fact::kParticipation:
      return {"conversation_key", "agent"};
    case domain::Fact::kFeedback:
      return {"conversation_key", "kind", "rated_at"};
    case domain::Fact::kReopening:
      return {"conversation_key", "reopened_at"};
    default:
      return {"conversation_key"};
  }
}

class Bench {
 public:
  Bench(fs::path folder, int64_t conversations, bool is_rich)
      : folder_(std::move(folder)),
        conversations_(conversations),
        is_rich_(is_rich),
        definitions_(
            app::LoadDefinitions({KEBAO_SOURCE_DIR}, folder_ / "no-catalog-of-its-own").value()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "staging");
  }
  ~Bench() { fs::remove_all(folder_); }

  void Generate() const {
    Open();  // makes the tables
    const Values values = {{"conversations", conversations_}};
    const auto connection = Raw();
    connection->Execute(Sql(is_rich_ ? "rich_log" : "plain_log", values));
    connection->Execute(Sql("log", values));
  }

  void DeriveByKebao() const {
    const auto warehouse = Open();
    const auto transaction = warehouse->Begin();
    transaction->TouchEverything(*definitions_.facts);
    app::DeriveFacts(transaction.get(), definitions_, [](const app::DeriveProgress&) {}).value();
    transaction->Commit();
  }

  void DeriveBySql() const {
    const auto connection = Raw();
    connection->Execute(Sql("tables", {}));
    for (int64_t first = 0; first < conversations_; first += kConversationsPerPart) {
      const Values range = {{"first", first}, {"limit", first + kConversationsPerPart}};
      for (const char* step : {"state", "message", "part", "conversation", "facts"}) {
        connection->Execute(Sql(step, range));
      }
    }
  }

  void Compare() const {
    const auto connection = Raw();
    const auto number = [&](const char* sql) { return connection->Integer(sql).value_or(-1); };
    fmt::print("events {}, messages {}\n", number("SELECT count(*) FROM event_log"),
               number("SELECT count(*) FROM event_log WHERE kind IN (5, 6)"));
    for (const domain::FactSchema& schema : definitions_.facts->All()) {
      if (domain::FollowsFromEvents(schema.fact)) Compare(*connection, schema);
    }
  }

 private:
  std::unique_ptr<engine::Warehouse> Open() const {
    return engine::duckdb::OpenWarehouse({folder_ / "warehouse.duckdb", folder_ / "tmp"},
                                         {0, kMemoryMegabytes}, *definitions_.facts,
                                         TimeZone::Utc())
        .value();
  }

  std::unique_ptr<Connection> Raw() const {
    return std::make_unique<Connection>(std::make_shared<Database>(
        (folder_ / "warehouse.duckdb").string(), 0, kMemoryMegabytes, (folder_ / "tmp").string()));
  }

  /// Cell by cell: rows that only one side has differ in every column.
  static void Compare(const Connection& connection, const domain::FactSchema& schema) {
    const std::string table = fmt::format("sql_{}", NameOf(schema.fact));
    std::vector<std::string> same;
    for (const std::string& column : IdentityOf(schema.fact)) {
      same.push_back(fmt::format("f.\"{0}\" IS NOT DISTINCT FROM s.\"{0}\"", column));
    }
    std::vector<std::string> counts = {"count(*)"};
    for (const domain::FactColumn& column : schema.columns) {
      counts.push_back(fmt::format("count(f.\"{}\")", column.name));
      counts.push_back(
          fmt::format("count(*) FILTER (f.conversation_key IS NULL OR s.conversation_key IS NULL "
                      "OR f.\"{0}\" IS DISTINCT FROM s.\"{0}\")",
                      column.name));
    }
    const auto stream = connection.Stream(fmt::format("SELECT {} FROM {} f FULL JOIN {} s ON {}",
                                                      fmt::join(counts, ", "), schema.name, table,
                                                      fmt::join(same, " AND ")));
    engine::ChunkView chunk;
    if (!stream->Next(&chunk)) throw std::runtime_error("no counts");
    Report(schema, chunk);
  }

  static void Report(const domain::FactSchema& schema, const engine::ChunkView& counts) {
    const int64_t rows = counts.columns[0].Int64(0);
    int64_t with_values = 0;
    int64_t different = 0;
    std::string named;
    for (size_t index = 0; index < schema.columns.size(); ++index) {
      with_values += counts.columns[1 + 2 * index].Int64(0) > 0;
      const int64_t cells = counts.columns[2 + 2 * index].Int64(0);
      different += cells;
      if (cells > 0)
        named += fmt::format("  DIFFERENT: {} {}\n", schema.columns[index].name, cells);
    }
    const auto columns = static_cast<int64_t>(schema.columns.size());
    fmt::print("{}: {} rows, {} columns, {} with values: {} cells equal, {} different\n{}",
               schema.name, rows, columns, with_values, rows * columns - different, different,
               named);
  }

  fs::path folder_;
  int64_t conversations_;
  bool is_rich_;
  app::Definitions definitions_;
};

void Print(const char* what, const Cost& cost) {
  fmt::print("{:10} {:7.1f} s {:7.1f} CPU s {:7.0f} MB peak\n", what, cost.seconds,
             cost.cpu_seconds, cost.peak_megabytes);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool is_rich = std::erase(arguments, "--rich") > 0;
  const int64_t conversations = arguments.empty() ? 200'000 : std::stoll(arguments[0]);
  const fs::path folder = arguments.size() > 1
                              ? fs::path(arguments[1])
                              : fs::temp_directory_path() / "kebao-facts-sql-bench";
  const Bench bench(folder, conversations, is_rich);
  Print("generate", Measure([&] { bench.Generate(); }));
  const Cost kebao = Measure([&] { bench.DeriveByKebao(); });
  Print("kebao", kebao);
  const Cost sql = Measure([&] { bench.DeriveBySql(); });
  Print("sql", sql);
  fmt::print("{} conversations: SQL takes {:.2f}x the time, {:.2f}x the CPU, {:.2f}x the memory\n",
             conversations, sql.seconds / kebao.seconds, sql.cpu_seconds / kebao.cpu_seconds,
             sql.peak_megabytes / kebao.peak_megabytes);
  Print("compare", Measure([&] { bench.Compare(); }));
  return 0;
}
