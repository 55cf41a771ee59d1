// First load of the generic CSV files into an empty folder, against DuckDB's COPY of the same files
// into tables of the same columns, and against COPY and SQL into the same log tables; then the same
// files again. Wall seconds of whole processes,
// alternating. The facts are derived in the same command; their seconds, which it prints, are shown
// apart, as COPY derives nothing.
//
// import_bench KEBAO BULK_FOLDER [ROUNDS]
// BULK_FOLDER: conversations.csv and messages.csv of demo_bulk
#include <fmt/format.h>
#include <sys/resource.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "domain/canonical.h"
#include "engine/duckdb/connection.h"
#include "engine/duckdb/schema.h"

namespace {

namespace fs = std::filesystem;
using kebao::engine::duckdb::Connection;
using kebao::engine::duckdb::Database;
using kebao::engine::duckdb::Quoted;
using namespace kebao::engine::duckdb;
using kebao::domain::Entity;
using kebao::domain::SchemaOf;
using kebao::engine::ValueType;

double Seconds(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

constexpr const char* kRawTables = R"(
CREATE {0} TABLE conversation (conversation_id VARCHAR, channel VARCHAR, customer_id VARCHAR, agent VARCHAR, team VARCHAR,
  issue_type VARCHAR, product VARCHAR, opened_at TIMESTAMP, first_response_at TIMESTAMP, resolved_at TIMESTAMP, csat DOUBLE);
CREATE {0} TABLE message (conversation_id VARCHAR, message_id VARCHAR, sent_at TIMESTAMP, sender VARCHAR, sender_id VARCHAR,
  text VARCHAR);
COPY conversation FROM {1} (HEADER);
COPY message FROM {2} (HEADER);
)";

// What an import of the two files leaves in the log: numbers for names, an event for every instant
// of a conversation and for every message, hashes by which rows are known again. Twice the same
// message is asked for once, as these files hold none.
constexpr const char* kLog = R"(
INSERT INTO key_conversation SELECT row_number() OVER () - 1, 0, id
  FROM (SELECT conversation_id AS id FROM conversation UNION SELECT conversation_id FROM message);
INSERT INTO key_customer SELECT row_number() OVER () - 1, 0, id
  FROM (SELECT customer_id AS id FROM conversation UNION SELECT sender_id FROM message WHERE sender = 'customer') WHERE id IS NOT NULL;
INSERT INTO key_agent SELECT row_number() OVER () - 1, 0, id
  FROM (SELECT agent AS id FROM conversation UNION SELECT sender_id FROM message WHERE sender = 'agent') WHERE id IS NOT NULL;
INSERT INTO key_team SELECT row_number() OVER () - 1, 0, team FROM (SELECT DISTINCT team FROM conversation WHERE team IS NOT NULL);
CREATE TEMP TABLE code AS SELECT dimension, text, row_number() OVER (PARTITION BY dimension) - 1 AS code FROM (
  SELECT DISTINCT 'channel' AS dimension, lower(channel) AS text FROM conversation UNION ALL
  SELECT DISTINCT 'issue_type', issue_type FROM conversation UNION ALL
  SELECT DISTINCT 'product', product FROM conversation) WHERE text IS NOT NULL;
SELECT message_id FROM message GROUP BY conversation_id, message_id HAVING count(*) > 1 LIMIT 1;
INSERT INTO agent_log BY NAME SELECT 1 AS import_id, 0 AS source, record_key, 0 AS version, hash(id) >> 1 AS content, 1 AS provided, id AS name FROM key_agent;
INSERT INTO team_log BY NAME SELECT 1 AS import_id, 0 AS source, record_key, 0 AS version, hash(id) >> 1 AS content, 1 AS provided, id AS name FROM key_team;
INSERT INTO customer_log BY NAME SELECT 1 AS import_id, 0 AS source, record_key, 0 AS version, hash(id) >> 1 AS content, 0 AS provided FROM key_customer;
CREATE TEMP TABLE keyed AS
  SELECT c.rowid + 1 AS row_number, k.record_key AS conversation_key, a.record_key::INTEGER AS agent, t.record_key::INTEGER AS team,
    u.record_key AS customer, c.conversation_id, opened_at, first_response_at, resolved_at, csat, ch.code::INTEGER AS channel,
    it.code::INTEGER AS issue_type, pr.code::INTEGER AS product
  FROM conversation c JOIN key_conversation k ON k.id = c.conversation_id LEFT JOIN key_agent a ON a.id = c.agent
    LEFT JOIN key_team t ON t.id = c.team LEFT JOIN key_customer u ON u.id = c.customer_id
    LEFT JOIN code ch ON ch.dimension = 'channel' AND ch.text = lower(c.channel)
    LEFT JOIN code it ON it.dimension = 'issue_type' AND it.text = c.issue_type
    LEFT JOIN code pr ON pr.dimension = 'product' AND pr.text = c.product;
INSERT INTO conversation_log BY NAME
  SELECT 1 AS import_id, 0 AS source, row_number, conversation_key AS record_key, 0 AS version,
    hash(channel, issue_type, product, agent, team, customer) >> 1 AS content, 7281 AS provided, 17179869183 AS recorded_kinds,
    channel, issue_type, product, agent, team, customer FROM keyed;
INSERT INTO event_log BY NAME
  WITH event AS (
    SELECT *, opened_at AS "at", 0 AS kind, 1 AS actor, true AS is_observed FROM keyed UNION ALL
    SELECT *, opened_at, 3, 0, false FROM keyed WHERE agent IS NOT NULL OR team IS NOT NULL UNION ALL
    SELECT *, opened_at, 5, 1, false FROM keyed WHERE first_response_at IS NOT NULL UNION ALL
    SELECT *, first_response_at, 6, 2, false FROM keyed WHERE first_response_at IS NOT NULL UNION ALL
    SELECT *, resolved_at, 15, 0, true FROM keyed WHERE resolved_at IS NOT NULL UNION ALL
    SELECT *, resolved_at, 24, 1, true FROM keyed WHERE csat IS NOT NULL AND resolved_at IS NOT NULL)
  SELECT 1 AS import_id, 0 AS source, row_number, conversation_key, hash(conversation_id, kind, "at") >> 1 AS identity,
    hash("at", kind, actor, agent, team, customer, csat) >> 1 AS content, 0 AS version, "at", kind, actor, is_observed,
    CASE WHEN kind IN (3, 6, 15, 24) THEN agent END AS agent, CASE WHEN kind = 3 THEN team END AS team,
    CASE WHEN kind IN (0, 5, 24) THEN customer END AS customer, CASE WHEN kind = 24 THEN (csat * 100)::INTEGER END AS value,
    CASE WHEN kind = 24 THEN 0 END AS subject FROM event;
INSERT INTO event_log BY NAME
  SELECT 2 AS import_id, 0 AS source, m.rowid + 1 AS row_number, k.record_key AS conversation_key, hash(message_id) >> 1 AS identity,
    hash(sent_at, sender, sender_id, text) >> 1 AS content, 0 AS version, sent_at AS "at",
    CASE sender WHEN 'customer' THEN 5 WHEN 'agent' THEN 6 ELSE 7 END AS kind,
    CASE sender WHEN 'customer' THEN 1 WHEN 'agent' THEN 2 ELSE 3 END AS actor, true AS is_observed, a.record_key::INTEGER AS agent,
    u.record_key AS customer, text
  FROM message m JOIN key_conversation k ON k.id = m.conversation_id
    LEFT JOIN key_agent a ON a.id = CASE WHEN sender = 'agent' THEN m.sender_id END
    LEFT JOIN key_customer u ON u.id = CASE WHEN sender = 'customer' THEN m.sender_id END;
INSERT INTO event_log BY NAME
  SELECT 2 AS import_id, 0 AS source, 1 AS row_number, k.record_key AS conversation_key, hash(conversation_id) >> 1 AS identity,
    hash(first_at) >> 1 AS content, 0 AS version, first_at AS "at", 0 AS kind, 1 AS actor, false AS is_observed
  FROM (SELECT conversation_id, min(sent_at) AS first_at FROM message GROUP BY conversation_id) m
    JOIN key_conversation k ON k.id = m.conversation_id;
)";

std::string Raw(const fs::path& bulk, const char* how) {
  return fmt::format(kRawTables, how, Quoted((bulk / "conversations.csv").string()),
                     Quoted((bulk / "messages.csv").string()));
}

/// Reads and stores the columns of the files as they are.
double CopyWithDuckDb(const fs::path& bulk, const fs::path& scratch) {
  fs::remove(scratch / "copy.duckdb");
  return Seconds([&] {
    const Connection connection(
        std::make_shared<Database>((scratch / "copy.duckdb").string(), 0, 0, ""));
    connection.Execute(Raw(bulk, ""));
    connection.Execute("CHECKPOINT");
  });
}

/// The same log tables as an import leaves, by COPY and SQL; nothing is checked or repaired, no
/// quality is counted, and no mapping could change what it does.
double LoadWithSql(const fs::path& bulk, const fs::path& scratch) {
  fs::remove(scratch / "log.duckdb");
  return Seconds([&] {
    const Connection connection(
        std::make_shared<Database>((scratch / "log.duckdb").string(), 0, 0, ""));
    CreateTable(connection, "event_log", EventLogColumns());
    for (const Entity entity :
         {Entity::kConversation, Entity::kAgent, Entity::kTeam, Entity::kCustomer}) {
      CreateTable(connection, LogTable(SchemaOf(entity)), RecordLogColumns(SchemaOf(entity)));
      CreateTable(connection, KeyTable(entity),
                  {{"record_key", ValueType::kInt64},
                   {"source", ValueType::kInt32},
                   {"id", ValueType::kText}});
    }
    connection.Execute(Raw(bulk, "TEMP"));
    connection.Execute(kLog);
    connection.Execute("CHECKPOINT");
  });
}

struct ImportSeconds {
  double total = 0;
  double deriving = 0;
  double loading() const { return total - deriving; }
};

/// The seconds after "derived " in what the command printed last.
double SecondsOfDeriving(const std::string& printed) {
  constexpr std::string_view kWord = "derived ";
  const size_t at = printed.rfind(kWord);
  return at == std::string::npos ? 0 : std::stod(printed.substr(at + kWord.size()));
}

std::string OutputOf(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    output.append(buffer.data(), count);
  if (pclose(pipe) != 0) {
    fmt::print(stderr, "failed: {}\n", command);
    std::exit(1);
  }
  return output;
}

ImportSeconds Import(const std::string& kebao, const fs::path& bulk, const fs::path& data) {
  const std::string command =
      fmt::format("KEBAO_LANG=en {} --data {} import {} {} 2> /dev/null", kebao, data.string(),
                  (bulk / "conversations.csv").string(), (bulk / "messages.csv").string());
  ImportSeconds seconds;
  std::string output;
  seconds.total = Seconds([&] { output = OutputOf(command); });
  seconds.deriving = SecondsOfDeriving(output);
  return seconds;
}

/// Rows of the log, so that it is seen that both wrote the same.
std::string RowsOfLog(const fs::path& file) {
  const Connection connection(std::make_shared<Database>(file.string(), 0, 0, ""));
  std::string text;
  for (const char* table :
       {"event_log", "conversation_log", "agent_log", "team_log", "customer_log"}) {
    text += fmt::format(
        " {}", connection.Integer(fmt::format("SELECT count(*) FROM {}", table)).value_or(0));
  }
  return text;
}

double PeakMegabytesOfChildren() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: import_bench KEBAO BULK_FOLDER [ROUNDS]\n");
    return 2;
  }
  const fs::path bulk = argv[2];
  const fs::path scratch = bulk / "scratch";
  fs::create_directories(scratch);
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 2;
  for (int round = 0; round < rounds; ++round) {
    fs::remove_all(scratch / "data");
    const double copy = CopyWithDuckDb(bulk, scratch);
    const double sql = LoadWithSql(bulk, scratch);
    const ImportSeconds first = Import(argv[1], bulk, scratch / "data");
    const ImportSeconds again = Import(argv[1], bulk, scratch / "data");
    fmt::print(
        "copy {:.2f} s   log by SQL {:.2f} s   first load {:.2f} s ({:.2f}x copy, {:.2f}x SQL), "
        "facts {:.2f} s more   again {:.2f} s ({:.2f}x copy)   peak {:.0f} MB\n",
        copy, sql, first.loading(), copy / first.loading(), sql / first.loading(), first.deriving,
        again.total, copy / again.total, PeakMegabytesOfChildren());
  }
  fmt::print("rows of events, conversations, agents, teams, customers: SQL{}, Kebao{}\n",
             RowsOfLog(scratch / "log.duckdb"), RowsOfLog(scratch / "data" / "warehouse.duckdb"));
  fs::remove_all(scratch);
}
