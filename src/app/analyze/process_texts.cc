#include "app/analyze/process_texts.h"

#include <algorithm>

#include "app/analyze/analysis_printer.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using inquiry::Bottleneck;
using inquiry::ProcessAnswer;
using inquiry::StagesAnswer;
using inquiry::StageTime;

class ProcessPrinter {
 public:
  ProcessPrinter(const ProcessAnswer& answer, const MetricSession& opened, Console* console)
      : answer_(answer), texts_(console->texts()), print_(opened, console, "process") {}

  void PrintStages() const {
    if (!answer_.stages) return print_.Print(print_.Text("no_stages"));
    const StagesAnswer& stages = *answer_.stages;
    print_.Print(
        print_.Text("stages_head", {{"n", print_.Count(static_cast<double>(stages.conversations))},
                                    {"mean", Mean(stages.whole)},
                                    {"median", Time(stages.whole.median)},
                                    {"before", Before(stages.whole)}}));
    PrintTable(stages);
    PrintNotes(stages);
  }

  void PrintBottlenecks() const {
    const inquiry::BottleneckAnswer& found = answer_.bottlenecks;
    print_.Print(print_.Text("bottlenecks_head", {{"alike", Dimensions(found.alike_in)}}));
    if (found.looked_at == 0) return print_.Print("  " + print_.Text("bottlenecks_nothing"));
    if (found.found.empty())
      return print_.Print("  " + print_.Text("bottlenecks_none", LookedAt(found)));
    TextTable table({print_.Text("column_stage"), print_.Text("column_where"), "n",
                     print_.Text("column_mean"), print_.Text("column_expected"),
                     print_.Text("column_longer"), print_.Text("column_impact"), "q"});
    for (size_t i = 0; i < found.shown; ++i) AddRow(found.found[i], &table);
    print_.Print(table.Render());
    print_.Print("  " + print_.Text("bottlenecks_note", LookedAt(found)));
  }

 private:
  const metrics::MetricSpec& AnyTime() const { return *answer_.stages->whole.mean_metric; }
  std::string Time(const metrics::Value& value) const { return print_.Value(AnyTime(), value); }
  std::string Mean(const StageTime& time) const {
    if (!time.mean.low || !time.mean.high) return Time(time.mean);
    return print_.Text("with_interval", {{"value", Time(time.mean)},
                                         {"low", print_.Value(AnyTime(), *time.mean.low)},
                                         {"high", print_.Value(AnyTime(), *time.mean.high)}});
  }
  std::string Before(const StageTime& time) const {
    return time.mean_before ? Time(*time.mean_before) : print_.numbers().Missing();
  }
  std::string Share(const std::optional<double>& share) const {
    return share ? print_.numbers().Percent(*share, 1) : print_.numbers().Missing();
  }
  std::string Dimensions(const std::vector<std::string>& ids) const {
    std::vector<std::string> names;
    for (const std::string& id : ids) names.push_back(print_.Dimension(id));
    return print_.Listed(names);
  }

  void PrintTable(const StagesAnswer& stages) const {
    TextTable table({print_.Text("column_stage"), print_.Text("column_share"),
                     print_.Text("column_share_before"), print_.Text("column_mean"),
                     print_.Text("column_before"), print_.Text("column_median"),
                     print_.Text("column_p90"), "n"});
    for (const StageTime& stage : stages.stages) {
      if (!stage.is_recorded) continue;
      table.AddRow({stage.plan.name.In(texts_.language()), Share(stage.share),
                    Share(stage.share_before), Mean(stage), Before(stage), Time(stage.median),
                    Time(stage.p90), print_.Count(static_cast<double>(stage.mean.n))});
    }
    print_.Print(table.Render());
  }

  void PrintNotes(const StagesAnswer& stages) const {
    std::vector<std::string> missing;
    for (const StageTime& stage : stages.stages)
      if (!stage.is_recorded || stage.is_partial)
        missing.push_back(stage.plan.name.In(texts_.language()));
    if (!missing.empty())
      print_.Print("  " + print_.Text("not_recorded", {{"stages", print_.Listed(missing)}}));
    if (stages.contacts > stages.conversations)
      print_.Print(
          "  " + print_.Text("unfinished", {{"n", print_.Count(static_cast<double>(
                                                      stages.contacts - stages.conversations))}}));
    if (!stages.is_complete) print_.Print("  " + print_.Text("incomplete"));
    print_.Print("");
  }

  TextArguments LookedAt(const inquiry::BottleneckAnswer& found) const {
    return {{"looked_at", print_.Count(static_cast<double>(found.looked_at))},
            {"found", print_.Count(static_cast<double>(found.found.size()))},
            {"dimensions", Dimensions(found.dimensions)}};
  }

  void AddRow(const Bottleneck& one, TextTable* table) const {
    const std::string longer =
        print_.Text("with_interval", {{"value", print_.Size(AnyTime(), one.difference.size)},
                                      {"low", print_.Size(AnyTime(), *one.difference.low)},
                                      {"high", print_.Size(AnyTime(), *one.difference.high)}});
    const std::string label = print_.Label(one.subject.dimension, one.subject.key);
    table->AddRow({StageName(answer_, one.stage, texts_),
                   print_.Text("where", {{"dimension", print_.Dimension(one.subject.dimension)},
                                         {"value", label}}),
                   print_.Count(one.n), print_.Value(AnyTime(), one.mean),
                   print_.Value(AnyTime(), one.expected), longer,
                   print_.Value(AnyTime(), one.impact), print_.Rate(one.q)});
  }

  const ProcessAnswer& answer_;
  const Texts& texts_;
  const AnalysisPrinter print_;
};

}  // namespace

std::string StageName(const ProcessAnswer& answer, const std::string& stage, const Texts& texts) {
  if (stage == "rest") return texts.Get("cli.process.rest");
  if (answer.stages)
    for (const StageTime& time : answer.stages->stages)
      if (time.plan.stage == stage) return time.plan.name.In(texts.language());
  return stage;
}

void PrintProcess(const ProcessAnswer& answer, const MetricSession& opened, Console* console) {
  const ProcessPrinter printer(answer, opened, console);
  printer.PrintStages();
  if (answer.stages) {
    PrintDelay(answer.delay, answer, opened, console);
    printer.PrintBottlenecks();
    console->Print("");
  }
  if (answer.stage_flow) PrintFlow(*answer.stage_flow, "flow_head", opened, console);
  if (answer.team_flow) PrintFlow(*answer.team_flow, "transfers_head", opened, console);
  if (answer.peaks) PrintPeaks(*answer.peaks, opened, console);
}

}  // namespace kebao::app
