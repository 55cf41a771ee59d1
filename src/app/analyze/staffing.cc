#include "app/analyze/kinds.h"
#include "app/analyze/known_days.h"
#include "app/analyze/staffing_texts.h"
#include "app/metric_session.h"
#include "inquiry/series_plan.h"
#include "inquiry/staffing_inquiry.h"

namespace kebao::app {
Result<ExitStatus> AnalyzeStaffing(const CommandContext& context, const AnalyzeCommand& command,
                                   Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(const inquiry::SeriesPlan series,
            inquiry::LoadSeriesPlan(setup.definitions.UsersOrShipped("analysis", "series.yaml")));
  KEBAO_TRY(
      const inquiry::StaffingPlan plan,
      inquiry::LoadStaffingPlan(setup.definitions.UsersOrShipped("analysis", "staffing.yaml")));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  const auto covered = CoveredBy(opened->session(), opened->context());
  if (!covered) return MakeProblem("forecast.history", "conversations");
  KEBAO_TRY(const inquiry::StaffingAnswer answer,
            inquiry::AskForStaffing(opened->service(), opened->context(), plan,
                                    NamedDaysOf(opened->session(), opened->context(),
                                                series.named_kinds, DaysOfEvent::kAlike),
                                    *covered));
  if (command.format == "json") {
    context.console->Print(StaffingJson(answer, plan, *opened));
  } else {
    PrintStaffing(answer, plan, *opened, context.console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
