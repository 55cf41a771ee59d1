#include "report/analysis/cause_chart.h"

#include <fmt/format.h>

#include "report/narrative/found_figures.h"
#include "report/narrative/vocabulary.h"

namespace kebao::report {
namespace {

using analysis::Cause;
using document::Chart;
using document::Figure;

void AddStep(std::string name, const Figure& figure, Chart* chart) {
  chart->categories.push_back(std::move(name));
  chart->series[0].values.push_back(figure.raw);
  chart->series[0].texts.push_back(figure.text);
  chart->series[0].incomplete.push_back(!figure.is_complete);
}

}  // namespace

std::string PartText(const std::vector<std::string>& dimensions,
                     const std::vector<std::string>& keys, const Labels& labels,
                     const Texts& texts) {
  std::string text;
  for (size_t i = 0; i < dimensions.size(); ++i)
    text += (text.empty() ? "" : texts.Pattern("narrative.cause.cross")) +
            labels.Value(dimensions[i], keys[i]);
  return text;
}

std::string SegmentsText(const Cause& cause, const Labels& labels, const Texts& texts) {
  std::string text;
  for (const analysis::CauseElement& element : cause.elements)
    text += (text.empty() ? "" : texts.Pattern("narrative.list.names")) +
            PartText(cause.dimensions, element.keys, labels, texts);
  return text;
}

Chart CauseChart(const inquiry::ExplainedChange& change, const std::string& id,
                 const metrics::QueryContext& context, const FigureMaker& figures,
                 const Labels& labels, const Texts& texts) {
  const metrics::MetricSpec& spec = *change.metric;
  const FoundFigures found = FiguresOf(change, figures);
  const std::string segments = SegmentsText(*change.told(), labels, texts);
  Chart chart;
  chart.id = id;
  chart.kind = Chart::Kind::kWaterfall;
  chart.title =
      texts.Get("report.analysis.cause_chart", {{"metric", spec.name.In(texts.language())}});
  chart.category_title = texts.Get("report.analysis.step");
  chart.series.push_back({spec.name.In(texts.language()), FigureMaker::FormatOf(spec)});
  AddStep(context.comparison->id, figures.Make(spec, change.before, "comparison"), &chart);
  if (found.contains("rate")) {
    AddStep(texts.Get("report.analysis.own_level", {{"what", segments}}), found.at("rate"), &chart);
    AddStep(texts.Get("report.analysis.weight", {{"what", segments}}), found.at("mix"), &chart);
  } else {
    AddStep(segments, found.at("explained"), &chart);
  }
  AddStep(texts.Get("report.analysis.rest"), found.at("rest"), &chart);
  AddStep(context.period.id, figures.Make(spec, change.now, ""), &chart);
  chart.totals = {0, chart.categories.size() - 1};
  chart.up_is_good = UpIsGood(spec.polarity);
  chart.provenance = {spec.id, context.pack, fmt::format("period={}; by=cause", context.period.id)};
  return chart;
}

}  // namespace kebao::report
