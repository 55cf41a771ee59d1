#include "app/analyze/kinds.h"
#include "app/analyze/known_days.h"
#include "app/analyze/process_texts.h"
#include "app/analyze/shown_names.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "inquiry/process_inquiry.h"

namespace kebao::app {
namespace {

constexpr const char* kPlan = "process.yaml";

Result<inquiry::ProcessPlan> ProcessPlanOf(const AnalyzeCommand& command, const std::string& pack,
                                           const Setup& setup, const Console& console) {
  KEBAO_TRY(inquiry::ProcessPlan plan,
            inquiry::LoadProcessPlan(setup.definitions.UsersOrShipped("analysis", kPlan)));
  if (!command.dimensions.empty()) {
    plan.bottlenecks.by = SplitAtCommas(command.dimensions);
    KEBAO_TRY_VOID(CheckDimensions(plan.bottlenecks.by, "--by", setup, console));
  }
  KEBAO_TRY_VOID(CheckMetrics(plan.Metrics(), pack, setup, console));
  KEBAO_TRY_VOID(
      CheckDimensions(plan.Dimensions(), "catalog/analysis/process.yaml", setup, console));
  return plan;
}

}  // namespace

Result<ExitStatus> AnalyzeProcess(const CommandContext& context, const AnalyzeCommand& command,
                                  Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(const inquiry::ProcessPlan plan,
            ProcessPlanOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY(const ShownNames names, ShownNamesFor(command.audience, plan.Dimensions(), opened.get(),
                                                  context.console->texts()));
  Console& console = *context.console;
  const auto on_step = [&console](inquiry::ProcessStep step) {
    console.Progress(
        console.Text("cli.process.step", {{"step", std::to_string(static_cast<int>(step) + 1)},
                                          {"steps", std::to_string(inquiry::kProcessSteps)}}));
  };
  KEBAO_TRY(const inquiry::ProcessAnswer answer,
            inquiry::AskForProcess(names.asked, names.context, plan,
                                   CoveredBy(opened->session(), opened->context()), on_step));
  console.EndProgress();
  if (command.format == "json") {
    console.Print(ProcessJson(answer, *opened));
  } else {
    PrintProcess(answer, *opened, &console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
