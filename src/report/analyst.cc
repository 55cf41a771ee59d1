#include "report/analyst.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/attribution/scan.h"
#include "report/cause_chart.h"

namespace kebao::report {

using document::Block;
using document::Cell;
using document::Figure;
using document::Paragraph;
using document::Table;
using inquiry::ExplainedChange;
using inquiry::UnusualDay;
using metrics::MetricSpec;
using metrics::QueryContext;
using metrics::ResultTable;

namespace {

constexpr size_t kMostEvents = 3;

std::vector<std::string> Or(const std::vector<std::string>& asked,
                            const std::vector<std::string>& usual) {
  return asked.empty() ? usual : asked;
}

bool IsMoved(const analysis::Finding& finding) {
  return finding.outcome == analysis::Outcome::kUp || finding.outcome == analysis::Outcome::kDown;
}

/// Worth a sentence: the figure moved beyond noise, and whether from one place is known.
bool IsTold(const ExplainedChange& change) {
  return change.is_explained &&
         (change.told() != nullptr || change.finding.outcome == analysis::Outcome::kEverywhere);
}

}  // namespace

Analyst::Analyst(const ReportRequest& request, const ReportSources& sources,
                 const Redaction& redaction, const FigureMaker& figures,
                 const Vocabulary& vocabulary, const Labels& labels, PeriodNames periods,
                 bool is_covered)
    : request_(request),
      sources_(sources),
      redaction_(redaction),
      figures_(figures),
      vocabulary_(vocabulary),
      labels_(labels),
      sentences_(figures, vocabulary, std::move(periods)),
      is_covered_(is_covered) {}

inquiry::AskedMetrics Analyst::Asked() {
  return {sources_.catalog,
          [this](const QueryContext& context,
                 const std::vector<metrics::Query>& queries) -> Result<std::vector<ResultTable>> {
            KEBAO_TRY(std::vector<ResultTable> answers, sources_.answer(context, queries));
            for (ResultTable& answer : answers) {
              redaction_.Apply(&answer);
              if (answer.query.grain == metrics::Grain::kNone) answers_.push_back(answer);
            }
            return answers;
          }};
}

std::vector<std::string> Analyst::Shown(std::vector<std::string> dimensions) const {
  if (!request_.audience) return dimensions;
  const Audience& audience = *request_.audience;
  const bool has_agents =
      audience.agents == Audience::Names::kReal || audience.agents == Audience::Names::kPseudonym;
  const bool has_teams = audience.teams != Audience::Names::kHidden;
  std::erase_if(dimensions, [&](const std::string& id) {
    const auto spec = sources_.catalog.FindDimension(id);
    if (!spec) return false;
    using enum metrics::DimensionKind;
    return ((*spec)->kind == kAgent && !has_agents) || ((*spec)->kind == kTeam && !has_teams);
  });
  return dimensions;
}

std::string Analyst::Name(const MetricSpec& spec) const {
  return spec.name.In(sources_.texts.language());
}

void Analyst::Remember(const analysis::Finding& finding, std::string text) {
  found_.push_back({finding, std::move(text)});
}

void Analyst::RememberFigures(const FoundFigures& found) {
  for (const auto& [name, figure] : found) found_figures_.push_back(figure);
}

Paragraph Analyst::Nothing(const char* key, const TextArguments& arguments) const {
  return {sources_.texts.Get(key, arguments), document::Tone::kMuted};
}

void Analyst::SayThatThereAreMore(size_t found, size_t told, Blocks* blocks) const {
  if (found <= told) return;
  blocks->emplace_back(Nothing("report.analysis.more", {{"count", std::to_string(found - told)}}));
}

std::string Analyst::CauseText(const analysis::Cause& cause) const {
  return SegmentsText(cause, labels_, sources_.texts);
}

Analyst::Blocks Analyst::Events(const std::vector<const ExplainedChange*>& changes,
                                const std::string& section) const {
  Blocks told;
  std::set<size_t> seen;
  for (const ExplainedChange* change : changes) {
    for (const analysis::Coincidence& coincidence : change->coincidences) {
      if (told.size() == kMostEvents || !seen.insert(coincidence.event).second) continue;
      const analysis::KnownEvent& event = sources_.analysis.events[coincidence.event];
      const bool has_begun = coincidence.relation == analysis::Coincidence::Relation::kBegan;
      told.emplace_back(sentences_.TellEvent(redaction_.Shown(event.name),
                                             request_.context.zone.DayOf(event.from), has_begun,
                                             fmt::format("{}/event/{}", section, told.size())));
    }
  }
  return told;
}

Block Analyst::CauseTable(const CauseBlock& block,
                          const std::vector<const ExplainedChange*>& changes) const {
  const Texts& texts = sources_.texts;
  using enum document::NumberFormat;
  Table table;
  table.id = block.id;
  table.title = texts.Get("report.analysis.cause_table");
  table.columns = {{"metric", texts.Get("report.metric")},
                   {"before", request_.context.comparison->id, kDecimal2},
                   {"now", request_.context.period.id, kDecimal2},
                   {"cause", texts.Get("report.analysis.cause")},
                   {"explained", texts.Get("report.analysis.explained"), kDecimal2},
                   {"share", texts.Get("report.analysis.share"), kPercent1},
                   {"n", texts.Get("report.n"), kInteger}};
  for (const ExplainedChange* change : changes) {
    const MetricSpec& spec = *change->metric;
    const FoundFigures found = FiguresOf(*change, figures_);
    const analysis::Cause* cause = change->told();
    table.rows.push_back(
        {Name(spec), figures_.Make(spec, change->before, "comparison"),
         figures_.Make(spec, change->now, ""),
         cause == nullptr ? texts.Get("report.analysis.everywhere") : CauseText(*cause),
         cause == nullptr ? Cell(std::string("–")) : Cell(found.at("explained")),
         cause == nullptr ? Cell(std::string("–")) : Cell(found.at("share")),
         figures_.Count(change->now.n)});
  }
  return table;
}

Analyst::Blocks Analyst::MovedParts(const CauseBlock& block,
                                    const std::vector<ExplainedChange>& changes,
                                    const std::string& section) {
  std::vector<std::pair<const ExplainedChange*, const analysis::MovedSegment*>> all;
  for (const ExplainedChange& change : changes)
    for (const analysis::MovedSegment& moved : change.moved)
      if (analysis::FigureOf(change.measure, moved.element.change.before) &&
          analysis::FigureOf(change.measure, moved.element.change.now))
        all.emplace_back(&change, &moved);
  std::ranges::stable_sort(all, std::ranges::greater{},
                           [](const auto& one) { return one.second->element.departure.evidence; });
  Blocks blocks;
  for (const auto& [change, moved] : all) {
    if (blocks.size() == static_cast<size_t>(block.moved)) break;
    RememberFigures(FiguresOf(*change, *moved, figures_));
    blocks.emplace_back(
        sentences_.TellMoved(*change, *moved,
                             fmt::format("{}/moved/{}/{}", section, change->metric->id,
                                         WhereOf(moved->dimensions, moved->element.keys))));
    Remember(
        analysis::FindMoved(*change->metric, change->measure, *moved,
                            static_cast<double>(change->now.n + change->before.n)),
        sources_.texts.Get(
            "report.analysis.found_moved",
            {{"metric", Name(*change->metric)},
             {"what", PartText(moved->dimensions, moved->element.keys, labels_, sources_.texts)}}));
  }
  if (block.moved > 0) SayThatThereAreMore(all.size(), blocks.size(), &blocks);
  return blocks;
}

Result<Analyst::Blocks> Analyst::Causes(const CauseBlock& block, const std::string& section) {
  if (!request_.context.comparison) return Blocks{Nothing("report.analysis.no_comparison")};
  inquiry::CauseRequest asked{sources_.analysis.causes, false, block.moved > 0, is_covered_,
                              sources_.analysis.events};
  asked.plan.metrics = Or(block.metrics, asked.plan.metrics);
  asked.plan.dimensions = Shown(std::move(asked.plan.dimensions));
  std::erase_if(asked.plan.metrics, [this](const std::string& metric) {
    return std::ranges::find(explained_, metric) != explained_.end();
  });
  if (asked.plan.metrics.empty()) return Blocks{};
  KEBAO_TRY(const std::vector<ExplainedChange> changes,
            inquiry::AskForCauses(Asked(), request_.context, asked));
  std::vector<const ExplainedChange*> told;
  for (const ExplainedChange& change : changes)
    if (IsTold(change) && told.size() < static_cast<size_t>(block.limit)) told.push_back(&change);
  Blocks blocks = CausesOf(told, section);
  SayThatThereAreMore(static_cast<size_t>(std::ranges::count_if(changes, IsTold)), told.size(),
                      &blocks);
  std::ranges::move(MovedParts(block, changes, section), std::back_inserter(blocks));
  std::ranges::move(Events(told, section), std::back_inserter(blocks));
  if (blocks.empty()) return Blocks{Nothing("narrative.cause.none")};
  blocks.emplace_back(Nothing("report.analysis.interval_note"));
  std::ranges::move(CauseCharts(block, told), std::back_inserter(blocks));
  if (block.has_table && !told.empty()) blocks.push_back(CauseTable(block, told));
  return blocks;
}

Analyst::Blocks Analyst::CauseCharts(const CauseBlock& block,
                                     const std::vector<const ExplainedChange*>& told) const {
  Blocks charts;
  for (const ExplainedChange* change : told)
    if (change->told() != nullptr && charts.size() < static_cast<size_t>(block.charts))
      charts.emplace_back(CauseChart(*change, block.id + "_" + change->metric->id, request_.context,
                                     figures_, labels_, sources_.texts));
  return charts;
}

Analyst::Blocks Analyst::CausesOf(const std::vector<const ExplainedChange*>& told,
                                  const std::string& section) {
  Blocks blocks;
  std::vector<const ExplainedChange*> everywhere;
  for (const ExplainedChange* change : told) {
    const std::string& metric = change->metric->id;
    explained_.push_back(metric);
    if (change->told() == nullptr) {
      everywhere.push_back(change);
      continue;
    }
    RememberFigures(FiguresOf(*change, figures_));
    blocks.emplace_back(sentences_.TellCause(*change, fmt::format("{}/cause/{}", section, metric)));
    Remember(change->finding, sources_.texts.Get("report.analysis.found_cause",
                                                 {{"metric", Name(*change->metric)},
                                                  {"cause", CauseText(*change->told())}}));
  }
  if (!everywhere.empty())
    blocks.emplace_back(sentences_.TellEverywhere(everywhere, section + "/cause/everywhere"));
  return blocks;
}

Result<Analyst::Blocks> Analyst::Trends(const TrendBlock& block, const std::string& section) {
  if (!sources_.analysis.covered) return Blocks{Nothing("report.analysis.no_data")};
  KEBAO_TRY(const std::vector<inquiry::MetricTrend> trends,
            inquiry::AskForTrends(Asked(), request_.context,
                                  Or(block.metrics, sources_.analysis.trend_metrics), block.grain,
                                  *sources_.analysis.covered));
  Blocks blocks;
  size_t found = 0;
  for (const inquiry::MetricTrend& trend : trends) {
    if (!IsMoved(trend.finding) || ++found > static_cast<size_t>(block.limit)) continue;
    RememberFigures(FiguresOf(trend, figures_));
    blocks.emplace_back(sentences_.TellTrend(
        trend, block.grain, fmt::format("{}/trend/{}", section, trend.metric->id)));
    Remember(trend.finding,
             sources_.texts.Get("report.analysis.found_trend",
                                {{"metric", Name(*trend.metric)},
                                 {"trend", vocabulary_.Word(TrendKey(
                                               trend.metric->unit, trend.finding.outcome ==
                                                                       analysis::Outcome::kUp))}}));
  }
  SayThatThereAreMore(found, static_cast<size_t>(block.limit), &blocks);
  if (blocks.empty()) blocks.emplace_back(Nothing("narrative.trend.none"));
  return blocks;
}

Result<Analyst::Blocks> Analyst::UnusualDays(const UnusualBlock& block,
                                             const std::string& section) {
  const AnalysisFrame& frame = sources_.analysis;
  if (!frame.covered) return Blocks{Nothing("report.analysis.no_data")};
  KEBAO_TRY(
      const inquiry::UnusualDays unusual,
      inquiry::AskForAnomalies(Asked(), request_.context, Or(block.metrics, frame.unusual_metrics),
                               Shown(Or(block.dimensions, frame.unusual_dimensions)),
                               frame.single_days, *frame.covered));
  Blocks blocks;
  std::set<std::string> told_of;  // once of each metric and part; the table has them all
  for (const UnusualDay& day : unusual.days) {
    if (blocks.size() == static_cast<size_t>(block.limit)) break;
    if (!told_of.insert(day.metric->id + ValueId(day.subject.dimension, day.subject.key)).second)
      continue;
    std::string id = fmt::format("{}/unusual/{}/{}", section, day.metric->id, FormatDay(day.day));
    if (!day.subject.dimension.empty()) id += "/" + ValueId(day.subject.dimension, day.subject.key);
    RememberFigures(FiguresOf(day, figures_));
    Paragraph told = sentences_.TellUnusual(day, std::move(id));
    Remember(day.finding, told.text);
    blocks.emplace_back(std::move(told));
  }
  if (!block.has_table) SayThatThereAreMore(unusual.days.size(), blocks.size(), &blocks);
  const auto whole = std::ranges::find_if(
      unusual.days, [](const UnusualDay& day) { return day.subject.dimension.empty(); });
  if (whole != unusual.days.end()) {
    KEBAO_TRY(blocks.emplace_back(), ControlChart(block.id, *whole, unusual.days));
  }
  if (unusual.days.empty()) {
    blocks.emplace_back(Nothing(unusual.scanned == 0 ? "report.analysis.nothing_scanned"
                                                     : "narrative.unusual.none"));
  } else if (block.has_table) {
    blocks.push_back(UnusualTable(block, unusual.days));
  }
  return blocks;
}

Result<void> Analyst::AddTo(FigureIndex* index) const {
  for (const ResultTable& answer : answers_) KEBAO_TRY_VOID(index->Add(answer, figures_));
  for (const Figure& figure : found_figures_) index->Add(figure);
  return {};
}

}  // namespace kebao::report
