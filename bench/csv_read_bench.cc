// Reads one generated CSV file with Kebao's reader and with DuckDB's read_csv(all_varchar) in the
// same run.
//   csv_read_bench [MEGABYTES=1000] [plain|quoted]
// Prints MB/s and peak memory of both. Each reader runs in a child process of its own, so that its
// peak is its own.

#include <duckdb.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "ingest/record_source.h"

namespace {

namespace fs = std::filesystem;

std::string Row(int64_t i, bool quoted) {
  const int64_t mixed = i * 2'654'435'761 % 1'000'003;
  const char* text =
      quoted ? "\"客户说 \"\"还没发货\"\", 请尽快处理\n谢谢\"" : "客户说还没发货 请尽快处理 谢谢";
  return fmt::format(
      "C{:08},2016-03-{:02} {:02}:{:02}:{:02},agent{:03},chat,{},{},{},退款,{},open\n", i,
      mixed % 28 + 1, mixed % 24, mixed % 60, i % 60, mixed % 300, mixed % 86400, mixed % 7200,
      mixed % 5 + 1, text);
}

int64_t Generate(const fs::path& file, int64_t megabytes, bool quoted) {
  std::ofstream out(file, std::ios::binary);
  out << "id,opened_at,agent,channel,wait_seconds,handle_seconds,score,type,text,status\n";
  int64_t rows = 0;
  for (std::string block; out.tellp() < megabytes * 1'000'000; block.clear()) {
    for (int i = 0; i < 10'000; ++i) block += Row(rows++, quoted);
    out << block;
  }
  return rows;
}

int64_t CountWithKebao(const fs::path& file) {
  auto source = kebao::ingest::OpenFile(file, {});
  if (!source) std::abort();
  int64_t rows = 0;
  while (const auto* record = (*source)->Next()) rows += record->fields.size() == 10;
  return rows;
}

int64_t CountWithDuckDb(const fs::path& file, const char* threads) {
  duckdb_config config = nullptr;
  duckdb_create_config(&config);
  duckdb_set_config(config, "threads", threads);
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  duckdb_open_ext(nullptr, &database, config, nullptr);
  duckdb_connect(database, &connection);
  // count(*) alone would let DuckDB leave the columns out; the sum makes it give every text, as our
  // reader does.
  const std::string sql = fmt::format(
      "SELECT count(*), sum(strlen(COLUMNS(*))) FROM read_csv('{}', all_varchar=true, header=true)",
      file.string());
  duckdb_result result;
  if (duckdb_query(connection, sql.c_str(), &result) == DuckDBError) {
    std::fprintf(stderr, "%s\n", duckdb_result_error(&result));
    std::abort();
  }
  return duckdb_value_int64(&result, 0, 0);
}

void Measure(const char* name, int64_t bytes, int64_t expected,
             const std::function<int64_t()>& count) {
  const pid_t child = fork();
  if (child == 0) {
    const auto start = std::chrono::steady_clock::now();
    const int64_t rows = count();
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print(
        "{:24} {:8.0f} MB/s {:10.2f} M rows/s {:7.1f} MB peak{}\n", name,
        static_cast<double>(bytes) / 1e6 / seconds, static_cast<double>(rows) / 1e6 / seconds,
        static_cast<double>(usage.ru_maxrss) / 1024, rows == expected ? "" : "   WRONG ROW COUNT");
    std::fflush(stdout);
    _exit(rows == expected ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
}

}  // namespace

int main(int argc, char** argv) {
  const int64_t megabytes = argc > 1 ? std::atoll(argv[1]) : 1000;
  const bool quoted = argc > 2 && std::strcmp(argv[2], "quoted") == 0;
  const fs::path file = fs::temp_directory_path() / fmt::format("kebao-csv-bench-{}.csv", getpid());
  const int64_t rows = Generate(file, megabytes, quoted);
  const auto bytes = static_cast<int64_t>(fs::file_size(file));
  fmt::print("{} rows, {} MB, {}\n", rows, bytes / 1'000'000,
             quoted ? "quoted texts with newlines" : "plain UTF-8");
  CountWithKebao(file);  // warms the page cache
  for (int round = 0; round < 2; ++round) {
    Measure("kebao, 1 thread", bytes, rows, [&] { return CountWithKebao(file); });
    Measure("duckdb, 1 thread", bytes, rows, [&] { return CountWithDuckDb(file, "1"); });
    Measure("duckdb, 2 threads", bytes, rows, [&] { return CountWithDuckDb(file, "2"); });
  }
  fs::remove(file);
}
