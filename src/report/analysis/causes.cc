#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/attribution/scan.h"
#include "report/analysis/cause_chart.h"
#include "report/analysis/tell.h"

namespace kebao::report {
namespace {

using document::Block;
using document::Cell;
using document::Table;
using inquiry::ExplainedChange;
using metrics::MetricSpec;
using Told = std::vector<const ExplainedChange*>;

constexpr size_t kMostEvents = 3;

/// Worth a sentence: the figure moved beyond noise, and whether from one place is known.
bool IsTold(const ExplainedChange& change) {
  return change.is_explained &&
         (change.told() != nullptr || change.finding.outcome == analysis::Outcome::kEverywhere);
}

std::string CauseText(const analysis::Cause& cause, const Casebook& casebook) {
  return SegmentsText(cause, casebook.labels(), casebook.texts());
}

/// Each once, the most fitting first.
Blocks Events(const Told& changes, const std::string& section, const Casebook& casebook) {
  Blocks told;
  std::set<size_t> seen;
  for (const ExplainedChange* change : changes) {
    for (const analysis::Coincidence& coincidence : change->coincidences) {
      if (told.size() == kMostEvents || !seen.insert(coincidence.event).second) continue;
      const analysis::KnownEvent& event = casebook.frame().events[coincidence.event];
      const bool has_begun = coincidence.relation == analysis::Coincidence::Relation::kBegan;
      told.emplace_back(casebook.sentences().TellEvent(
          casebook.redaction().Shown(event.name), casebook.context().zone.DayOf(event.from),
          has_begun, fmt::format("{}/event/{}", section, told.size())));
    }
  }
  return told;
}

Block CauseTable(const CauseBlock& block, const Told& changes, const Casebook& casebook) {
  const Texts& texts = casebook.texts();
  const FigureMaker& figures = casebook.figures();
  using enum document::NumberFormat;
  Table table;
  table.id = block.id;
  table.title = texts.Get("report.analysis.cause_table");
  table.columns = {{"metric", texts.Get("report.metric")},
                   {"before", casebook.context().comparison->id, kDecimal2},
                   {"now", casebook.context().period.id, kDecimal2},
                   {"cause", texts.Get("report.analysis.cause")},
                   {"explained", texts.Get("report.analysis.explained"), kDecimal2},
                   {"share", texts.Get("report.analysis.share"), kPercent1},
                   {"n", texts.Get("report.n"), kInteger}};
  for (const ExplainedChange* change : changes) {
    const MetricSpec& spec = *change->metric;
    const FoundFigures found = FiguresOf(*change, figures);
    const analysis::Cause* cause = change->told();
    table.rows.push_back(
        {casebook.NameOf(spec), figures.Make(spec, change->before, "comparison"),
         figures.Make(spec, change->now, ""),
         cause == nullptr ? texts.Get("report.analysis.everywhere") : CauseText(*cause, casebook),
         cause == nullptr ? Cell(std::string("–")) : Cell(found.at("explained")),
         cause == nullptr ? Cell(std::string("–")) : Cell(found.at("share")),
         figures.Count(change->now.n)});
  }
  return table;
}

void RememberMoved(const ExplainedChange& change, const analysis::MovedSegment& moved,
                   Casebook* casebook) {
  casebook->Remember(FiguresOf(change, moved, casebook->figures()));
  casebook->Remember(
      analysis::FindMoved(*change.metric, change.measure, moved,
                          static_cast<double>(change.now.n + change.before.n)),
      casebook->texts().Get("report.analysis.found_moved",
                            {{"metric", casebook->NameOf(*change.metric)},
                             {"what", PartText(moved.dimensions, moved.element.keys,
                                               casebook->labels(), casebook->texts())}}));
}

Blocks MovedParts(const CauseBlock& block, const std::vector<ExplainedChange>& changes,
                  const std::string& section, Casebook* casebook) {
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
    RememberMoved(*change, *moved, casebook);
    blocks.emplace_back(casebook->sentences().TellMoved(
        *change, *moved,
        fmt::format("{}/moved/{}/{}", section, change->metric->id,
                    WhereOf(moved->dimensions, moved->element.keys))));
  }
  if (block.moved > 0) SayThatThereAreMore(*casebook, all.size(), blocks.size(), &blocks);
  return blocks;
}

Blocks CauseCharts(const CauseBlock& block, const Told& told, const Casebook& casebook) {
  Blocks charts;
  for (const ExplainedChange* change : told)
    if (change->told() != nullptr && charts.size() < static_cast<size_t>(block.charts))
      charts.emplace_back(CauseChart(*change, block.id + "_" + change->metric->id,
                                     casebook.context(), casebook.figures(), casebook.labels(),
                                     casebook.texts()));
  return charts;
}

Blocks CausesOf(const Told& told, const std::string& section, Casebook* casebook) {
  Blocks blocks;
  Told everywhere;
  for (const ExplainedChange* change : told) {
    const std::string& metric = change->metric->id;
    casebook->MarkAsExplained(metric);
    if (change->told() == nullptr) {
      everywhere.push_back(change);
      continue;
    }
    casebook->Remember(FiguresOf(*change, casebook->figures()));
    blocks.emplace_back(
        casebook->sentences().TellCause(*change, fmt::format("{}/cause/{}", section, metric)));
    casebook->Remember(change->finding,
                       casebook->texts().Get("report.analysis.found_cause",
                                             {{"metric", casebook->NameOf(*change->metric)},
                                              {"cause", CauseText(*change->told(), *casebook)}}));
  }
  if (!everywhere.empty())
    blocks.emplace_back(
        casebook->sentences().TellEverywhere(everywhere, section + "/cause/everywhere"));
  return blocks;
}

inquiry::CauseRequest RequestOf(const CauseBlock& block, const Casebook& casebook) {
  const AnalysisFrame& frame = casebook.frame();
  inquiry::CauseRequest asked{frame.causes,          false,        block.moved > 0,
                              casebook.is_covered(), frame.events, frame.rows};
  asked.plan.metrics = Or(block.metrics, frame.causes.metrics);
  asked.plan.dimensions = casebook.Shown(std::move(asked.plan.dimensions));
  std::erase_if(asked.plan.metrics,
                [&](const std::string& metric) { return casebook.IsExplained(metric); });
  return asked;
}

}  // namespace

Result<Blocks> Tell(const CauseBlock& block, const std::string& section, Casebook* casebook) {
  if (!casebook->context().comparison)
    return Blocks{Note(*casebook, "report.analysis.no_comparison")};
  const inquiry::CauseRequest asked = RequestOf(block, *casebook);
  if (asked.plan.metrics.empty()) return Blocks{};
  KEBAO_TRY(const std::vector<ExplainedChange> changes,
            inquiry::AskForCauses(casebook->Asked(), casebook->context(), asked));
  Told told;
  for (const ExplainedChange& change : changes)
    if (IsTold(change) && told.size() < static_cast<size_t>(block.limit)) told.push_back(&change);
  Blocks blocks = CausesOf(told, section, casebook);
  SayThatThereAreMore(*casebook, static_cast<size_t>(std::ranges::count_if(changes, IsTold)),
                      told.size(), &blocks);
  std::ranges::move(MovedParts(block, changes, section, casebook), std::back_inserter(blocks));
  std::ranges::move(Events(told, section, *casebook), std::back_inserter(blocks));
  if (blocks.empty()) return Blocks{Note(*casebook, "narrative.cause.none")};
  blocks.emplace_back(Note(*casebook, "report.analysis.interval_note"));
  std::ranges::move(CauseCharts(block, told, *casebook), std::back_inserter(blocks));
  if (block.has_table && !told.empty()) blocks.push_back(CauseTable(block, told, *casebook));
  return blocks;
}

}  // namespace kebao::report
