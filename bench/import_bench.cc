// First load of the generic CSV files into an empty folder, against DuckDB's COPY of the same files
// into tables of the same columns; then the same files again. Wall seconds of whole processes,
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

#include "engine/duckdb/connection.h"

namespace {

namespace fs = std::filesystem;
using kebao::engine::duckdb::Connection;
using kebao::engine::duckdb::Database;
using kebao::engine::duckdb::Quoted;

double Seconds(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double CopyWithDuckDb(const fs::path& bulk, const fs::path& scratch) {
  fs::remove(scratch / "copy.duckdb");
  return Seconds([&] {
    const Connection connection(
        std::make_shared<Database>((scratch / "copy.duckdb").string(), 0, 0, ""));
    connection.Execute(
        "CREATE TABLE conversation (conversation_id VARCHAR, channel VARCHAR, customer_id VARCHAR, "
        "agent VARCHAR, "
        "team VARCHAR, issue_type VARCHAR, product VARCHAR, opened_at TIMESTAMP, first_response_at "
        "TIMESTAMP, "
        "resolved_at TIMESTAMP, csat DOUBLE)");
    connection.Execute(
        "CREATE TABLE message (conversation_id VARCHAR, message_id VARCHAR, sent_at TIMESTAMP, "
        "sender VARCHAR, "
        "sender_id VARCHAR, text VARCHAR)");
    connection.Execute("COPY conversation FROM " + Quoted((bulk / "conversations.csv").string()) +
                       " (HEADER)");
    connection.Execute("COPY message FROM " + Quoted((bulk / "messages.csv").string()) +
                       " (HEADER)");
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
    const ImportSeconds first = Import(argv[1], bulk, scratch / "data");
    const ImportSeconds again = Import(argv[1], bulk, scratch / "data");
    fmt::print(
        "copy {:.2f} s   first load {:.2f} s ({:.2f}x), facts {:.2f} s more   again {:.2f} s "
        "({:.2f}x)   peak {:.0f} MB\n",
        copy, first.loading(), copy / first.loading(), first.deriving, again.total,
        copy / again.total, PeakMegabytesOfChildren());
  }
  fs::remove_all(scratch);
}
