#include <fmt/format.h>

#include <algorithm>

#include "inquiry/ask_series.h"
#include "report/analysis/series_points.h"
#include "report/analysis/tell.h"

namespace kebao::report {
namespace {

using document::Block;
using document::Chart;
using document::Series;
using metrics::MetricSpec;
using metrics::ResultTable;

constexpr int kDaysBefore = 28;  // of history beside a forecast

/// Known, expected, low, high.
std::array<Series, 4> SeriesOf(const MetricSpec& spec, const Texts& texts) {
  const auto format = FigureMaker::FormatOf(spec);
  std::array<Series, 4> all = {Series{texts.Get("report.analysis.known"), format},
                               Series{texts.Get("report.analysis.expected"), format},
                               Series{texts.Get("report.analysis.low"), format},
                               Series{texts.Get("report.analysis.high"), format}};
  constexpr std::array kRoles = {"current", "forecast", "lower", "upper"};
  for (size_t i = 0; i < all.size(); ++i) all[i].role = kRoles[i];
  return all;
}

void AddPlain(const std::optional<double>& value, const MetricSpec& spec,
              const FigureMaker& figures, Series* series) {
  if (!value) return AddGap(series);
  AddPoint(figures.Make(spec, Plain(*value), "found: forecast"), series);
}

/// The last days that are known, then what is expected of each, with its interval.
Result<Block> ForecastChart(const std::string& id, const inquiry::MetricForecast& made,
                            Casebook* casebook) {
  const MetricSpec& spec = *made.metric;
  const Texts& texts = casebook->texts();
  const FigureMaker& figures = casebook->figures();
  const LocalDay limit{made.first.days - static_cast<int32_t>(made.skipped)};
  const LocalDay first =
      std::max(casebook->frame().covered->first, LocalDay{limit.days - kDaysBefore});
  KEBAO_TRY(const ResultTable answer,
            inquiry::AskSeries(casebook->Asked(), casebook->context(),
                               {{spec.id}, {}, metrics::Grain::kDay, false}, first, limit));
  Chart chart;
  chart.id = id;
  chart.kind = Chart::Kind::kForecast;
  chart.title = texts.Get("report.analysis.forecast_chart", {{"metric", casebook->NameOf(spec)}});
  chart.category_title = casebook->labels().GrainName(metrics::Grain::kDay);
  auto [known, expected, low, high] = SeriesOf(spec, texts);
  for (const metrics::Row& row : answer.rows) {
    if (row.is_total || !row.bucket_day) continue;
    chart.categories.push_back(casebook->labels().Bucket(row, metrics::Grain::kDay));
    AddPoint(figures.Make(spec, row.values[0], ""), &known);
    for (Series* series : {&expected, &low, &high}) AddGap(series);
  }
  const auto& points = made.forecast.points;
  for (size_t i = made.skipped; i < points.size(); ++i) {
    chart.categories.push_back(
        FormatDay({made.first.days + static_cast<int32_t>(i - made.skipped)}));
    AddGap(&known);
    AddPlain(points[i].mean, spec, figures, &expected);
    AddPlain(points[i].low95, spec, figures, &low);
    AddPlain(points[i].high95, spec, figures, &high);
  }
  for (Series* series : {&known, &expected, &low, &high})
    chart.series.push_back(std::move(*series));
  chart.provenance = {spec.id, casebook->context().pack,
                      fmt::format("period={}; by=forecast", casebook->context().period.id)};
  return chart;
}

}  // namespace

Result<Blocks> Tell(const ForecastBlock& block, const std::string& section, Casebook* casebook) {
  const AnalysisFrame& frame = casebook->frame();
  if (!frame.covered) return Blocks{Note(*casebook, "report.analysis.no_data")};
  const metrics::QueryContext next = casebook->ContextOfNext();
  Blocks blocks;
  for (const std::string& metric : block.metrics) {
    const auto made = inquiry::AskForForecast(casebook->Asked(), next, metric, metrics::Grain::kDay,
                                              frame.alike_days, *frame.covered);
    if (!made && made.error().code.starts_with("forecast.")) {
      KEBAO_TRY(const MetricSpec* spec, casebook->figures().Spec(metric));
      blocks.emplace_back(
          Note(*casebook, "report.analysis.no_forecast", {{"metric", casebook->NameOf(*spec)}}));
      continue;
    }
    if (!made) return std::unexpected(made.error());
    const FoundFigures found = FiguresOf(*made, casebook->figures());
    if (found.empty()) continue;
    casebook->Remember(found);
    blocks.emplace_back(casebook->sentences().TellForecast(
        *made, casebook->NameOfNext(), fmt::format("{}/forecast/{}", section, metric)));
    KEBAO_TRY(blocks.emplace_back(), ForecastChart(block.id + "_" + metric, *made, casebook));
  }
  return blocks;
}

}  // namespace kebao::report
