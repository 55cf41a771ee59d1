#include <fmt/format.h>

#include <algorithm>

#include "analysis/compare.h"
#include "inquiry/ask_series.h"
#include "report/analyst.h"

namespace kebao::report {

using document::Block;
using document::Cell;
using document::Chart;
using document::Series;
using document::Table;
using inquiry::UnusualDay;
using metrics::MetricSpec;
using metrics::QueryContext;
using metrics::ResultTable;
using metrics::Value;

namespace {

constexpr int kDaysBefore = 28;  // of history beside a forecast

void AddPoint(const document::Figure& figure, Series* series) {
  series->values.push_back(figure.raw);
  series->texts.push_back(figure.text);
  series->incomplete.push_back(!figure.is_complete);
}

/// A day without a value.
void AddGap(Series* series) {
  series->values.emplace_back();
  series->texts.emplace_back("–");
  series->incomplete.push_back(false);
}

Value Plain(double value) {
  Value plain;
  plain.value = value;
  return plain;
}

}  // namespace

Block Analyst::UnusualTable(const UnusualBlock& block, const std::vector<UnusualDay>& days) const {
  const Texts& texts = sources_.texts;
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
    const FoundFigures found = FiguresOf(day, figures_);
    table.rows.push_back(
        {FormatDay(day.day), Name(*day.metric),
         day.subject.dimension.empty() ? texts.Get("report.analysis.everything")
                                       : labels_.Value(day.subject.dimension, day.subject.key),
         found.at("value"), found.at("expected"), found.at("low"), found.at("high")});
  }
  return table;
}

/// The days of the period of a metric as a whole, those that are unusual marked.
Result<Block> Analyst::ControlChart(const std::string& id, const UnusualDay& first,
                                    const std::vector<UnusualDay>& days) {
  const MetricSpec& spec = *first.metric;
  const metrics::QueryContext& context = request_.context;
  KEBAO_TRY(const ResultTable answer,
            inquiry::AskSeries(Asked(), context, {{spec.id}, {}, metrics::Grain::kDay, false},
                               context.period.first, context.period.limit));
  Chart chart;
  chart.id = id + "_" + spec.id;
  chart.kind = Chart::Kind::kControl;
  chart.title = sources_.texts.Get("report.analysis.control_chart", {{"metric", Name(spec)}});
  chart.category_title = labels_.GrainName(metrics::Grain::kDay);
  Series current{Name(spec), FigureMaker::FormatOf(spec)};
  current.role = "current";
  for (const metrics::Row& row : answer.rows) {
    if (row.is_total || !row.bucket_day) continue;
    for (const UnusualDay& day : days)
      if (day.metric == &spec && day.subject.dimension.empty() && day.day == *row.bucket_day)
        chart.marks.push_back({chart.categories.size(), FormatDay(day.day).substr(5)});
    chart.categories.push_back(labels_.Bucket(row, metrics::Grain::kDay));
    AddPoint(figures_.Make(spec, row.values[0], ""), &current);
  }
  chart.series.push_back(std::move(current));
  if (spec.polarity != metrics::Polarity::kNone)
    chart.up_is_good = spec.polarity == metrics::Polarity::kUp;
  chart.provenance = {spec.id, context.pack, fmt::format("period={}; by=day", context.period.id)};
  return chart;
}

/// The last days that are known, then what is expected of each, with its interval.
Result<Block> Analyst::ForecastChart(const std::string& id, const inquiry::MetricForecast& made) {
  const MetricSpec& spec = *made.metric;
  const LocalDay limit{made.first.days - static_cast<int32_t>(made.skipped)};
  const LocalDay first =
      std::max(sources_.analysis.covered->first, LocalDay{limit.days - kDaysBefore});
  KEBAO_TRY(const ResultTable answer,
            inquiry::AskSeries(Asked(), request_.context,
                               {{spec.id}, {}, metrics::Grain::kDay, false}, first, limit));
  const Texts& texts = sources_.texts;
  Chart chart;
  chart.id = id;
  chart.kind = Chart::Kind::kForecast;
  chart.title = texts.Get("report.analysis.forecast_chart", {{"metric", Name(spec)}});
  chart.category_title = labels_.GrainName(metrics::Grain::kDay);
  const auto format = FigureMaker::FormatOf(spec);
  Series known{texts.Get("report.analysis.known"), format};
  known.role = "current";
  Series expected{texts.Get("report.analysis.expected"), format};
  expected.role = "forecast";
  Series low{texts.Get("report.analysis.low"), format};
  low.role = "lower";
  Series high{texts.Get("report.analysis.high"), format};
  high.role = "upper";
  for (const metrics::Row& row : answer.rows) {
    if (row.is_total || !row.bucket_day) continue;
    chart.categories.push_back(labels_.Bucket(row, metrics::Grain::kDay));
    AddPoint(figures_.Make(spec, row.values[0], ""), &known);
    for (Series* series : {&expected, &low, &high}) AddGap(series);
  }
  const auto& points = made.forecast.points;
  const auto add = [&](const std::optional<double>& value, Series* series) {
    if (!value) return AddGap(series);
    AddPoint(figures_.Make(spec, Plain(*value), "found: forecast"), series);
  };
  for (size_t i = made.skipped; i < points.size(); ++i) {
    chart.categories.push_back(
        FormatDay({made.first.days + static_cast<int32_t>(i - made.skipped)}));
    AddGap(&known);
    add(points[i].mean, &expected);
    add(points[i].low95, &low);
    add(points[i].high95, &high);
  }
  for (Series* series : {&known, &expected, &low, &high})
    chart.series.push_back(std::move(*series));
  chart.provenance = {spec.id, request_.context.pack,
                      fmt::format("period={}; by=forecast", request_.context.period.id)};
  return chart;
}

QueryContext Analyst::ContextOfNext() const {
  QueryContext next = request_.context;
  const metrics::Period& now = request_.context.period;
  const std::string first = FormatDay(now.limit);
  const int days = now.limit.days - now.first.days;
  std::string id;
  if (now.natural == metrics::Grain::kMonth) id = first.substr(0, 7);
  if (now.natural == metrics::Grain::kQuarter)
    id = fmt::format("{}-Q{}", first.substr(0, 4), (std::stoi(first.substr(5, 2)) + 2) / 3);
  if (now.natural == metrics::Grain::kYear) id = first.substr(0, 4);
  const auto named = id.empty() ? std::unexpected(Problem{}) : metrics::ParsePeriod(id);
  next.period =
      named ? *named
            : metrics::Period{first, now.limit, LocalDay{now.limit.days + days}, now.natural};
  next.comparison.reset();
  return next;
}

Result<Analyst::Blocks> Analyst::Forecasts(const ForecastBlock& block, const std::string& section) {
  const AnalysisFrame& frame = sources_.analysis;
  if (!frame.covered) return Blocks{Nothing("report.analysis.no_data")};
  const QueryContext next = ContextOfNext();
  const std::string name = "next." + GrainId(request_.context.period.natural);
  Blocks blocks;
  for (const std::string& metric : block.metrics) {
    const auto made = inquiry::AskForForecast(Asked(), next, metric, metrics::Grain::kDay,
                                              frame.alike_days, *frame.covered);
    if (!made && made.error().code.starts_with("forecast.")) {
      KEBAO_TRY(const MetricSpec* spec, figures_.Spec(metric));
      blocks.emplace_back(Nothing("report.analysis.no_forecast", {{"metric", Name(*spec)}}));
      continue;
    }
    if (!made) return std::unexpected(made.error());
    const FoundFigures found = FiguresOf(*made, figures_);
    if (found.empty()) continue;
    RememberFigures(found);
    blocks.emplace_back(
        sentences_.TellForecast(*made, name, fmt::format("{}/forecast/{}", section, metric)));
    KEBAO_TRY(blocks.emplace_back(), ForecastChart(block.id + "_" + metric, *made));
  }
  return blocks;
}

Result<Analyst::Blocks> Analyst::Suggestions(const SuggestionBlock& block) {
  const Texts& texts = sources_.texts;
  if (!block.metrics.empty() && request_.context.comparison) {
    KEBAO_TRY(
        const std::vector<ResultTable> answers,
        Asked().Answer(request_.context, {{block.metrics, {}, metrics::Grain::kNone, false}}));
    for (size_t column = 0; column < block.metrics.size() && !answers.front().rows.empty();
         ++column) {
      KEBAO_TRY(const MetricSpec* spec, figures_.Spec(block.metrics[column]));
      const auto found =
          analysis::FindChange(*spec, answers.front().rows.front(), column, {true, is_covered_});
      if (found)
        Remember(*found, texts.Get("report.analysis.found_change", {{"metric", Name(*spec)}}));
    }
  }
  Table table;
  table.id = block.id;
  table.title = block.title.In(texts.language());
  table.columns = {{"finding", texts.Get("report.analysis.finding")},
                   {"what", texts.Get("report.analysis.what")},
                   {"who", texts.Get("report.analysis.who")},
                   {"by", texts.Get("report.analysis.by")},
                   {"effect", texts.Get("report.analysis.effect")}};
  std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
    return a.finding.impact > b.finding.impact;
  });
  std::vector<const Suggestion*> given;
  const LocalDay today = request_.context.zone.DayOf(request_.context.report_time);
  for (const Found& found : found_) {
    const Suggestion* one = SuggestionFor(found.finding, sources_.analysis.playbook);
    if (one == nullptr || std::ranges::find(given, one) != given.end()) continue;
    given.push_back(one);
    if (given.size() > static_cast<size_t>(block.limit)) continue;
    table.rows.push_back({found.text, one->what.In(texts.language()), one->who.In(texts.language()),
                          FormatDay({today.days + one->days}), one->effect.In(texts.language())});
  }
  if (table.rows.empty()) return Blocks{Nothing("report.analysis.no_suggestion")};
  if (given.size() > table.rows.size())
    table.note = texts.Get("report.cut", {{"shown", std::to_string(table.rows.size())},
                                          {"count", std::to_string(given.size())}});
  return Blocks{std::move(table)};
}

}  // namespace kebao::report
