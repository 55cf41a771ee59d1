#include <fmt/format.h>

#include <charconv>
#include <map>

#include "app/analyze/calendar_events.h"
#include "app/analyze/kinds.h"
#include "app/analyze/known_days.h"
#include "app/analyze/risk_texts.h"
#include "app/analyze/shown_names.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "inquiry/risk_inquiry.h"
#include "inquiry/series_plan.h"

namespace kebao::app {
namespace {

/// "csat_rate=0.85" or "csat_rate=85%".
Result<inquiry::TargetPlan> TargetOf(const std::string& typed) {
  const size_t equals = typed.find('=');
  const auto problem = MakeProblem("cli.number", "--target",
                                   {{"value", typed}, {"wanted", "METRIC=0.85, METRIC=85%"}});
  if (equals == std::string::npos) return problem;
  inquiry::TargetPlan plan;
  plan.metric = typed.substr(0, equals);
  std::string number = typed.substr(equals + 1);
  const double unit = number.ends_with('%') ? 0.01 : 1;
  if (unit != 1) number.pop_back();
  const char* const limit = number.data() + number.size();
  const auto [end, error] = std::from_chars(number.data(), limit, plan.target);
  if (error != std::errc{} || end != limit || !std::isfinite(plan.target)) return problem;
  plan.target *= unit;
  return plan;
}

Result<void> CheckPlan(const inquiry::RiskPlan& plan, const std::string& pack, const Setup& setup,
                       const Console& console) {
  std::vector<std::string> metrics = plan.event_metrics;
  for (const inquiry::TargetPlan& target : plan.targets) {
    metrics.push_back(target.metric);
    for (const metrics::Filter& filter : target.filters)
      KEBAO_TRY_VOID(CheckDimensions({filter.dimension}, "risk.yaml", setup, console));
  }
  if (!plan.topic_metric.empty()) metrics.push_back(plan.topic_metric);
  KEBAO_TRY_VOID(CheckMetrics(metrics, pack, setup, console));
  return CheckDimensions(plan.topic_dimensions, "risk.yaml", setup, console);
}

Result<inquiry::RiskRequest> RequestOf(const AnalyzeCommand& command, const std::string& pack,
                                       const Setup& setup, const Console& console) {
  inquiry::RiskRequest request;
  const Definitions& files = setup.definitions;
  KEBAO_TRY(request.plan, inquiry::LoadRiskPlan(files.UsersOrShipped("analysis", "risk.yaml")));
  KEBAO_TRY(request.staffing,
            inquiry::LoadStaffingPlan(files.UsersOrShipped("analysis", "staffing.yaml")));
  request.people.emplace();
  KEBAO_TRY(request.people->plan,
            inquiry::LoadPeoplePlan(files.UsersOrShipped("analysis", "people.yaml")));
  if (!command.targets.empty()) request.plan.targets.clear();
  for (const std::string& typed : SplitAtCommas(command.targets)) {
    KEBAO_TRY(request.plan.targets.emplace_back(), TargetOf(typed));
  }
  KEBAO_TRY_VOID(CheckPlan(request.plan, pack, setup, console));
  return request;
}

/// Somebody who must not see agents sees the rest.
Result<ShownNames> NamesFor(const AnalyzeCommand& command, inquiry::RiskRequest* request,
                            MetricSession* opened, const Texts& texts) {
  auto names = ShownNamesFor(command.audience, {request->people->by}, opened, texts);
  if (names || names.error().code != "cli.analyze_audience") return names;
  request->people.reset();
  return ShownNamesFor(command.audience, {}, opened, texts);
}

}  // namespace

Result<ExitStatus> AnalyzeRisks(const CommandContext& context, const AnalyzeCommand& command,
                                Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(inquiry::RiskRequest request, RequestOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const inquiry::SeriesPlan series,
            inquiry::LoadSeriesPlan(setup.definitions.UsersOrShipped("analysis", "series.yaml")));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY(ShownNames names, NamesFor(command, &request, opened.get(), context.console->texts()));
  const auto covered = CoveredBy(opened->session(), names.context);
  if (!covered) return MakeProblem("forecast.history", "conversations");
  request.covered = *covered;
  if (request.people) request.people->left_out = NobodiesOf(request.people->by, *opened);
  metrics::QueryContext ahead = names.context;
  ahead.period = metrics::NextPeriod(ahead.period);
  request.named_days =
      NamedDaysOf(opened->session(), ahead, series.named_kinds, DaysOfEvent::kAlike);
  KEBAO_TRY(request.events, CalendarEventsOf(opened->session(), ahead));
  for (analysis::risk::CalendarEvent& event : request.events)
    event.name = names.shown_text(event.name);
  KEBAO_TRY(inquiry::RiskAnswer answer,
            inquiry::AskForRisks(opened->service(), names.asked, names.context, request));
  for (inquiry::TargetRisk& target : answer.targets)
    for (metrics::Filter& filter : target.plan.filters) filter = names.shown_filter(filter);
  if (command.format == "json") {
    context.console->Print(RisksJson(answer, request.plan, *opened));
  } else {
    PrintRisks(answer, request.plan, *opened, context.console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
