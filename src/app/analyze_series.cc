#include "app/analyze_series.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/data_coverage.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "app/series_texts.h"
#include "base/yaml.h"

namespace kebao::app {
namespace {

using inquiry::CoveredDays;
using metrics::Grain;

constexpr int kYearsOfNamedDays = 4;
constexpr int kDaysOfYear = 366;

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
  KEBAO_TRY(const Yaml root,
            Yaml::Load(setup.definitions.UsersOrShipped("analysis", "series.yaml")));
  KEBAO_TRY_VOID(root.AllowKeys({"trend", "anomaly", "named_days"}));
  KEBAO_TRY(plan.named_kinds, root.At("named_days").AsTextList());
  const Yaml own = root.At(command.kind);
  if (!own.is_null()) {
    KEBAO_TRY(plan.metrics, own.At("metrics").AsTextList());
    KEBAO_TRY(plan.dimensions, own.At("dimensions").AsTextList());
  }
  if (!command.metrics.empty()) plan.metrics = SplitAtCommas(command.metrics);
  if (!command.dimensions.empty()) plan.dimensions = SplitAtCommas(command.dimensions);
  if (plan.metrics.empty()) plan.metrics = {"conversations"};
  KEBAO_TRY_VOID(CheckMetrics(plan.metrics, pack, setup, console));
  KEBAO_TRY_VOID(CheckDimensions(plan.dimensions, "--by", setup, console));
  return plan;
}

/// Nullopt: no data. What is not over at the report time is not covered.
std::optional<CoveredDays> CoveredBy(const MetricSession& opened) {
  const metrics::QueryContext& context = opened.context();
  const auto coverage = CoverageOf(opened.session().warehouse(), context.sources, context.zone,
                                   opened.session().definitions().calendars);
  if (!coverage) return std::nullopt;
  const LocalDay limit = {coverage->last.days + coverage->closed_days_after + 1};
  return CoveredDays{{coverage->first.days - coverage->closed_days_before},
                     std::min(limit, context.zone.DayOf(context.report_time))};
}

/// Whether all days of an event are alike. The first day of a promotion is not like its last, and
/// what is unusual must not be measured by it.
enum class DaysOfEvent { kAlike, kEachItsOwn };

/// The days of known events that are unlike others of their weekday.
std::vector<analysis::NamedDay> NamedDaysOf(const MetricSession& opened,
                                            const std::vector<std::string>& kinds,
                                            DaysOfEvent alike) {
  const metrics::QueryContext& context = opened.context();
  const LocalDay first{context.period.first.days - kYearsOfNamedDays * kDaysOfYear};
  std::vector<analysis::NamedDay> days;
  for (const engine::KnownEvent& event : opened.session().warehouse().KnownEvents(
           {context.zone.StartOf(first), context.zone.StartOf(context.period.limit)})) {
    if (!event.ended_at || std::ranges::find(kinds, event.kind) == kinds.end()) continue;
    const LocalDay last = context.zone.DayOf(Instant{event.ended_at->micros - 1});
    const LocalDay start = context.zone.DayOf(event.started_at);
    for (LocalDay day = start; day <= last; ++day.days) {
      const bool is_own = alike == DaysOfEvent::kEachItsOwn;
      days.push_back(
          {day, is_own ? fmt::format("{} {}", event.title, day.days - start.days + 1) : event.title,
           false});
    }
  }
  return days;
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
  KEBAO_TRY(const auto unusual,
            inquiry::AskForAnomalies(
                opened.service(), opened.context(), plan.metrics, plan.dimensions,
                NamedDaysOf(opened, plan.named_kinds, DaysOfEvent::kEachItsOwn), covered));
  if (is_json) {
    console->Print(AnomaliesJson(unusual, opened));
  } else {
    PrintAnomalies(unusual, opened, console);
  }
  return {};
}

Result<void> Forecast(const MetricSession& opened, const SeriesPlan& plan, CoveredDays covered,
                      bool is_json, Console* console) {
  for (const std::string& metric : plan.metrics) {
    KEBAO_TRY(const auto made,
              inquiry::AskForForecast(opened.service(), opened.context(), metric, plan.grain,
                                      NamedDaysOf(opened, plan.named_kinds, DaysOfEvent::kAlike),
                                      covered));
    if (is_json) {
      console->Print(ForecastJson(made, opened));
    } else {
      PrintForecast(made, opened, console);
    }
  }
  return {};
}

}  // namespace

Result<ExitStatus> AnalyzeSeries(const CommandContext& context, const AnalyzeCommand& command,
                                 Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(const SeriesPlan plan, PlanOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  const auto covered = CoveredBy(*opened);
  if (!covered) return MakeProblem("forecast.history", plan.metrics.front());
  const auto analyse = command.kind == "trend"     ? Trend
                       : command.kind == "anomaly" ? Anomaly
                                                   : Forecast;
  KEBAO_TRY_VOID(analyse(*opened, plan, *covered, command.format == "json", context.console));
  return ExitStatus::kDone;
}

}  // namespace kebao::app
