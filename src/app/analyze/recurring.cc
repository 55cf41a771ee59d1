#include "app/analyze/kinds.h"
#include "app/analyze/known_days.h"
#include "app/analyze/recurring_texts.h"
#include "app/analyze/shown_names.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "inquiry/recurring_inquiry.h"

namespace kebao::app {
namespace {

Result<inquiry::RecurringRequest> RequestOf(const AnalyzeCommand& command, const std::string& pack,
                                            const Setup& setup, const Console& console) {
  inquiry::RecurringRequest request;
  KEBAO_TRY(request.plan, inquiry::LoadRecurringPlan(
                              setup.definitions.UsersOrShipped("analysis", "recurring.yaml")));
  if (!command.metrics.empty()) request.plan.metrics = SplitAtCommas(command.metrics);
  if (!command.dimensions.empty()) {
    const std::vector<std::string> asked = SplitAtCommas(command.dimensions);
    request.plan.breakdowns.clear();
    for (const std::string& dimension : asked) request.plan.breakdowns.push_back({dimension});
    if (asked.size() == 2) request.plan.breakdowns.push_back(asked);
  }
  KEBAO_TRY_VOID(CheckMetrics(request.plan.metrics, pack, setup, console));
  for (const std::vector<std::string>& dimensions : request.plan.breakdowns)
    KEBAO_TRY_VOID(CheckDimensions(dimensions, "--by", setup, console));
  return request;
}

std::vector<std::string> AllDimensions(const inquiry::RecurringPlan& plan) {
  std::vector<std::string> all;
  for (const std::vector<std::string>& dimensions : plan.breakdowns)
    all.insert(all.end(), dimensions.begin(), dimensions.end());
  return all;
}

}  // namespace

Result<ExitStatus> AnalyzeRecurring(const CommandContext& context, const AnalyzeCommand& command,
                                    Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(inquiry::RecurringRequest request,
            RequestOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY(const ShownNames names, ShownNamesFor(command.audience, AllDimensions(request.plan),
                                                  opened.get(), context.console->texts()));
  const auto covered = CoveredBy(opened->session(), names.context);
  if (!covered) return MakeProblem("forecast.history", request.plan.metrics.front());
  request.covered = *covered;
  request.events =
      EventsWithin(opened->session(), names.context, covered->first, names.context.period.limit);
  for (analysis::KnownEvent& event : request.events) event.name = names.shown_text(event.name);
  KEBAO_TRY(const inquiry::RecurringAnswer answer,
            inquiry::AskForRecurring(names.asked, names.context, request));
  if (command.format == "json") {
    context.console->Print(RecurringJson(answer, request, *opened));
  } else {
    PrintRecurring(answer, request, *opened, context.console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
