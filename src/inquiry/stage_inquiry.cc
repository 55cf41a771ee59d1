#include "inquiry/process_parts.h"

namespace kebao::inquiry {
namespace {

using metrics::Query;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;

constexpr const char* kStatistics[] = {"_mean", "_median", "_p90", "_sum"};
enum Column : size_t { kMean, kMedian, kP90, kSum };

Query QueryOf(const std::string& family) {
  Query query;
  for (const char* statistic : kStatistics) query.metrics.push_back(family + statistic);
  return query;
}

const Value* BeforeOf(const Row& row, Column column) {
  return column < row.compared.size() ? &row.compared[column] : nullptr;
}

StageTime TimeOf(const StagePlan& plan, const metrics::MetricSpec* metric, const Row& row) {
  StageTime time{plan, metric};
  time.mean = row.values[kMean];
  time.median = row.values[kMedian];
  time.p90 = row.values[kP90];
  time.is_recorded = time.mean.is_recorded;
  time.is_partial = time.mean.is_partial;
  time.seconds = row.values[kSum].value.value_or(0);
  if (const Value* before = BeforeOf(row, kMean); before != nullptr && before->value)
    time.mean_before = *before;
  return time;
}

/// Of the whole's seconds, now and before.
void SetShares(const Row& whole, const Row& row, StageTime* time) {
  const auto share = [](const Value* part, const Value* all) -> std::optional<double> {
    if (part == nullptr || all == nullptr || !part->value || !all->value || *all->value <= 0)
      return std::nullopt;
    return *part->value / *all->value;
  };
  time->share = share(&row.values[kSum], &whole.values[kSum]);
  time->share_before = share(BeforeOf(row, kSum), BeforeOf(whole, kSum));
}

}  // namespace

Result<std::optional<StagesAnswer>> AskForStages(const ProcessAsked& asked) {
  std::vector<Query> questions{QueryOf(asked.plan.whole)};
  for (const StagePlan& stage : asked.plan.stages) questions.push_back(QueryOf(stage.family));
  questions.push_back({{asked.plan.peaks.contacts}, {}, metrics::Grain::kNone, false});
  KEBAO_TRY(const std::vector<ResultTable> tables, asked.asked.Answer(asked.context, questions));
  if (tables.front().rows.empty()) return std::nullopt;
  const Row& whole = tables.front().rows.front();
  if (!whole.values[kMean].value) return std::nullopt;
  StagesAnswer answer;
  for (size_t i = 0; i <= asked.plan.stages.size(); ++i) {
    const StagePlan plan = i == 0 ? StagePlan{"", asked.plan.whole} : asked.plan.stages[i - 1];
    KEBAO_TRY(const metrics::MetricSpec* metric,
              asked.asked.catalog().Find(plan.family + "_mean", asked.context.pack));
    const Row& row = tables[i].rows.front();
    StageTime time = TimeOf(plan, metric, row);
    SetShares(whole, row, &time);
    i == 0 ? answer.whole = std::move(time) : answer.stages.emplace_back(std::move(time));
  }
  answer.conversations = whole.values[kMean].n;
  answer.is_complete = whole.values[kMean].is_complete;
  if (!tables.back().rows.empty())
    answer.contacts = static_cast<int64_t>(tables.back().rows.front().values[0].value.value_or(0));
  return answer;
}

}  // namespace kebao::inquiry
