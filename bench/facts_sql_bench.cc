// Facts by Kebao's fold against facts by SQL, side by side on the same log.
//
// usage: facts_sql_bench CONVERSATIONS [FOLDER]
//
// The log lies in a DuckDB file as an import leaves it: about ten events and 7.2 messages to a
// conversation, in the order of conversations, nothing superseded. Every phase is a process of its
// own, so that its peak memory is its own.
// - kebao: app::DeriveFacts: reads the log, folds every timing of the catalogue, writes all columns
//   of conversation, reply, participation and feedback, links next contacts and orders.
// - sql: the best that we could write: one window pass for question runs, one for changes of agent,
//   grouped aggregates, into tables of the same columns. It computes those that are cheap to say in
//   SQL, about a third, and leaves the others null: instants,
//   counts, first response, reply times (first and last message, sum and longest), resolution
//   (first and last), time to assign, duration, transfers, ratings; no states (handled, waiting,
//   open …), no business time, no packs, no duplicates, no team history. The comparison favours it.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>

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

// Kinds as in domain/event.h: 0 opened, 3 assigned, 5 customer, 6 agent, 10 transferred, 15
// resolved, 24 rated. Nine to twelve events to a conversation, like bench/facts_fold_bench.cc.
constexpr const char* kGenerate = R"(
CREATE TEMP TABLE shape AS SELECT unnest([0,3,5,6,5,6,5,6,5,6,15,24]) AS kind,
  unnest([1,4,1,2,1,2,1,2,1,2,2,1]) AS actor, unnest(range(12)) AS place;
INSERT INTO event_log (import_id, source, row_number, conversation_key, identity, content, version, "at", kind, actor,
    is_observed, agent, team, value, subject, text)
  SELECT 1, 0, c.key * 12 + s.place, c.key, (hash(c.key * 12 + s.place) >> 1)::BIGINT, (hash(c.key * 12 + s.place) >> 1)::BIGINT, 0,
    make_timestamp(1451577600000000 + c.start * 1000000 + s.place * 61000000 + (hash(c.key + s.place) % 50000000)::BIGINT),
    CASE WHEN s.place = 6 AND c.key % 10 = 0 THEN 10 ELSE s.kind END, s.actor, true,
    CASE WHEN s.kind IN (3, 6, 15) OR (s.place = 6 AND c.key % 10 = 0)
      THEN (c.key % 500 + CASE WHEN s.place >= 6 AND c.key % 10 = 0 THEN 1 ELSE 0 END) % 500 END::INTEGER,
    CASE WHEN s.kind = 3 THEN c.key % 20 END::INTEGER,
    CASE WHEN s.kind = 24 THEN 100 + 100 * (c.key % 5) END::INTEGER, CASE WHEN s.kind = 24 THEN 0 END::INTEGER, NULL
  FROM (SELECT range AS key, (hash(range) % 31536000)::BIGINT AS start FROM range({0})) c, shape s
  WHERE (s.kind <> 24 OR c.key % 3 = 0) AND (s.place NOT IN (8, 9) OR c.key % 2 = 0) ORDER BY c.key, s.place;
INSERT INTO conversation_log (import_id, source, row_number, record_key, version, content, provided, recorded_kinds,
    channel, issue_type, customer)
  SELECT 1, 0, range, range, 0, range, 524287, 17179869183, 0, (range % 30)::INTEGER, (hash(range) % {0})::BIGINT FROM range({0});
INSERT INTO key_conversation SELECT range, 0, range::VARCHAR FROM range({0});
INSERT INTO import_ledger (import_id, root_id, is_withdrawn) VALUES (1, 1, false);
INSERT INTO source VALUES (0, 'bench');
INSERT INTO key_agent SELECT range, 0, range::VARCHAR FROM range(500);
INSERT INTO key_team SELECT range, 0, range::VARCHAR FROM range(20);
INSERT INTO dimension_value SELECT 'issue_type', range, 'type ' || range FROM range(30);
INSERT INTO dimension_value VALUES ('channel', 0, 'chat'), ('kind', 0, 'csat');
CHECKPOINT;
)";

// The same tables; what is not computed stays null.
constexpr const char* kSql = R"(
CREATE TABLE sql_reply AS FROM fact_reply LIMIT 0;
CREATE TABLE sql_participation AS FROM fact_participation LIMIT 0;
CREATE TABLE sql_feedback AS FROM fact_feedback LIMIT 0;
CREATE TABLE sql_conversation AS FROM fact_conversation LIMIT 0;
CREATE TEMP TABLE shared AS
  SELECT l.record_key AS conversation_key, 0 AS source, l.channel, l.direction, l.queue, l.issue_type, l.product, l.business_line,
    l.customer_type, l.priority, l.region, l.language, l.customer AS customer_key, e.opened_at, false AS is_spam, false AS is_merged
  FROM conversation_log l JOIN (SELECT conversation_key, min("at") AS opened_at FROM event_log WHERE kind = 0 GROUP BY ALL) e
    ON l.record_key = e.conversation_key;
INSERT INTO sql_reply BY NAME
  WITH run AS (SELECT conversation_key, "at", kind, agent,
      coalesce(sum(CASE WHEN kind = 5 THEN 0 ELSE 1 END) OVER (PARTITION BY conversation_key ORDER BY "at", kind
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS run
    FROM event_log WHERE kind IN (5, 6, 15, 16)),
  reply AS (SELECT conversation_key, min("at") FILTER (kind = 5) AS asked_at, max("at") FILTER (kind = 5) AS last_asked_at,
    min("at") FILTER (kind = 6) AS replied_at, min(agent) FILTER (kind = 6) AS agent,
    ((epoch_us(replied_at) - epoch_us(asked_at)) // 1000000)::INTEGER AS reply_seconds,
    ((epoch_us(replied_at) - epoch_us(last_asked_at)) // 1000000)::INTEGER AS last_message_reply_seconds
  FROM run GROUP BY conversation_key, run HAVING asked_at IS NOT NULL AND replied_at IS NOT NULL)
  SELECT r.*, s.* EXCLUDE conversation_key FROM reply r JOIN shared s USING (conversation_key);
INSERT INTO sql_participation BY NAME
  SELECT p.*, s.* EXCLUDE conversation_key FROM (SELECT conversation_key, agent, min("at") AS joined_at, max("at") AS left_at,
    count(*) FILTER (kind = 6)::INTEGER AS agent_messages, count(*) FILTER (kind = 6) > 0 AS is_served,
    count(*) FILTER (kind = 15) > 0 AS is_resolver
  FROM event_log WHERE agent IS NOT NULL AND kind IN (3, 4, 6, 8, 10, 15) GROUP BY conversation_key, agent) p
  JOIN shared s USING (conversation_key);
INSERT INTO sql_feedback BY NAME
  SELECT f.*, s.* EXCLUDE (conversation_key, is_spam, is_merged) FROM (SELECT conversation_key, "at" AS rated_at,
    subject AS kind, value / 100 AS score,
    row_number() OVER (PARTITION BY conversation_key, subject ORDER BY "at" DESC) = 1 AS is_latest
  FROM event_log WHERE kind = 24) f JOIN shared s USING (conversation_key);
INSERT INTO sql_conversation BY NAME
  WITH owner AS (SELECT conversation_key, (count(*) FILTER (previous <> agent))::INTEGER AS transfers FROM
      (SELECT conversation_key, agent, lag(agent) OVER (PARTITION BY conversation_key ORDER BY "at", kind) AS previous
       FROM event_log WHERE kind IN (3, 4, 10)) GROUP BY conversation_key),
  reply AS (SELECT conversation_key, count(*)::INTEGER AS replies, sum(reply_seconds)::INTEGER AS reply_total_seconds,
      max(reply_seconds) AS max_reply_seconds, min(asked_at) AS first_asked_at, min(replied_at) AS first_replied_at
    FROM sql_reply GROUP BY conversation_key),
  event AS (SELECT conversation_key, min("at") FILTER (kind = 6) AS first_reply_at,
      min("at") FILTER (kind IN (15, 16)) AS first_resolved_at,
      max("at") FILTER (kind IN (15, 16)) AS resolved_at, max("at") FILTER (kind = 16) AS closed_at, max("at") AS last_event_at,
      min("at") FILTER (kind = 3) AS assigned_at, max("at") FILTER (kind <> 24) AS last_activity_at,
      max("at") FILTER (kind = 17) AS reopened_at, (count(*) FILTER (kind = 5))::INTEGER AS customer_messages,
      (count(*) FILTER (kind = 6))::INTEGER AS agent_messages, (count(*) FILTER (kind = 7))::INTEGER AS bot_messages,
      (count(*) FILTER (kind = 8))::INTEGER AS notes, (count(*) FILTER (kind = 17))::INTEGER AS reopens,
      arg_max(agent, "at") FILTER (kind IN (3, 4, 10)) AS agent, arg_max(agent, "at") FILTER (kind = 15) AS resolved_by,
      arg_min(agent, "at") FILTER (kind = 6) AS first_reply_agent, arg_max(value, "at") FILTER (kind = 24) / 100 AS csat
    FROM event_log GROUP BY conversation_key)
  SELECT e.* EXCLUDE (assigned_at, last_activity_at), s.* EXCLUDE conversation_key, r.replies, r.reply_total_seconds,
    r.max_reply_seconds, o.transfers,
    customer_messages > 0 AND agent_messages > 0 AS is_valid, first_reply_at IS NOT NULL AS is_answered,
    first_resolved_at IS NOT NULL AND coalesce(reopened_at < resolved_at, true) AS is_resolved,
    ((epoch_us(r.first_replied_at) - epoch_us(r.first_asked_at)) // 1000000)::INTEGER AS first_response_seconds,
    ((epoch_us(resolved_at) - epoch_us(opened_at)) // 1000000)::INTEGER AS resolution_seconds,
    ((epoch_us(first_resolved_at) - epoch_us(opened_at)) // 1000000)::INTEGER AS first_resolution_seconds,
    ((epoch_us(assigned_at) - epoch_us(opened_at)) // 1000000)::INTEGER AS time_to_assign_seconds,
    ((epoch_us(last_activity_at) - epoch_us(opened_at)) // 1000000)::INTEGER AS conversation_duration_seconds
  FROM event e JOIN shared s USING (conversation_key) LEFT JOIN reply r USING (conversation_key)
    LEFT JOIN owner o USING (conversation_key);
)";

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

class Bench {
 public:
  Bench(fs::path folder, int64_t conversations)
      : folder_(std::move(folder)),
        conversations_(conversations),
        definitions_(
            app::LoadDefinitions({KEBAO_SOURCE_DIR}, folder_ / "no-catalog-of-its-own").value()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "staging");
  }
  ~Bench() { fs::remove_all(folder_); }

  void Generate() const {
    Open();  // makes the tables
    Raw()->Execute(fmt::format(kGenerate, conversations_));
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
    connection->Execute("BEGIN TRANSACTION");
    connection->Execute(kSql);
    connection->Execute("COMMIT");
  }

  void Check() const {
    const auto connection = Raw();
    const auto number = [&](const char* sql) { return connection->Integer(sql).value_or(-1); };
    for (const char* figure :
         {"SELECT count(*) FROM {}_reply", "SELECT sum(reply_seconds) FROM {}_reply",
          "SELECT count(*) FROM {}_participation", "SELECT sum(csat) FROM {}_conversation",
          "SELECT sum(first_response_seconds) FROM {}_conversation",
          "SELECT sum(resolution_seconds) FROM {}_conversation",
          "SELECT sum(transfers) FROM {}_conversation"}) {
      const int64_t fold = number(fmt::format(fmt::runtime(figure), "fact").c_str());
      const int64_t sql = number(fmt::format(fmt::runtime(figure), "sql").c_str());
      if (fold != sql) fmt::print("DIFFER: {}: {} against {}\n", figure, fold, sql);
    }
    fmt::print("events {}, messages {}\n", number("SELECT count(*) FROM event_log"),
               number("SELECT count(*) FROM event_log WHERE kind IN (5, 6)"));
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

  fs::path folder_;
  int64_t conversations_;
  app::Definitions definitions_;
};

void Print(const char* what, const Cost& cost) {
  fmt::print("{:10} {:7.1f} s {:7.1f} CPU s {:7.0f} MB peak\n", what, cost.seconds,
             cost.cpu_seconds, cost.peak_megabytes);
}

}  // namespace

int main(int argc, char** argv) {
  const int64_t conversations = argc > 1 ? std::atoll(argv[1]) : 200'000;
  const fs::path folder = argc > 2 ? argv[2] : fs::temp_directory_path() / "kebao-facts-sql-bench";
  const Bench bench(folder, conversations);
  Print("generate", Measure([&] { bench.Generate(); }));
  const Cost kebao = Measure([&] { bench.DeriveByKebao(); });
  const Cost sql = Measure([&] { bench.DeriveBySql(); });
  Print("kebao", kebao);
  Print("sql", sql);
  fmt::print("{} conversations: SQL takes {:.2f}x the time, {:.2f}x the CPU\n", conversations,
             sql.seconds / kebao.seconds, sql.cpu_seconds / kebao.cpu_seconds);
  Print("check", Measure([&] {
          bench.Check();
          std::fflush(stdout);
        }));
  return 0;
}
