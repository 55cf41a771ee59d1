#include "metrics/metric_service.h"

#include <algorithm>

#include "metrics/answer/distribution.h"
#include "metrics/answer/recorded_columns.h"
#include "metrics/answer/table_builder.h"
#include "metrics/fold/scan_fold.h"
#include "metrics/fold/stock_fold.h"
#include "metrics/plan/planner.h"
#include "metrics/plan/standing_conversations.h"
#include "metrics/plan/statements.h"
#include "metrics/rollup/rollup_table.h"
#include "metrics/sql/scan_query.h"

namespace kebao::metrics {
namespace {

/// Runs the scans of a plan and keeps count for the explanation.
class ScanRunner {
 public:
  ScanRunner(const engine::Engine& engine, const Plan& plan, const AnswerOptions& options)
      : engine_(engine), plan_(plan), options_(options) {}

  ScanResult Run(const ScanPlan& scan) {
    ScanResult result = scan.is_stock() ? RunStock(scan) : RunRows(scan);
    explanation_.rows_scanned += result.rows;
    return result;
  }

  Explanation TakeExplanation() { return std::move(explanation_); }

 private:
  ScanResult RunStock(const ScanPlan& scan) {
    if (options_.path == Path::kSql) {
      Took("sql");
      return QueryStock(scan, plan_.periods, engine_, &explanation_.statements);
    }
    Took("fold");
    explanation_.statements.push_back(StockStatement(scan, plan_.periods, engine_.dialect()));
    return FoldStock(scan, plan_.periods, engine_, explanation_.statements.back());
  }

  ScanResult RunRows(const ScanPlan& scan) {
    if (scan.rollup != nullptr) return RunRollup(scan);
    if (options_.path != Path::kSql) {
      const std::vector<std::string> statements =
          FoldStatements(scan, plan_.periods, engine_.dialect());
      const size_t budget = options_.path == Path::kFold ? SIZE_MAX : options_.memory_budget;
      if (auto result = FoldScan(scan, plan_.periods, engine_, statements, budget)) {
        Took("fold");
        explanation_.statements.insert(explanation_.statements.end(), statements.begin(),
                                       statements.end());
        return *std::move(result);
      }
    }
    Took("sql");
    return QueryScan(scan, plan_.periods, engine_, &explanation_.statements);
  }

  ScanResult RunRollup(const ScanPlan& scan) {
    Took("rollup:" + scan.rollup->spec->id);
    const std::vector<std::string> statements =
        FoldStatements(scan, plan_.periods, engine_.dialect());
    explanation_.statements.insert(explanation_.statements.end(), statements.begin(),
                                   statements.end());
    return *FoldScan(scan, plan_.periods, engine_, statements, SIZE_MAX);
  }

  void Took(const std::string& path) {
    if (("+" + explanation_.path + "+").find("+" + path + "+") != std::string::npos) return;
    explanation_.path += (explanation_.path.empty() ? "" : "+") + path;
  }

  const engine::Engine& engine_;
  const Plan& plan_;
  const AnswerOptions& options_;
  Explanation explanation_;
};

}  // namespace

struct MetricService::Memory {
  Memory(const engine::Engine& engine, const engine::Directory& directory,
         const MetricCatalog& catalog, std::string_view recorded_facts)
      : recorded(engine, catalog, recorded_facts),
        standing(engine, catalog.facts()),
        rollups(ReadableRollups(catalog, directory)) {}
  std::vector<int64_t> ResolvedBetween(const QueryContext& context) {
    return standing.ResolvedBetween(context.report_time, context.data_version);
  }

  RecordedColumns recorded;
  StandingConversations standing;
  RollupTables rollups;
};

MetricService::MetricService(const engine::Engine& engine, const engine::Directory& directory,
                             const MetricCatalog& catalog, std::string_view recorded_facts)
    : engine_(engine),
      directory_(directory),
      catalog_(catalog),
      memory_(std::make_unique<Memory>(engine, directory, catalog, recorded_facts)) {}

MetricService::~MetricService() = default;

Result<Answers> MetricService::Answer(const QueryContext& context, std::span<const Query> queries,
                                      const AnswerOptions& options) const {
  const bool is_rolled_up = options.path == Path::kAuto || options.path == Path::kRollup;
  const std::vector<int64_t> resolved_between = memory_->ResolvedBetween(context);
  const RunInputs inputs{engine_,           directory_,
                         catalog_,          context,
                         memory_->recorded, is_rolled_up ? &memory_->rollups : nullptr,
                         resolved_between};
  KEBAO_TRY(Plan plan, MakePlan(inputs, queries));
  if (options.path == Path::kRollup && !plan.refusals.empty())
    return std::unexpected(plan.refusals.front());
  ScanRunner runner(engine_, plan, options);
  std::vector<ScanResult> results;
  results.reserve(plan.scans.size());
  for (const ScanPlan& scan : plan.scans) results.push_back(runner.Run(scan));
  Answers answers;
  for (const PlannedQuery& query : plan.queries) {
    answers.tables.push_back(BuildTable(inputs, plan, query, results));
  }
  answers.explanation = runner.TakeExplanation();
  answers.explanation.not_rolled_up = std::move(plan.refusals);
  return answers;
}

Result<Distribution> MetricService::DistributionOf(const QueryContext& context,
                                                   const std::string& metric,
                                                   std::vector<double> edges) const {
  const std::vector<int64_t> resolved_between = memory_->ResolvedBetween(context);
  return CountByRange(
      {engine_, directory_, catalog_, context, memory_->recorded, nullptr, resolved_between},
      metric, std::move(edges));
}

Result<RowsBehind> MetricService::RowsOf(const QueryContext& context,
                                         const std::string& metric) const {
  const std::vector<int64_t> resolved_between = memory_->ResolvedBetween(context);
  return FindRowsBehind(
      {engine_, directory_, catalog_, context, memory_->recorded, nullptr, resolved_between},
      metric);
}

Result<SharedRows> MetricService::SharedRowsOf(const QueryContext& context,
                                               std::span<const std::string> metrics) const {
  const std::vector<int64_t> resolved_between = memory_->ResolvedBetween(context);
  return FindRowsOf(
      {engine_, directory_, catalog_, context, memory_->recorded, nullptr, resolved_between},
      metrics);
}

}  // namespace kebao::metrics
