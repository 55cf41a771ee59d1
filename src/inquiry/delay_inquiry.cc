#include <algorithm>
#include <limits>
#include <map>

#include "analysis/false_discovery.h"
#include "inquiry/delay_cells.h"
#include "inquiry/process_parts.h"

namespace kebao::inquiry {
namespace {

using analysis::Outcome;
using analysis::process::Side;
using metrics::MetricSpec;
using metrics::Query;
using metrics::ResultTable;
using metrics::Row;

constexpr double kSecondsOfHour = 3600;

class DelayAsker {
 public:
  explicit DelayAsker(const ProcessAsked& asked) : asked_(asked) {
    answer_.against = asked.context.comparison;
  }

  Result<DelayAnswer> Ask() {
    for (const std::string& id : asked_.plan.delay.times) KEBAO_TRY_VOID(AskForTime(id));
    if (!answer_.against) return std::move(answer_);
    KEBAO_TRY_VOID(AskForWorkload());
    if (answer_.workload) KEBAO_TRY_VOID(AskForRelations());
    return std::move(answer_);
  }

 private:
  Result<const MetricSpec*> Find(const std::string& id) const {
    return asked_.asked.catalog().Find(id, asked_.context.pack);
  }

  /// The stages of the whole; another time is one stage of waiting.
  std::vector<StagePlan> StagesOf(const DelayOfTime& time) const {
    if (time.is_by_stage) return asked_.plan.stages;
    return {{"", "", Side::kLoad, {}}};
  }

  Result<void> AskForTime(const std::string& id) {
    DelayOfTime time;
    KEBAO_TRY(time.metric, Find(id));
    time.is_by_stage = id == asked_.plan.whole + "_mean";
    time.kind_dimensions = DimensionsAmong(asked_, *time.metric, asked_.plan.delay.kinds);
    if (answer_.against) KEBAO_TRY_VOID(Split(&time));
    answer_.times.push_back(std::move(time));
    return {};
  }

  Result<void> Split(DelayOfTime* time) {
    std::vector<Query> questions{{{time->metric->id}, time->kind_dimensions}};
    const std::vector<StagePlan> stages = StagesOf(*time);
    for (const StagePlan& stage : stages)
      questions.push_back(
          {{time->is_by_stage ? stage.family + "_mean" : time->metric->id}, time->kind_dimensions});
    KEBAO_TRY(const std::vector<ResultTable> tables,
              asked_.asked.Answer(asked_.context, questions));
    const auto cells = DelayCellsOf(asked_, tables, stages);
    time->outcome = cells ? Outcome::kNotMeasured : cells.error();
    if (!cells) return {};
    time->split = analysis::process::SplitDelay(cells->whole, cells->stages);
    if (!time->split) return {};
    time->kinds = cells->kinds;
    time->outcome = OutcomeOf(*time->split);
    return {};
  }

  Outcome OutcomeOf(const analysis::process::Delay& split) const {
    const auto least = static_cast<double>(asked_.plan.delay.minimum_sample);
    if (split.n_before < least || split.n_now < least) return Outcome::kTooFew;
    if (split.change.size == 0) return Outcome::kSame;
    if (!split.change.is_beyond_noise()) return Outcome::kNoise;
    return split.change.size > 0 ? Outcome::kUp : Outcome::kDown;
  }

  Result<void> AskForWorkload() {
    const WorkloadPlan& plan = asked_.plan.workload;
    Workload load;
    KEBAO_TRY(load.cases, Find(plan.cases));
    KEBAO_TRY(const MetricSpec* seconds, Find(plan.seconds));
    KEBAO_TRY(const MetricSpec* days, Find(plan.agent_days));
    const std::vector<Query> questions{{{plan.cases}}, {{plan.seconds}}, {{plan.agent_days}}};
    KEBAO_TRY(const std::vector<ResultTable> tables,
              asked_.asked.Answer(asked_.context, questions));
    Take(tables[0], 1, &load.cases_now, &load.cases_before);
    Take(tables[1], kSecondsOfHour, &load.presence_now, &load.presence_before);
    load.is_by_hour = load.presence_now && load.presence_before;
    load.presence = load.is_by_hour ? seconds : days;
    if (!load.is_by_hour) Take(tables[2], 1, &load.presence_now, &load.presence_before);
    if (!load.presence_now || !load.presence_before) return {};
    load.load_now = load.cases_now.value_or(0) / *load.presence_now;
    load.load_before = load.cases_before.value_or(0) / *load.presence_before;
    answer_.workload = load;
    return {};
  }

  /// Of nobody there is nothing: 0 is as good as not recorded.
  static void Take(const ResultTable& table, double unit, std::optional<double>* now,
                   std::optional<double>* before) {
    now->reset();
    before->reset();
    if (table.rows.empty()) return;
    const Row& row = table.rows.front();
    const auto positive = [unit](const metrics::Value& value) -> std::optional<double> {
      if (!value.value || !value.is_recorded || *value.value <= 0) return std::nullopt;
      return *value.value / unit;
    };
    *now = positive(row.values[0]);
    if (!row.compared.empty()) *before = positive(row.compared[0]);
  }

  /// Day by day from the beginning of what is compared against to the end of the period.
  Result<void> AskForRelations() {
    metrics::QueryContext days = asked_.context;
    days.comparison.reset();
    days.period = {"", std::min(answer_.against->first, days.period.first), days.period.limit};
    const WorkloadPlan& plan = asked_.plan.workload;
    const std::string& presence = answer_.workload->is_by_hour ? plan.seconds : plan.agent_days;
    std::vector<Query> questions{{{plan.cases}, {}, metrics::Grain::kDay},
                                 {{presence}, {}, metrics::Grain::kDay}};
    std::vector<std::string> stages;
    for (const StagePlan& stage : asked_.plan.stages) {
      if (stage.side != Side::kLoad) continue;
      stages.push_back(stage.stage);
      questions.push_back({{stage.family + "_mean"}, {}, metrics::Grain::kDay});
    }
    KEBAO_TRY(const std::vector<ResultTable> tables, asked_.asked.Answer(days, questions));
    const std::map<int32_t, double> load = Quotients(ByDay(tables[0], 0), ByDay(tables[1], 0));
    answer_.days = static_cast<int>(load.size());
    for (size_t i = 0; i < stages.size(); ++i) Relate(stages[i], load, tables[i + 2]);
    TellChance();
    return {};
  }

  /// Days of which `least` cases are known.
  static std::map<int32_t, double> ByDay(const ResultTable& table, int64_t least) {
    std::map<int32_t, double> days;
    for (const Row& row : table.rows) {
      if (row.is_total || !row.bucket_day || row.values.empty()) continue;
      const metrics::Value& value = row.values[0];
      if (value.value && value.is_recorded && value.is_complete && value.n >= least)
        days[row.bucket_day->days] = *value.value;
    }
    return days;
  }

  static std::map<int32_t, double> Quotients(const std::map<int32_t, double>& cases,
                                             const std::map<int32_t, double>& presence) {
    std::map<int32_t, double> load;
    for (const auto& [day, present] : presence) {
      const auto found = cases.find(day);
      if (found != cases.end() && present > 0) load[day] = found->second / present;
    }
    return load;
  }

  void Relate(const std::string& stage, const std::map<int32_t, double>& load,
              const ResultTable& table) {
    constexpr int64_t kLeastOfDay = 5;
    const std::map<int32_t, double> waits = ByDay(table, kLeastOfDay);
    if (waits.empty()) return;
    std::vector<double> x;
    std::vector<double> y;
    for (const auto& [day, value] : load) {
      const auto found = waits.find(day);
      if (found == waits.end()) continue;
      x.push_back(value);
      y.push_back(found->second);
    }
    answer_.relations.push_back({stage, analysis::Correlate(x, y, analysis::Units::kSeries)});
  }

  void TellChance() {
    std::vector<double> ps;
    for (const LoadRelation& one : answer_.relations) {
      const bool is_measured = one.found.outcome == analysis::CorrelationOutcome::kMeasured;
      ps.push_back(is_measured ? one.found.spearman.p : 1);
    }
    const std::vector<double> qs = analysis::FalseDiscoveryRates(ps);
    for (size_t i = 0; i < qs.size(); ++i) answer_.relations[i].q = qs[i];
  }

  const ProcessAsked& asked_;
  DelayAnswer answer_;
};

}  // namespace

Result<DelayAnswer> AskForDelay(const ProcessAsked& asked) { return DelayAsker(asked).Ask(); }

}  // namespace kebao::inquiry
