#include "app/analyze/kinds.h"
#include "app/analyze/known_days.h"
#include "app/analyze/roster_texts.h"
#include "app/analyze/shown_names.h"
#include "app/analyze/staffing_texts.h"
#include "app/metric_session.h"
#include "inquiry/roster_inquiry.h"
#include "inquiry/series_plan.h"
#include "inquiry/staffing_inquiry.h"

namespace kebao::app {
namespace {

struct AskedStaffing {
  inquiry::StaffingPlan plan;
  std::unique_ptr<MetricSession> opened;
  inquiry::CoveredDays covered;
  inquiry::StaffingAnswer answer;
};

Result<AskedStaffing> AskStaffing(const CommandContext& context, Setup setup,
                                  metrics::QueryContext question) {
  AskedStaffing asked;
  KEBAO_TRY(const inquiry::SeriesPlan series,
            inquiry::LoadSeriesPlan(setup.definitions.UsersOrShipped("analysis", "series.yaml")));
  KEBAO_TRY(asked.plan, inquiry::LoadStaffingPlan(
                            setup.definitions.UsersOrShipped("analysis", "staffing.yaml")));
  KEBAO_TRY(asked.opened, MetricSession::Open(context, std::move(setup), std::move(question)));
  const MetricSession& opened = *asked.opened;
  const auto covered = CoveredBy(opened.session(), opened.context());
  if (!covered) return MakeProblem("forecast.history", "conversations");
  asked.covered = *covered;
  KEBAO_TRY(asked.answer,
            inquiry::AskForStaffing(opened.service(), opened.context(), asked.plan,
                                    NamedDaysOf(opened.session(), opened.context(),
                                                series.named_kinds, DaysOfEvent::kAlike),
                                    *covered));
  return asked;
}

/// What is imported must carry the agents' own ids.
Result<void> CheckCsv(const AnalyzeCommand& command) {
  if (command.format != "csv" || command.audience.empty()) return {};
  return MakeProblem("cli.analyze_no_audience", "--audience", {{"kind", "roster --format csv"}});
}

}  // namespace

Result<ExitStatus> AnalyzeStaffing(const CommandContext& context, const AnalyzeCommand& command,
                                   Setup setup, metrics::QueryContext question) {
  KEBAO_TRY(const AskedStaffing asked, AskStaffing(context, std::move(setup), std::move(question)));
  if (command.format == "json") {
    context.console->Print(StaffingJson(asked.answer, asked.plan, *asked.opened));
  } else {
    PrintStaffing(asked.answer, asked.plan, *asked.opened, context.console);
  }
  return ExitStatus::kDone;
}

Result<ExitStatus> AnalyzeRoster(const CommandContext& context, const AnalyzeCommand& command,
                                 Setup setup, metrics::QueryContext question) {
  KEBAO_TRY_VOID(CheckCsv(command));
  KEBAO_TRY(const inquiry::RosterPlan plan,
            inquiry::LoadRosterPlan(setup.definitions.UsersOrShipped("analysis", "roster.yaml")));
  KEBAO_TRY(const AskedStaffing asked, AskStaffing(context, std::move(setup), std::move(question)));
  MetricSession& opened = *asked.opened;
  KEBAO_TRY(const ShownNames names,
            ShownNamesFor(command.audience, {"agent"}, &opened, context.console->texts()));
  KEBAO_TRY(inquiry::ProposedRoster proposed,
            inquiry::AskForRoster(
                {opened.service(), names.asked, opened.context(), NobodiesOf("agent", opened)},
                asked.answer, plan, asked.covered));
  if (!command.audience.empty()) proposed.unknown.clear();
  if (command.format == "csv") {
    context.console->Print(RosterCsv(proposed, opened, context.console->texts()));
  } else if (command.format == "json") {
    context.console->Print(RosterJson(proposed, opened));
  } else {
    const auto& costs = asked.answer.costs;
    PrintRoster(
        proposed,
        {plan.shrinkage, asked.answer.history_days, costs ? costs->per_shift_hour : std::nullopt},
        opened, context.console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
