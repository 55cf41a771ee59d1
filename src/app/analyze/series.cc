#include <array>

#include "app/analyze/kinds.h"
#include "app/analyze/known_days.h"
#include "app/analyze/series_texts.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "inquiry/series_plan.h"

namespace kebao::app {
namespace {

using inquiry::CoveredDays;
using metrics::Grain;

/// catalog/analysis/series.yaml, over it what was asked for.
struct SeriesPlan {
  std::vector<std::string> metrics;
  std::vector<std::string> dimensions;
  std::vector<std::string> named_kinds;
  Grain grain = Grain::kDay;
};

Result<Grain> GrainOf(const AnalyzeCommand& command) {
  const std::string fallback = command.kind == "trend" ? "week" : "day";
  const std::string other = command.kind == "trend"      ? "day"
                            : command.kind == "forecast" ? "hour"
                                                         : fallback;
  const std::string name = command.grain.empty() ? fallback : command.grain;
  KEBAO_TRY_VOID(CheckChoice(name, std::array<std::string, 2>{fallback, other}, "--grain"));
  if (name == "hour") return Grain::kHour;
  return name == "week" ? Grain::kWeek : Grain::kDay;
}

Result<SeriesPlan> PlanOf(const AnalyzeCommand& command, const std::string& pack,
                          const Setup& setup, const Console& console) {
  SeriesPlan plan;
  KEBAO_TRY(plan.grain, GrainOf(command));
  KEBAO_TRY(inquiry::SeriesPlan usual,
            inquiry::LoadSeriesPlan(setup.definitions.UsersOrShipped("analysis", "series.yaml")));
  plan.named_kinds = std::move(usual.named_kinds);
  if (command.kind == "trend") plan.metrics = std::move(usual.trend_metrics);
  if (command.kind == "anomaly") {
    plan.metrics = std::move(usual.anomaly_metrics);
    plan.dimensions = std::move(usual.anomaly_dimensions);
  }
  if (!command.metrics.empty()) plan.metrics = SplitAtCommas(command.metrics);
  if (!command.dimensions.empty()) plan.dimensions = SplitAtCommas(command.dimensions);
  if (plan.metrics.empty()) plan.metrics = {"conversations"};
  KEBAO_TRY_VOID(CheckMetrics(plan.metrics, pack, setup, console));
  KEBAO_TRY_VOID(CheckDimensions(plan.dimensions, "--by", setup, console));
  return plan;
}

Result<void> Trend(const MetricSession& opened, const SeriesPlan& plan, CoveredDays covered,
                   bool is_json, Console* console) {
  KEBAO_TRY(const auto trends, inquiry::AskForTrends(opened.service(), opened.context(),
                                                     plan.metrics, plan.grain, covered));
  if (is_json) {
    console->Print(TrendsJson(trends, plan.grain, opened));
  } else {
    PrintTrends(trends, plan.grain, opened, console);
  }
  return {};
}

Result<void> Anomaly(const MetricSession& opened, const SeriesPlan& plan, CoveredDays covered,
                     bool is_json, Console* console) {
  KEBAO_TRY(
      const auto unusual,
      inquiry::AskForAnomalies(opened.service(), opened.context(), plan.metrics, plan.dimensions,
                               NamedDaysOf(opened.session(), opened.context(), plan.named_kinds,
                                           DaysOfEvent::kEachItsOwn),
                               covered));
  if (is_json) {
    console->Print(AnomaliesJson(unusual, opened));
  } else {
    PrintAnomalies(unusual, opened, console);
  }
  return {};
}

Result<void> Forecast(const MetricSession& opened, const SeriesPlan& plan, CoveredDays covered,
                      bool is_json, Console* console) {
  std::vector<inquiry::MetricForecast> forecasts;
  for (const std::string& metric : plan.metrics) {
    KEBAO_TRY(forecasts.emplace_back(),
              inquiry::AskForForecast(opened.service(), opened.context(), metric, plan.grain,
                                      NamedDaysOf(opened.session(), opened.context(),
                                                  plan.named_kinds, DaysOfEvent::kAlike),
                                      covered));
    if (!is_json) PrintForecast(forecasts.back(), opened, console);
  }
  if (is_json) console->Print(ForecastsJson(forecasts, opened));
  return {};
}

}  // namespace

Result<ExitStatus> AnalyzeSeries(const CommandContext& context, const AnalyzeCommand& command,
                                 Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(const SeriesPlan plan, PlanOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  const auto covered = CoveredBy(opened->session(), opened->context());
  if (!covered) return MakeProblem("forecast.history", plan.metrics.front());
  const auto analyse = command.kind == "trend"     ? Trend
                       : command.kind == "anomaly" ? Anomaly
                                                   : Forecast;
  KEBAO_TRY_VOID(analyse(*opened, plan, *covered, command.format == "json", context.console));
  return ExitStatus::kDone;
}

}  // namespace kebao::app
