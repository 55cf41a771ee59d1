#include <algorithm>

#include "analysis/false_discovery.h"
#include "analysis/people/comparison.h"
#include "inquiry/process_parts.h"
#include "inquiry/workforce_of_answer.h"

namespace kebao::inquiry {
namespace {

using analysis::people::PersonStanding;
using analysis::people::Workforce;
using metrics::MetricSpec;
using metrics::Query;
using metrics::ResultTable;

/// One stage by one dimension.
struct Look {
  std::string stage;
  std::string dimension;
  const MetricSpec* metric;
};

class BottleneckAsker {
 public:
  explicit BottleneckAsker(const ProcessAsked& asked) : asked_(asked), context_(asked.context) {
    context_.comparison.reset();
  }

  Result<BottleneckAnswer> Ask() {
    KEBAO_TRY_VOID(Plan());
    if (questions_.empty()) return std::move(answer_);
    KEBAO_TRY(const std::vector<ResultTable> tables, asked_.asked.Answer(context_, questions_));
    for (size_t i = 0; i < looks_.size(); ++i) Take(looks_[i], tables[i]);
    Rank();
    return std::move(answer_);
  }

 private:
  Result<void> Plan() {
    const BottleneckPlan& plan = asked_.plan.bottlenecks;
    answer_.dimensions = plan.by;
    answer_.alike_in = plan.alike_in;
    for (const StagePlan& stage : asked_.plan.stages) {
      if (std::ranges::find(plan.stages, stage.stage) == plan.stages.end()) continue;
      KEBAO_TRY(const MetricSpec* metric,
                asked_.asked.catalog().Find(stage.family + "_mean", context_.pack));
      for (const std::string& dimension : plan.by) Add(stage.stage, dimension, metric);
    }
    return {};
  }

  void Add(const std::string& stage, const std::string& dimension, const MetricSpec* metric) {
    if (!HasDimension(asked_, *metric, dimension)) return;
    std::vector<std::string> by{dimension};
    const auto alike =
        DimensionsAmong(asked_, *metric, asked_.plan.bottlenecks.alike_in, dimension);
    by.insert(by.end(), alike.begin(), alike.end());
    questions_.push_back({{metric->id}, by, metrics::Grain::kNone, false});
    looks_.push_back({stage, dimension, metric});
  }

  /// Seconds, not so many times as long: what is held up is what counts.
  void Take(const Look& look, const ResultTable& table) {
    const WorkforceFrame frame{{}, {}, table.query.dimensions};
    Workforce work = WorkforceOf(*look.metric, table, false, frame);
    work.is_relative = false;
    const auto minimum = static_cast<double>(asked_.plan.bottlenecks.minimum_sample);
    for (const PersonStanding& one : analysis::people::ComparePeople(work, minimum).people)
      if (one.is_compared() && one.adjusted.difference.is_tested()) Take(look, one);
  }

  void Take(const Look& look, const PersonStanding& one) {
    Bottleneck found{look.stage, {look.dimension, one.key}};
    found.n = one.adjusted.n;
    found.mean = one.adjusted.raw.value_or(0);
    found.difference = one.adjusted.difference;
    found.expected = found.mean - found.difference.size;
    found.impact = found.difference.size * found.n;
    found.p = one.adjusted.p;
    answer_.found.push_back(std::move(found));
  }

  /// One pass over everything that was looked at; those that are shorter are counted and left out.
  void Rank() {
    std::vector<double> ps;
    for (const Bottleneck& one : answer_.found) ps.push_back(one.p);
    const std::vector<double> qs = analysis::FalseDiscoveryRates(ps);
    for (size_t i = 0; i < qs.size(); ++i) answer_.found[i].q = qs[i];
    answer_.looked_at = answer_.found.size();
    std::erase_if(answer_.found, [](const Bottleneck& one) {
      return one.q > analysis::kFalseDiscoveries || !(*one.difference.low > 0);
    });
    std::ranges::stable_sort(answer_.found, std::greater<>(), &Bottleneck::impact);
    answer_.shown = std::min(answer_.found.size(), asked_.plan.bottlenecks.most);
  }

  const ProcessAsked& asked_;
  metrics::QueryContext context_;
  std::vector<Query> questions_;
  std::vector<Look> looks_;
  BottleneckAnswer answer_;
};

}  // namespace

Result<BottleneckAnswer> AskForBottlenecks(const ProcessAsked& asked) {
  return BottleneckAsker(asked).Ask();
}

}  // namespace kebao::inquiry
