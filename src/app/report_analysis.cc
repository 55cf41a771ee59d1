#include "app/report_analysis.h"

#include <algorithm>

#include "app/analyze/calendar_events.h"
#include "app/analyze/known_days.h"
#include "app/analyze/shown_names.h"
#include "inquiry/series_plan.h"
#include "report/build.h"

namespace kebao::app {
namespace {

bool HasAnalysis(const report::Template& spec) {
  return std::ranges::any_of(spec.sections, [](const report::SectionSpec& section) {
    return std::ranges::any_of(section.blocks, [](const report::BlockSpec& block) {
      return std::holds_alternative<report::AnalysisBlock>(block);
    });
  });
}

Result<report::Playbook> PlaybookOf(const Definitions& definitions) {
  report::Playbook playbook;
  for (const auto& folder : definitions.UserFirst("playbook")) {
    KEBAO_TRY(report::Playbook more, report::LoadPlaybook(folder));
    std::ranges::move(more, std::back_inserter(playbook));
  }
  return playbook;
}

using AskRisks = decltype(report::AnalysisFrame::ask_risks);

/// What risks have to know beside the answers.
Result<AskRisks> RiskPort(const Session& session, const metrics::MetricService& service,
                          const metrics::QueryContext& context, const report::AnalysisFrame& frame,
                          const std::vector<std::string>& named_kinds) {
  inquiry::RiskRequest request;
  KEBAO_TRY(request.plan,
            inquiry::LoadRiskPlan(session.definitions().UsersOrShipped("analysis", "risk.yaml")));
  request.staffing = frame.staffing;
  request.covered = *frame.covered;
  metrics::QueryContext ahead = context;
  ahead.period = metrics::NextPeriod(ahead.period);
  request.named_days = NamedDaysOf(session, ahead, named_kinds, DaysOfEvent::kAlike);
  KEBAO_TRY(request.events, CalendarEventsOf(session, ahead));
  const inquiry::PeopleRequest people{frame.people, frame.people_of_load, frame.bots};
  return [&service, request, people](const inquiry::AskedMetrics& asked,
                                     const metrics::QueryContext& of, bool has_people) {
    inquiry::RiskRequest own = request;
    if (has_people) own.people = people;
    return inquiry::AskForRisks(service, asked, of, own);
  };
}

}  // namespace

Result<report::AnalysisFrame> AnalysisFrameOf(const Session& session,
                                              const metrics::MetricService& service,
                                              const engine::Directory& directory,
                                              const metrics::QueryContext& context,
                                              const report::Template& spec) {
  report::AnalysisFrame frame;
  if (!HasAnalysis(spec)) return frame;
  const Definitions& definitions = session.definitions();
  KEBAO_TRY(frame.causes,
            inquiry::LoadCausePlan(definitions.UsersOrShipped("analysis", "cause.yaml")));
  frame.rows = [&service](const metrics::QueryContext& behind, const std::string& metric) {
    return service.RowsOf(behind, metric);
  };
  KEBAO_TRY(inquiry::SeriesPlan series,
            inquiry::LoadSeriesPlan(definitions.UsersOrShipped("analysis", "series.yaml")));
  metrics::QueryContext ahead = context;  // what is forecast is the next period, with its events
  ahead.period = metrics::NextPeriod(ahead.period);
  frame.alike_days = NamedDaysOf(session, ahead, series.named_kinds, DaysOfEvent::kAlike);
  frame.single_days = NamedDaysOf(session, context, series.named_kinds, DaysOfEvent::kEachItsOwn);
  frame.trend_metrics = std::move(series.trend_metrics);
  frame.unusual_metrics = std::move(series.anomaly_metrics);
  frame.unusual_dimensions = std::move(series.anomaly_dimensions);
  if (context.comparison) frame.events = EventsOf(session, context);
  frame.covered = CoveredBy(session, context);
  KEBAO_TRY(frame.people,
            inquiry::LoadPeoplePlan(definitions.UsersOrShipped("analysis", "people.yaml")));
  frame.bots = BotsOf(directory);
  KEBAO_TRY(frame.staffing,
            inquiry::LoadStaffingPlan(definitions.UsersOrShipped("analysis", "staffing.yaml")));
  if (frame.covered)
    frame.ask_staffing = [&service, plan = frame.staffing, days = frame.alike_days,
                          covered = *frame.covered](const metrics::QueryContext& next) {
      return inquiry::AskForStaffing(service, next, plan, days, covered);
    };
  KEBAO_TRY(frame.process,
            inquiry::LoadProcessPlan(definitions.UsersOrShipped("analysis", "process.yaml")));
  KEBAO_TRY(frame.recurring.plan,
            inquiry::LoadRecurringPlan(definitions.UsersOrShipped("analysis", "recurring.yaml")));
  if (frame.covered) {
    frame.recurring.events =
        EventsWithin(session, context, frame.covered->first, context.period.limit);
    KEBAO_TRY(frame.ask_risks, RiskPort(session, service, context, frame, series.named_kinds));
  }
  KEBAO_TRY(frame.playbook, PlaybookOf(definitions));
  return frame;
}

}  // namespace kebao::app
