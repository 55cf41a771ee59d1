#include "app/analyze/series_texts.h"

#include <fmt/format.h>

#include "app/text_table.h"
#include "base/number_format.h"
#include "report/figures.h"
#include "report/labels.h"

namespace kebao::app {
namespace {

using metrics::MetricSpec;
using report::FigureMaker;

class SeriesPrinter {
 public:
  SeriesPrinter(const MetricSession& opened, Console* console)
      : figures_(opened.catalog(), console->texts(), opened.context(),
                 opened.session().settings().currency.value),
        labels_(opened.catalog(), console->texts(), opened.context().zone),
        numbers_(console->texts()),
        console_(*console) {}

  std::string Text(const char* key, const TextArguments& arguments = {}) const {
    return console_.Text(std::string("cli.analyze.") + key, arguments);
  }
  std::string Name(const MetricSpec& metric) const {
    return metric.name.In(console_.texts().language());
  }
  /// An estimate: counts are told with one place where they are small.
  std::string Value(const MetricSpec& metric, double value) const {
    return figures_.Format(FigureMaker::FormatOf(metric), value);
  }
  std::string Size(const MetricSpec& metric, double difference) const {
    const auto format = FigureMaker::DifferenceFormatOf(metric);
    const bool is_small = format == document::NumberFormat::kInteger && std::abs(difference) < 10;
    const std::string size = is_small ? numbers_.Decimal(std::abs(difference), 1)
                                      : figures_.FormatSize(format, difference);
    return (difference < 0 ? "-" : "+") + size;
  }
  std::string Subject(const analysis::Subject& subject) const {
    if (subject.dimension.empty()) return Text("everything");
    return fmt::format("{}: {}", labels_.Dimension(subject.dimension).value_or(subject.dimension),
                       labels_.Value(subject.dimension, subject.key));
  }
  const NumberFormatter& numbers() const { return numbers_; }
  void Print(const std::string& line) const { console_.Print(line); }

 private:
  const FigureMaker figures_;
  const report::Labels labels_;
  const NumberFormatter numbers_;
  Console& console_;
};

const char* DirectionKey(const analysis::Direction& direction) {
  switch (direction.outcome) {
    case analysis::Direction::Outcome::kUp:
      return "trend_up";
    case analysis::Direction::Outcome::kDown:
      return "trend_down";
    case analysis::Direction::Outcome::kNoise:
      return "trend_noise";
    case analysis::Direction::Outcome::kTooFew:
      break;
  }
  return "trend_too_few";
}

void PrintTrend(const inquiry::MetricTrend& trend, const std::string& step,
                const SeriesPrinter& printer) {
  const MetricSpec& metric = *trend.metric;
  const analysis::Direction& direction = trend.direction;
  const auto bound = [&](const std::optional<double>& value) {
    return value ? printer.Size(metric, *value) : printer.numbers().Missing();
  };
  printer.Print(
      printer.Text(DirectionKey(direction), {{"metric", printer.Name(metric)},
                                             {"start", printer.Value(metric, direction.start)},
                                             {"end", printer.Value(metric, direction.end)},
                                             {"slope", printer.Size(metric, direction.slope)},
                                             {"low", bound(direction.low)},
                                             {"high", bound(direction.high)},
                                             {"n", std::to_string(direction.n)},
                                             {"step", step}}));
  for (const analysis::ChangePoint& change : trend.changes)
    printer.Print("  " +
                  printer.Text("level_changed", {{"day", FormatDay(trend.points[change.at].day)},
                                                 {"before", printer.Value(metric, change.before)},
                                                 {"after", printer.Value(metric, change.after)},
                                                 {"low", bound(change.difference.low)},
                                                 {"high", bound(change.difference.high)}}));
  if (trend.rhythm.is_beyond_noise)
    printer.Print("  " + printer.Text("rhythm", {{"strength", printer.numbers().Percent(
                                                                  trend.rhythm.strength, 0)}}));
}

std::string MethodOf(const analysis::forecast::Forecast& forecast) {
  std::string names;
  for (const analysis::forecast::CandidateScore& candidate : forecast.candidates)
    if (candidate.weight > 0) names += (names.empty() ? "" : " + ") + candidate.name;
  return names;
}

void PrintBacktest(const inquiry::MetricForecast& made, const SeriesPrinter& printer) {
  const analysis::forecast::Backtest& test = made.forecast.backtest;
  if (test.origins == 0) return printer.Print(printer.Text("no_backtest"));
  printer.Print(printer.Text(
      "backtest", {{"origins", std::to_string(test.origins)},
                   {"window", std::to_string(test.window)},
                   {"smape", printer.numbers().Decimal(test.smape, 1)},
                   {"mase", printer.numbers().Decimal(test.mase, 2)},
                   {"naive", printer.numbers().Decimal(test.mase_of_seasonal_naive, 2)}}));
}

void PrintEffects(const inquiry::MetricForecast& made, const SeriesPrinter& printer) {
  for (const analysis::forecast::RegressorEffect& effect : made.forecast.regressors) {
    const std::string size = effect.is_relative ? printer.numbers().PercentChange(effect.effect)
                                                : printer.Size(*made.metric, effect.effect);
    if (effect.is_used)
      printer.Print("  " + printer.Text("effect", {{"event", effect.name}, {"effect", size}}));
  }
}

}  // namespace

std::string BucketOf(const inquiry::MetricForecast& made, size_t step) {
  const auto per_day = static_cast<size_t>(made.steps_per_day);
  const LocalDay day{made.first.days + static_cast<int32_t>(step / per_day)};
  if (per_day == 1) return FormatDay(day);
  return fmt::format("{} {:02}:00", FormatDay(day), step % per_day);
}

void PrintTrends(const std::vector<inquiry::MetricTrend>& trends, metrics::Grain grain,
                 const MetricSession& opened, Console* console) {
  const SeriesPrinter printer(opened, console);
  if (trends.empty()) return printer.Print(printer.Text("nothing"));
  const std::string step = printer.Text(grain == metrics::Grain::kDay ? "step_day" : "step_week");
  for (const inquiry::MetricTrend& trend : trends) PrintTrend(trend, step, printer);
}

void PrintAnomalies(const inquiry::UnusualDays& unusual, const MetricSession& opened,
                    Console* console) {
  const SeriesPrinter printer(opened, console);
  const std::string scanned = printer.numbers().Integer(static_cast<int64_t>(unusual.scanned));
  if (unusual.days.empty()) {
    printer.Print(printer.Text(unusual.scanned == 0 ? "nothing_scanned" : "nothing_unusual",
                               {{"scanned", scanned}}));
  } else {
    TextTable table({printer.Text("column_day"), printer.Text("column_metric"),
                     printer.Text("column_of"), printer.Text("column_value"),
                     printer.Text("column_expected"), "n", "q"});
    for (const inquiry::UnusualDay& day : unusual.days) {
      const MetricSpec& metric = *day.metric;
      table.AddRow({FormatDay(day.day), printer.Name(metric), printer.Subject(day.subject),
                    printer.Value(metric, day.anomaly.value),
                    printer.Text("expected_range",
                                 {{"expected", printer.Value(metric, day.anomaly.expected)},
                                  {"low", printer.Value(metric, day.anomaly.low)},
                                  {"high", printer.Value(metric, day.anomaly.high)}}),
                    printer.numbers().Integer(static_cast<int64_t>(day.anomaly.n)),
                    fmt::format("{:.2g}", day.anomaly.q)});
    }
    printer.Print(table.Render());
    printer.Print(printer.Text("false_alarms", {{"scanned", scanned}}));
  }
  if (unusual.too_short > 0)
    printer.Print(printer.Text("too_short", {{"count", std::to_string(unusual.too_short)}}));
}

void PrintForecast(const inquiry::MetricForecast& made, const MetricSession& opened,
                   Console* console) {
  const SeriesPrinter printer(opened, console);
  const MetricSpec& metric = *made.metric;
  printer.Print(printer.Text(
      "forecast", {{"metric", printer.Name(metric)},
                   {"period", opened.context().period.id},
                   {"method", MethodOf(made.forecast)},
                   {"history", printer.numbers().Integer(static_cast<int64_t>(made.history))}}));
  PrintBacktest(made, printer);
  PrintEffects(made, printer);
  TextTable table({printer.Text("column_day"), printer.Text("column_expected"),
                   printer.Text("column_low"), printer.Text("column_high")});
  for (size_t i = made.skipped; i < made.forecast.points.size(); ++i) {
    const analysis::forecast::ForecastPoint& point = made.forecast.points[i];
    const auto bound = [&](const std::optional<double>& value) {
      return value ? printer.Value(metric, *value) : printer.numbers().Missing();
    };
    table.AddRow({BucketOf(made, i - made.skipped), printer.Value(metric, point.mean),
                  bound(point.low95), bound(point.high95)});
  }
  printer.Print(table.Render());
}

}  // namespace kebao::app
