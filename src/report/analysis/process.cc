#include <fmt/format.h>

#include <algorithm>

#include "analysis/false_discovery.h"
#include "report/analysis/flow_chart.h"
#include "report/analysis/series_points.h"
#include "report/analysis/tell.h"
#include "report/narrative/process_sentences.h"

namespace kebao::report {
namespace {

using document::Cell;
using document::Chart;
using document::Series;
using document::Table;
using inquiry::ProcessAnswer;
using inquiry::StageTime;

class ProcessTeller {
 public:
  ProcessTeller(const ProcessBlock& block, const std::string& section, const ProcessAnswer& answer,
                const metrics::MetricSpec& contacts, Casebook* casebook)
      : block_(block),
        section_(section + "/" + block.id),
        answer_(answer),
        contacts_(contacts),
        casebook_(*casebook),
        sentences_(casebook->sentences().parts(), casebook->vocabulary(), casebook->figures()) {}

  Blocks Tell() {
    if (!answer_.stages) return {Note(casebook_, "narrative.process.no_stages")};
    TellDelays();
    TellBottlenecks();
    TellPeaks();
    TellHandovers();
    if (blocks_.empty())
      blocks_.emplace_back(Note(
          casebook_, WasCompared() ? "narrative.process.none" : "narrative.process.not_compared"));
    if (block_.has_chart) blocks_.emplace_back(StageChart());
    if (block_.has_table) blocks_.emplace_back(StageTable());
    if (block_.has_flow) DrawFlows();
    return std::move(blocks_);
  }

 private:
  void TellDelays() {
    for (const inquiry::DelayOfTime& delay : answer_.delay.times) {
      using enum analysis::Outcome;
      if (delay.outcome == kNoise && delay.split) TellMoved(delay);
      if (delay.outcome != kUp && delay.outcome != kDown) continue;
      const FoundFigures found = FiguresOf(delay, casebook_.figures());
      if (found.empty()) continue;
      casebook_.Remember(found);
      blocks_.emplace_back(
          sentences_.TellDelay(delay, fmt::format("{}/delay/{}", section_, delay.metric->id)));
    }
  }

  void TellMoved(const inquiry::DelayOfTime& delay) {
    for (const analysis::process::StageOfDelay& stage : delay.split->stages) {
      const metrics::MetricSpec* of = delay.is_by_stage ? MetricOfStage(stage.stage) : delay.metric;
      if (stage.within_q <= analysis::kFalseDiscoveries)
        TellMoved({of, stage.within, false, delay.split->n_now}, stage.stage);
      if (stage.mix_q <= analysis::kFalseDiscoveries)
        TellMoved({of, stage.mix, true, delay.split->n_now}, stage.stage);
    }
  }
  void TellMoved(const MovedStage& moved, const std::string& stage) {
    if (moved.metric == nullptr) return;
    const FoundFigures found = FiguresOf(moved, casebook_.figures());
    if (found.empty()) return;
    casebook_.Remember(found);
    blocks_.emplace_back(
        sentences_.TellMoved(moved, fmt::format("{}/moved/{}/{}/{}", section_, moved.metric->id,
                                                stage, moved.is_mix ? "mix" : "same")));
  }

  /// Whether any time has two whole periods to stand against each other.
  bool WasCompared() const {
    using enum analysis::Outcome;
    return std::ranges::any_of(answer_.delay.times, [](const inquiry::DelayOfTime& delay) {
      return delay.outcome == kUp || delay.outcome == kDown || delay.outcome == kNoise ||
             delay.outcome == kSame;
    });
  }

  const metrics::MetricSpec* MetricOfStage(const std::string& stage) const {
    for (const StageTime& one : answer_.stages->stages)
      if (one.plan.stage == stage) return one.mean_metric;
    return answer_.stages->whole.mean_metric;
  }

  void TellBottlenecks() {
    size_t told = 0;
    size_t found_in_all = 0;
    for (const inquiry::Bottleneck& bottleneck : answer_.bottlenecks.found) {
      const metrics::MetricSpec* of = MetricOfStage(bottleneck.stage);
      if (of == nullptr) continue;
      const FoundFigures found = FiguresOf(bottleneck, *of, casebook_.figures());
      if (found.empty() || ++found_in_all > static_cast<size_t>(block_.limit)) continue;
      ++told;
      casebook_.Remember(found);
      document::Paragraph sentence = sentences_.TellBottleneck(
          bottleneck, *of,
          fmt::format("{}/bottleneck/{}/{}", section_, bottleneck.stage,
                      ValueId(bottleneck.subject.dimension, bottleneck.subject.key)));
      Remember(bottleneck, *of);
      blocks_.emplace_back(std::move(sentence));
    }
    SayThatThereAreMore(casebook_, found_in_all, told, &blocks_);
  }

  void Remember(const inquiry::Bottleneck& bottleneck, const metrics::MetricSpec& of) {
    analysis::Finding finding;
    finding.kind = analysis::Finding::Kind::kBottleneck;
    finding.metric = &of;
    finding.subject = bottleneck.subject;
    finding.outcome = analysis::Outcome::kUp;
    finding.strength = {bottleneck.difference.low,
                        bottleneck.difference.high,
                        bottleneck.difference.z,
                        true,
                        bottleneck.p,
                        bottleneck.q};
    if (answer_.stages->whole.seconds > 0)
      finding.impact = 100 * bottleneck.impact / answer_.stages->whole.seconds;
    casebook_.Remember(finding, casebook_.texts().Get(
                                    "report.analysis.found_bottleneck",
                                    {{"what", casebook_.labels().Value(bottleneck.subject.dimension,
                                                                       bottleneck.subject.key)},
                                     {"metric", casebook_.NameOf(of)}}));
  }

  void TellPeaks() {
    if (!answer_.peaks) return;
    const FoundFigures found = FiguresOf(*answer_.peaks, contacts_, casebook_.figures());
    if (found.empty()) return;
    casebook_.Remember(found);
    blocks_.emplace_back(sentences_.TellPeaks(*answer_.peaks, contacts_, section_ + "/peaks"));
    for (const inquiry::PeakOutcome& outcome : answer_.peaks->outcomes) {
      const FoundFigures of_outcome = FiguresOf(outcome, casebook_.figures());
      const analysis::Difference& difference =
          outcome.adjusted ? *outcome.adjusted : outcome.difference;
      if (of_outcome.empty() || !difference.is_beyond_noise()) continue;
      casebook_.Remember(of_outcome);
      blocks_.emplace_back(
          sentences_.TellOutcome(outcome, fmt::format("{}/peak/{}", section_, outcome.metric->id)));
    }
  }

  void TellHandovers() {
    if (!block_.has_flow || !answer_.team_flow) return;
    const metrics::MetricSpec& handovers = *answer_.team_flow->counted;
    const FoundFigures found = FiguresOf(*answer_.team_flow, handovers, casebook_.figures());
    if (found.empty()) return;
    casebook_.Remember(found);
    blocks_.emplace_back(
        sentences_.TellHandovers(*answer_.team_flow, handovers, section_ + "/handovers"));
  }

  void DrawFlows() {
    if (answer_.stage_flow) Draw(*answer_.stage_flow, "stages", "report.analysis.flow_of_stages");
    if (answer_.team_flow) Draw(*answer_.team_flow, "teams", "report.analysis.flow_of_teams");
  }
  void Draw(const inquiry::FlowAnswer& flow, const char* of, const char* title) {
    Chart chart = FlowChartOf(flow, casebook_);
    chart.id = block_.id + "_flow_of_" + of;
    chart.title = casebook_.texts().Get(title);
    blocks_.emplace_back(std::move(chart));
  }

  std::string NameOf(const StageTime& stage) const {
    return stage.plan.name.In(casebook_.texts().language());
  }

  /// Each stage's part of all the time of finished conversations, in the order in which they come.
  Chart StageChart() const {
    const Texts& texts = casebook_.texts();
    Chart chart;
    chart.id = block_.id + "_stages";
    chart.kind = Chart::Kind::kHorizontalBar;
    chart.title = texts.Get("report.analysis.stage_chart");
    chart.category_title = texts.Get("report.analysis.stage");
    Series series{texts.Get("report.analysis.stage_part"), document::NumberFormat::kPercent1};
    for (const StageTime& stage : answer_.stages->stages) {
      if (!stage.is_recorded || !stage.share) continue;
      chart.categories.push_back(NameOf(stage));
      AddPoint(casebook_.figures().Found(contacts_, document::NumberFormat::kPercent1, *stage.share,
                                         "found: share of " + stage.plan.stage),
               &series);
    }
    chart.series.push_back(std::move(series));
    chart.provenance = {answer_.stages->whole.mean_metric->id, casebook_.context().pack,
                        fmt::format("period={}; by=stage", casebook_.context().period.id)};
    return chart;
  }

  Table StageTable() const {
    const Texts& texts = casebook_.texts();
    using enum document::NumberFormat;
    Table table;
    table.id = block_.id;
    table.title = texts.Get("report.analysis.stage_table");
    table.columns = {{"stage", texts.Get("report.analysis.stage")},
                     {"share", texts.Get("report.analysis.stage_share"), kPercent1},
                     {"mean", texts.Get("report.analysis.stage_mean"), kDuration},
                     {"median", texts.Get("report.analysis.stage_median"), kDuration},
                     {"p90", texts.Get("report.analysis.stage_p90"), kDuration},
                     {"n", texts.Get("report.n"), kInteger},
                     {"before", texts.Get("report.analysis.stage_before"), kDuration}};
    for (const StageTime& stage : answer_.stages->stages) table.rows.push_back(RowOf(stage));
    return table;
  }

  std::vector<Cell> RowOf(const StageTime& stage) const {
    const std::string missing = casebook_.texts().Get(
        stage.is_recorded ? "report.analysis.none" : "report.analysis.not_recorded");
    const auto value = [&](const metrics::Value& measured) -> Cell {
      if (!stage.is_recorded || !measured.value) return missing;
      return casebook_.figures().Make(*stage.mean_metric, measured, stage.plan.stage);
    };
    const auto share = [&]() -> Cell {
      if (!stage.share) return missing;
      return casebook_.figures().Found(contacts_, document::NumberFormat::kPercent1, *stage.share,
                                       "found: share of " + stage.plan.stage);
    };
    return {NameOf(stage),
            share(),
            value(stage.mean),
            value(stage.median),
            value(stage.p90),
            casebook_.figures().Count(stage.mean.n),
            stage.mean_before ? value(*stage.mean_before) : Cell(std::string("–"))};
  }

  const ProcessBlock& block_;
  const std::string section_;
  const ProcessAnswer& answer_;
  const metrics::MetricSpec& contacts_;
  Casebook& casebook_;
  const ProcessSentences sentences_;
  Blocks blocks_;
};

}  // namespace

Result<Blocks> Tell(const ProcessBlock& block, const std::string& section, Casebook* casebook) {
  KEBAO_TRY(const metrics::MetricSpec* contacts, casebook->figures().Spec("conversations"));
  inquiry::ProcessPlan plan = casebook->frame().process;
  plan.bottlenecks.by = casebook->Shown(std::move(plan.bottlenecks.by));
  KEBAO_TRY(const ProcessAnswer answer,
            inquiry::AskForProcess(casebook->Asked(), casebook->context(), plan,
                                   casebook->frame().covered, [](inquiry::ProcessStep) {}));
  return ProcessTeller(block, section, answer, *contacts, casebook).Tell();
}

}  // namespace kebao::report
