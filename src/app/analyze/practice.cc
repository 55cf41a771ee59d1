#include <array>

#include "app/analyze/kinds.h"
#include "app/analyze/practice_texts.h"
#include "app/analyze/shown_names.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "inquiry/practice_inquiry.h"

namespace kebao::app {
namespace {

/// Whose way of working can be told apart.
constexpr std::array kCompared = {"agent", "team", "issue_type", "resolved_by", "first_reply_agent",
                                  "queue"};

Result<inquiry::PracticeRequest> RequestOf(const AnalyzeCommand& command, const std::string& pack,
                                           const Setup& setup, const Console& console) {
  inquiry::PracticeRequest request;
  KEBAO_TRY(request.plan, inquiry::LoadPracticePlan(
                              setup.definitions.UsersOrShipped("analysis", "practice.yaml")));
  if (!command.dimensions.empty()) request.by = command.dimensions;
  KEBAO_TRY_VOID(CheckChoice(request.by,
                             std::vector<std::string>(kCompared.begin(), kCompared.end()), "--by"));
  if (!command.metrics.empty()) request.plan.outcomes = SplitAtCommas(command.metrics);
  std::vector<std::string> metrics = request.plan.outcomes;
  for (const inquiry::ComparedMetric& feature : request.plan.features) {
    metrics.push_back(feature.metric);
    if (!feature.per.empty()) metrics.push_back(feature.per);
  }
  if (!request.plan.example_of.empty()) metrics.push_back(request.plan.example_of);
  KEBAO_TRY_VOID(CheckMetrics(metrics, pack, setup, console));
  KEBAO_TRY_VOID(CheckDimensions(request.plan.alike_in, "practice.yaml", setup, console));
  return request;
}

}  // namespace

Result<ExitStatus> AnalyzePractice(const CommandContext& context, const AnalyzeCommand& command,
                                   Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(inquiry::PracticeRequest request,
            RequestOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY(const ShownNames names,
            ShownNamesFor(command.audience, {request.by}, opened.get(), context.console->texts()));
  request.left_out = NobodiesOf(request.by, *opened);
  request.may_show_examples = command.audience.empty();
  KEBAO_TRY(const inquiry::PracticeAnswer answer,
            inquiry::AskForPractice(opened->service(), names.asked, names.context, request));
  if (command.format == "json") {
    context.console->Print(PracticeJson(answer, request.by, *opened));
  } else {
    PrintPractice(answer, request.by, *opened, context.console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
