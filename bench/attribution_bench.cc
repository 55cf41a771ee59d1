// Why a figure changed between two months of a generated year of conversations: questions to the
// facts and search included; against the floor, a bare scan of the columns needed.
// usage: attribution_bench [MILLIONS]     conversations of the year, default 10
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "domain/timing_catalog.h"
#include "engine/duckdb/open.h"
#include "inquiry/cause_inquiry.h"
#include "made_facts.h"
#include "metrics/metric_service.h"
#include "metrics/rollup/keep_rollups.h"

namespace {

using namespace kebao;
using namespace kebao::metrics;

constexpr int kRuns = 3;
constexpr int kFirstOfMarch = 60;  // days of 2016 before it

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

QueryContext Between(const std::string& period, const std::string& before) {
  return {.period = ParsePeriod(period).value(),
          .comparison = ParsePeriod(before).value(),
          .filters = {},
          .sources = {},
          .pack = "kebao",
          .zone = TimeZone::Find("Asia/Shanghai").value(),
          .week_start = 1,
          .report_time = Instant{bench::kFirstMicros + 2 * bench::kYearMicros},
          .scope = Scope::All()};
}

/// One column of each dimension and the instants, read and dropped.
double Floor(const MetricService& service, const engine::Warehouse& warehouse,
             const QueryContext& context, const inquiry::CausePlan& plan) {
  std::vector<Query> queries;
  for (const std::string& dimension : plan.dimensions)
    queries.push_back({plan.metrics, {dimension}, Grain::kNone, false});
  const auto statements =
      service.Answer(context, queries, {.path = Path::kFold}).value().explanation.statements;
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& sql : statements) {
    const auto stream = warehouse.engine().Query(sql);
    for (engine::ChunkView chunk; stream->Next(&chunk);) continue;
  }
  return SecondsSince(start);
}

void Measure(const MetricService& service, const engine::Warehouse& warehouse,
             inquiry::CausePlan plan, const std::string& metric, const QueryContext& context) {
  plan.metrics = {metric};
  const double floor = Floor(service, warehouse, context, plan);
  double best = 1e9;
  double cpu = 0;
  std::string told = "nothing";
  for (int run = 0; run < kRuns; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t began = std::clock();
    const auto changes =
        inquiry::AskForCauses(service, context, {.plan = plan, .is_every_change = true}).value();
    if (const double took = SecondsSince(start); took < best) {
      best = took;
      cpu = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
    }
    if (const analysis::Cause* cause = changes.front().told())
      told = fmt::format("{} {}", fmt::join(cause->dimensions, " × "),
                         fmt::join(cause->elements.front().keys, " × "));
    if (run + 1 == kRuns)
      fmt::print(
          "  {:28} {:7.3f} s, {:.2f} CPU seconds; floor {:.3f} s; {} breakdowns, {} segments; {}\n",
          metric, best, cpu, floor, changes.front().breakdowns.size(),
          changes.front().search.scanned, told);
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
  bench::Generate(warehouse.get(), conversations, rows, rows * kFirstOfMarch / 366);
  engine::Directory directory = bench::MakeDirectory(conversations);
  const auto transaction = warehouse->Begin();
  KeepRollups(transaction.get(), catalog, directory, RollupPolicy{});
  transaction->Commit();
  directory.rollups = warehouse->directory().rollups;
  const MetricService service(warehouse->engine(), directory, catalog);
  const inquiry::CausePlan plan =
      inquiry::LoadCausePlan(catalog_folder / "analysis" / "cause.yaml").value();
  fmt::print("{} conversations in a year\n", rows);
  for (const auto& [title, context] :
       {std::pair("March against February", Between("2016-03", "2016-02")),
        std::pair("half a year against the other", Between("2016-H2", "2016-H1"))}) {
    fmt::print("{}\n", title);
    for (const char* metric : {"conversations", "resolution_rate", "handle_seconds_mean"})
      Measure(service, *warehouse, plan, metric, context);
  }
  std::filesystem::remove_all(folder);
  return 0;
}
