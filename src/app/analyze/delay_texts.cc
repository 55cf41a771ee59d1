#include <algorithm>
#include <cmath>

#include "analysis/false_discovery.h"
#include "app/analyze/analysis_printer.h"
#include "app/analyze/process_texts.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using analysis::Outcome;
using analysis::process::Delay;
using analysis::process::KindOfDelay;
using analysis::process::PartOfDelay;
using analysis::process::Side;
using analysis::process::StageOfDelay;
using inquiry::DelayAnswer;
using inquiry::DelayOfTime;

constexpr size_t kShownKinds = 3;

class DelayPrinter {
 public:
  DelayPrinter(const inquiry::ProcessAnswer& answer, const MetricSession& opened, Console* console)
      : answer_(answer), texts_(console->texts()), print_(opened, console, "process") {}

  void Print(const DelayAnswer& delay) {
    if (!delay.against) return Line(print_.Text("delay_no_comparison"));
    Line(print_.Text(delay.is_usual ? "delay_head_usual" : "delay_head",
                     {{"period", delay.against->id}}));
    for (const DelayOfTime& time : delay.times) PrintTime(time);
    PrintWorkload(delay);
    PrintRelations(delay);
    Line("");
  }

 private:
  void Line(const std::string& line) const { print_.Print(line); }

  std::string Size(double seconds) const { return print_.Size(*time_->metric, seconds); }
  std::string Value(double seconds) const { return print_.Value(*time_->metric, seconds); }
  std::string Part(const PartOfDelay& part) const {
    if (!part.low || !part.high) return Size(part.size);
    const char* pattern = part.is_beyond_noise() ? "with_interval" : "with_noise";
    return print_.Text(
        pattern,
        {{"value", Size(part.size)}, {"low", Size(*part.low)}, {"high", Size(*part.high)}});
  }

  void PrintTime(const DelayOfTime& time) {
    time_ = &time;
    const std::string name = print_.Name(*time.metric);
    if (!time.split)
      return Line("  " + print_.Text(time.outcome == Outcome::kIncomplete ? "delay_incomplete"
                                                                          : "delay_not_measured",
                                     {{"metric", name}}));
    const Delay& split = *time.split;
    Line("  " + print_.Text("delay_change", {{"metric", name},
                                             {"before", Value(split.before)},
                                             {"now", Value(split.now)},
                                             {"change", Part(split.change)},
                                             {"n_before", print_.Count(split.n_before)},
                                             {"n_now", print_.Count(split.n_now)}}));
    if (time.outcome == Outcome::kTooFew) return Line("    " + print_.Text("delay_too_few"));
    if (time.outcome == Outcome::kSame) return Line("    " + print_.Text("delay_same"));
    if (time.outcome == Outcome::kNoise) {
      Line("    " + print_.Text("delay_noise"));
      return PrintMovedStages(split);
    }
    PrintSides(split);
    if (time.is_by_stage) PrintStages(split);
    PrintKinds(split);
  }

  /// What moved beyond noise where the whole did not.
  void PrintMovedStages(const Delay& split) const {
    for (const StageOfDelay& stage : split.stages) {
      const std::string name =
          time_->is_by_stage ? StageName(answer_, stage.stage, texts_) : print_.Text("waiting");
      if (stage.within_q <= analysis::kFalseDiscoveries)
        Line("    " + print_.Text("delay_moved_within", Moved(name, stage.within, stage.within_q)));
      if (stage.mix_q <= analysis::kFalseDiscoveries)
        Line("    " + print_.Text("delay_moved_mix", Moved(name, stage.mix, stage.mix_q)));
    }
  }
  TextArguments Moved(const std::string& name, const PartOfDelay& part, double q) const {
    return {{"stage", name}, {"change", Part(part)}, {"q", print_.Rate(q)}};
  }

  void PrintSides(const Delay& split) const {
    const TextArguments parts = {{"complexity", Part(split.complexity)},
                                 {"mix", Part(split.mix)},
                                 {"load", Part(split.load)},
                                 {"neither", Part(split.neither)}};
    if (!time_->is_by_stage) return Line("    " + print_.Text("delay_of_waiting", parts));
    Line("    " + print_.Text("delay_complexity", parts));
    Line("    " + print_.Text("delay_load", parts));
    if (split.neither.size != 0) Line("    " + print_.Text("delay_neither", parts));
  }

  void PrintStages(const Delay& split) const {
    TextTable table({print_.Text("column_stage"), print_.Text("column_side"),
                     print_.Text("column_before"), print_.Text("column_mean"),
                     print_.Text("column_within"), print_.Text("column_mix")});
    for (const StageOfDelay& stage : split.stages)
      table.AddRow({StageName(answer_, stage.stage, texts_), SideName(stage.side),
                    Value(stage.before), Value(stage.now), Part(stage.within), Part(stage.mix)});
    Line(table.Render());
  }

  std::string SideName(Side side) const {
    return print_.Text(side == Side::kLoad         ? "side_load"
                       : side == Side::kComplexity ? "side_complexity"
                                                   : "side_neither");
  }

  /// The kinds of cases that contribute the most, whichever way.
  void PrintKinds(const Delay& split) const {
    std::vector<size_t> places;
    for (size_t i = 0; i < split.kinds.size(); ++i) places.push_back(i);
    const auto size = [&](size_t i) {
      return std::abs(split.kinds[i].mix + split.kinds[i].within);
    };
    std::ranges::stable_sort(places, std::greater<>(), size);
    places.resize(std::min(places.size(), kShownKinds));
    for (const size_t i : places) PrintKind(split.kinds[i], time_->kinds[i]);
  }

  void PrintKind(const KindOfDelay& kind, const std::vector<std::string>& keys) const {
    std::vector<std::string> labels;
    for (size_t i = 0; i < keys.size(); ++i)
      labels.push_back(print_.Label(time_->kind_dimensions[i], keys[i]));
    Line("    " +
         print_.Text("delay_kind",
                     {{"kind", labels.empty() ? print_.Text("all") : print_.Listed(labels)},
                      {"within", Size(kind.within)},
                      {"mix", Size(kind.mix)},
                      {"share_before", print_.numbers().Percent(kind.share_before, 1)},
                      {"share_now", print_.numbers().Percent(kind.share_now, 1)}}));
  }

  void PrintWorkload(const DelayAnswer& delay) const {
    if (!delay.workload) return Line("  " + print_.Text("no_workload"));
    const inquiry::Workload& load = *delay.workload;
    const double change = *load.load_now / *load.load_before - 1;
    Line("  " + print_.Text(load.is_by_hour ? "workload_hours" : "workload_days",
                            {{"before", print_.numbers().Decimal(*load.load_before, 2)},
                             {"now", print_.numbers().Decimal(*load.load_now, 2)},
                             {"change", print_.numbers().PercentChange(change, 1)},
                             {"cases_before", print_.Count(*load.cases_before)},
                             {"cases", print_.Count(*load.cases_now)},
                             {"presence_before", print_.Count(*load.presence_before)},
                             {"presence", print_.Count(*load.presence_now)}}));
  }

  void PrintRelations(const DelayAnswer& delay) const {
    for (const inquiry::LoadRelation& one : delay.relations) {
      if (one.found.outcome != analysis::CorrelationOutcome::kMeasured) continue;
      const analysis::Coefficient& found = one.found.spearman;
      const bool is_beyond_noise =
          one.q <= analysis::kFalseDiscoveries && (found.low > 0 || found.high < 0);
      const char* pattern = !is_beyond_noise ? "relation_none"
                            : found.r > 0    ? "relation_longer"
                                             : "relation_shorter";
      Line("  " + print_.Text(pattern, {{"stage", StageName(answer_, one.stage, texts_)},
                                        {"r", print_.numbers().Decimal(found.r, 2)},
                                        {"low", print_.numbers().Decimal(found.low, 2)},
                                        {"high", print_.numbers().Decimal(found.high, 2)},
                                        {"n", print_.Count(static_cast<double>(one.found.n))}}));
    }
  }

  const inquiry::ProcessAnswer& answer_;
  const Texts& texts_;
  const AnalysisPrinter print_;
  const DelayOfTime* time_ = nullptr;
};

}  // namespace

void PrintDelay(const DelayAnswer& delay, const inquiry::ProcessAnswer& answer,
                const MetricSession& opened, Console* console) {
  DelayPrinter(answer, opened, console).Print(delay);
}

}  // namespace kebao::app
