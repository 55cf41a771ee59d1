#include "app/report_analysis.h"

#include <algorithm>

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
  frame.alike_days = NamedDaysOf(session, context, series.named_kinds, DaysOfEvent::kAlike);
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
  KEBAO_TRY(frame.playbook, PlaybookOf(definitions));
  return frame;
}

}  // namespace kebao::app
