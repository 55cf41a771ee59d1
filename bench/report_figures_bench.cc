// The figures of an agent work report over a generated year of conversations: the fold (one scan,
// all groupings) against one SQL statement per section and against the floor, a bare scan of the
// columns needed. Prints wall time and peak memory. Arguments: number of conversations in millions
// (default 10).
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "domain/timing_catalog.h"
#include "engine/duckdb/open.h"
#include "made_facts.h"
#include "metrics/metric_service.h"
#include "metrics/rollup/keep_rollups.h"

namespace {

using namespace kebao;
using namespace kebao::metrics;
using namespace kebao::bench;

std::vector<Query> ReportQueries() {
  const std::vector<std::string> figures = {"conversations",
                                            "valid_conversations",
                                            "messages",
                                            "first_response_seconds_mean",
                                            "first_response_seconds_median",
                                            "first_response_seconds_p90",
                                            "queue_wait_seconds_mean",
                                            "conversation_duration_seconds_mean",
                                            "handle_seconds_mean",
                                            "resolution_seconds_mean",
                                            "resolution_seconds_median",
                                            "resolution_rate",
                                            "fcr_rate",
                                            "transfer_rate",
                                            "reopen_rate",
                                            "sla_met_rate",
                                            "rating_participation_rate"};
  return {{figures, {}, Grain::kNone, false},
          {figures, {"agent"}, Grain::kNone, false},
          {figures, {}, Grain::kDay, false},
          {figures, {"channel"}, Grain::kNone, false},
          {figures, {"issue_type"}, Grain::kNone, false},
          {{"conversations", "first_response_seconds_median", "abandonment_rate"},
           {"weekday", "hour_of_day"},
           Grain::kNone,
           false}};
}

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double Best(const std::function<void()>& work) {
  double best = 1e9;
  for (int run = 0; run < 3; ++run) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, SecondsSince(start));
  }
  return best;
}

double Time(const std::string& name, const std::function<void()>& work) {
  const double best = Best(work);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{:32} {:8.3f} s   peak {} MB\n", name, best, usage.ru_maxrss / 1024);
  return best;
}

void Drain(const engine::Engine& engine, const std::string& sql) {
  const auto stream = engine.Query(sql);
  for (engine::ChunkView chunk; stream->Next(&chunk);) {
  }
}

QueryContext ContextOf(const std::string& period, bool is_compared) {
  const Period parsed = ParsePeriod(period).value();
  return {
      .period = parsed,
      .comparison = is_compared ? ComparisonPeriod(parsed, Comparison::kPrevious) : std::nullopt,
      .filters = {},
      .sources = {},
      .pack = "kebao",
      .zone = TimeZone::Find("Asia/Shanghai").value(),
      .week_start = 1,
      .report_time = Instant{kFirstMicros + 2 * kYearMicros},
      .scope = Scope::All()};
}

Explanation Run(const MetricService& service, const std::string& period, bool is_compared,
                const std::vector<Query>& queries, Path path) {
  return service.Answer(ContextOf(period, is_compared), queries, {.path = path})
      .value()
      .explanation;
}

/// What the figures of the report cost: two ways, against SQL and against reading alone.
void MeasureReport(const engine::Warehouse& warehouse, const MetricService& service) {
  const auto queries = ReportQueries();
  const Explanation explained = Run(service, "2016", false, queries, Path::kFold);
  const auto run = [&](const char* name, const char* period, bool is_compared, Path path) {
    return Time(name, [&] { Run(service, period, is_compared, queries, path); });
  };
  const double floor = Time("floor: bare scan, year", [&] {
    for (const std::string& sql : explained.statements) Drain(warehouse.engine(), sql);
  });
  const double fold = run("fold, year", "2016", false, Path::kFold);
  const double rollup = run("roll-ups and fold, year", "2016", false, Path::kAuto);
  const double sql = run("one statement per section, year", "2016", false, Path::kSql);
  fmt::print("fold: SQL {:.1f}x, floor {:.2f}x; with roll-ups: SQL {:.1f}x, floor {:.2f}x\n",
             sql / fold, fold / floor, sql / rollup, rollup / floor);
  const double both_fold = run("fold, half-years compared", "2016-H2", true, Path::kFold);
  const double both_rollup = run("roll-ups, half-years compared", "2016-H2", true, Path::kAuto);
  const double both_sql = run("SQL, half-years compared", "2016-H2", true, Path::kSql);
  fmt::print("fold: SQL {:.1f}x; with roll-ups: SQL {:.1f}x\n", both_sql / both_fold,
             both_sql / both_rollup);
}

/// Questions as a page asks them one by one; the first three add up, the last does not.
void MeasureSingleQueries(const MetricService& service) {
  const std::vector<std::string> sums = {"conversations",   "valid_conversations",
                                         "messages",        "first_response_seconds_mean",
                                         "resolution_rate", "transfer_rate"};
  const std::vector<std::tuple<std::string, std::string, Query>> questions = {
      {"year by agent", "2016", {sums, {"agent"}, Grain::kNone, true}},
      {"year by day", "2016", {sums, {}, Grain::kDay, true}},
      {"year by hour and channel", "2016", {sums, {"channel", "hour_of_day"}, Grain::kNone, true}},
      {"year by channel and type", "2016", {sums, {"channel", "issue_type"}, Grain::kNone, true}},
      {"month by agent", "2016-03", {sums, {"agent"}, Grain::kNone, true}},
      {"month by agent with p90",
       "2016-03",
       {{"conversations", "first_response_seconds_p90", "resolution_rate"},
        {"agent"},
        Grain::kNone,
        true}}};
  for (const auto& [name, period, query] : questions) {
    double seconds[3];
    const Path paths[] = {Path::kAuto, Path::kFold, Path::kSql};
    for (int index = 0; index < 3; ++index) {
      seconds[index] = Best([&] { Run(service, period, false, {query}, paths[index]); });
    }
    fmt::print("{:28} {:8.1f} ms with roll-ups, fold {:8.1f} ({:.1f}x), SQL {:8.1f} ({:.1f}x)\n",
               name, seconds[0] * 1e3, seconds[1] * 1e3, seconds[1] / seconds[0], seconds[2] * 1e3,
               seconds[2] / seconds[0]);
  }
}

/// What the roll-ups cost where all of them are made.
void RollUp(engine::Warehouse* warehouse, const MetricCatalog& catalog,
            engine::Directory* directory) {
  const auto start = std::chrono::steady_clock::now();
  const auto transaction = warehouse->Begin();
  KeepRollups(transaction.get(), catalog, *directory, RollupPolicy{});
  transaction->Commit();
  fmt::print("roll-ups made                    {:8.3f} s\n", SecondsSince(start));
  directory->rollups = warehouse->directory().rollups;
  for (const engine::StoredRollup& rollup : directory->rollups) {
    fmt::print("  {:36} {}, {:9} cells, {:3} measures\n", rollup.name,
               rollup.is_kept ? "kept" : "not worthwhile", rollup.cells,
               std::count(rollup.definition.begin(), rollup.definition.end(), '\n') - 3);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto rows = static_cast<uint64_t>((argc > 1 ? std::atof(argv[1]) : 10) * 1e6);
  const std::filesystem::path catalog_folder = std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog";
  const std::filesystem::path folders[] = {catalog_folder};
  const domain::FactCatalog facts(domain::TimingCatalog::Load(folders).value().Columns());
  const auto catalog = MetricCatalog::Load({{catalog_folder}}, facts).value();
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("kebao-bench-{}", getpid());
  std::filesystem::create_directories(folder);
  auto warehouse = engine::duckdb::OpenWarehouse({folder / "w.duckdb", folder}, {}, facts,
                                                 TimeZone::Find("Asia/Shanghai").value())
                       .value();
  const domain::FactSchema& conversations = facts.SchemaOf(domain::Fact::kConversation);
  Generate(warehouse.get(), conversations, rows);
  engine::Directory directory = MakeDirectory(conversations);
  RollUp(warehouse.get(), catalog, &directory);
  const MetricService service(warehouse->engine(), directory, catalog);
  fmt::print("{} conversations\n", rows);
  MeasureReport(*warehouse, service);
  MeasureSingleQueries(service);
  std::filesystem::remove_all(folder);
  return 0;
}
