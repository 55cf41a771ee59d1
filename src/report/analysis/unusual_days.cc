#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "inquiry/ask_series.h"
#include "report/analysis/series_points.h"
#include "report/analysis/tell.h"

namespace kebao::report {
namespace {

using document::Block;
using document::Chart;
using document::Series;
using document::Table;
using inquiry::UnusualDay;
using metrics::MetricSpec;
using metrics::ResultTable;

Block UnusualTable(const UnusualBlock& block, const std::vector<UnusualDay>& days,
                   const Casebook& casebook) {
  const Texts& texts = casebook.texts();
  using enum document::NumberFormat;
  Table table;
  table.id = block.id;
  table.title = texts.Get("report.analysis.unusual_table");
  table.columns = {{"day", texts.Get("report.grain.day")},
                   {"metric", texts.Get("report.metric")},
                   {"of", texts.Get("report.analysis.of")},
                   {"value", texts.Get("report.this_period"), kDecimal2},
                   {"expected", texts.Get("report.analysis.expected"), kDecimal2},
                   {"low", texts.Get("report.analysis.low"), kDecimal2},
                   {"high", texts.Get("report.analysis.high"), kDecimal2}};
  for (const UnusualDay& day : days) {
    const FoundFigures found = FiguresOf(day, casebook.figures());
    table.rows.push_back({FormatDay(day.day), casebook.NameOf(*day.metric),
                          day.subject.dimension.empty()
                              ? texts.Get("report.analysis.everything")
                              : casebook.labels().Value(day.subject.dimension, day.subject.key),
                          found.at("value"), found.at("expected"), found.at("low"),
                          found.at("high")});
  }
  return table;
}

/// The days of the period of a metric as a whole, those that are unusual marked.
Result<Block> ControlChart(const std::string& id, const MetricSpec& spec,
                           const std::vector<UnusualDay>& days, Casebook* casebook) {
  const metrics::QueryContext& context = casebook->context();
  KEBAO_TRY(
      const ResultTable answer,
      inquiry::AskSeries(casebook->Asked(), context, {{spec.id}, {}, metrics::Grain::kDay, false},
                         context.period.first, context.period.limit));
  Chart chart;
  chart.id = id + "_" + spec.id;
  chart.kind = Chart::Kind::kControl;
  chart.title =
      casebook->texts().Get("report.analysis.control_chart", {{"metric", casebook->NameOf(spec)}});
  chart.category_title = casebook->labels().GrainName(metrics::Grain::kDay);
  Series current{casebook->NameOf(spec), FigureMaker::FormatOf(spec)};
  current.role = "current";
  for (const metrics::Row& row : answer.rows) {
    if (row.is_total || !row.bucket_day) continue;
    for (const UnusualDay& day : days)
      if (day.metric == &spec && day.subject.dimension.empty() && day.day == *row.bucket_day)
        chart.marks.push_back({chart.categories.size(), FormatDay(day.day).substr(5)});
    chart.categories.push_back(casebook->labels().Bucket(row, metrics::Grain::kDay));
    AddPoint(casebook->figures().Make(spec, row.values[0], ""), &current);
  }
  chart.series.push_back(std::move(current));
  if (spec.polarity != metrics::Polarity::kNone)
    chart.up_is_good = spec.polarity == metrics::Polarity::kUp;
  chart.provenance = {spec.id, context.pack, fmt::format("period={}; by=day", context.period.id)};
  return chart;
}

/// Of each metric and part once; the table has them all.
Blocks Sentences(const UnusualBlock& block, const std::string& section,
                 const std::vector<UnusualDay>& days, Casebook* casebook) {
  Blocks blocks;
  std::set<std::string> told_of;
  for (const UnusualDay& day : days) {
    if (blocks.size() == static_cast<size_t>(block.limit)) break;
    if (!told_of.insert(day.metric->id + ValueId(day.subject.dimension, day.subject.key)).second)
      continue;
    std::string id = fmt::format("{}/unusual/{}/{}", section, day.metric->id, FormatDay(day.day));
    if (!day.subject.dimension.empty()) id += "/" + ValueId(day.subject.dimension, day.subject.key);
    casebook->Remember(FiguresOf(day, casebook->figures()));
    document::Paragraph told = casebook->sentences().TellUnusual(day, std::move(id));
    casebook->Remember(day.finding, told.text);
    blocks.emplace_back(std::move(told));
  }
  if (!block.has_table) SayThatThereAreMore(*casebook, days.size(), blocks.size(), &blocks);
  return blocks;
}

}  // namespace

Result<Blocks> Tell(const UnusualBlock& block, const std::string& section, Casebook* casebook) {
  const AnalysisFrame& frame = casebook->frame();
  if (!frame.covered) return Blocks{Note(*casebook, "report.analysis.no_data")};
  KEBAO_TRY(const inquiry::UnusualDays unusual,
            inquiry::AskForAnomalies(
                casebook->Asked(), casebook->context(), Or(block.metrics, frame.unusual_metrics),
                casebook->Shown(Or(block.dimensions, frame.unusual_dimensions)), frame.single_days,
                *frame.covered));
  Blocks blocks = Sentences(block, section, unusual.days, casebook);
  const auto whole = std::ranges::find_if(
      unusual.days, [](const UnusualDay& day) { return day.subject.dimension.empty(); });
  if (whole != unusual.days.end()) {
    KEBAO_TRY(blocks.emplace_back(),
              ControlChart(block.id, *whole->metric, unusual.days, casebook));
  }
  if (unusual.days.empty()) {
    blocks.emplace_back(Note(*casebook, unusual.scanned == 0 ? "report.analysis.nothing_scanned"
                                                             : "narrative.unusual.none"));
  } else if (block.has_table) {
    blocks.push_back(UnusualTable(block, unusual.days, *casebook));
  }
  return blocks;
}

}  // namespace kebao::report
