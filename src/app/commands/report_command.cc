#include "app/commands/commands.h"
#include "app/make_report.h"

namespace kebao::app {

Result<ExitStatus> RunReport(const CommandContext& context, const ReportCommand& command) {
  const MakeReportOptions options{command.template_id,  command.options,
                                  command.language,     command.audience,
                                  command.organisation, SplitAtCommas(command.formats),
                                  command.out};
  KEBAO_TRY(Setup setup, LoadSetup(context));
  KEBAO_TRY(ReportPlan plan, PlanReport(setup, options, context.now, *context.console));
  KEBAO_TRY(const auto session, context.Open(std::move(setup)));
  context.WarnOfWrongDefinitions(session->definitions());
  KEBAO_TRY(const std::vector<render::Artifact> artifacts,
            MakeReport(session.get(), std::move(plan)));
  for (const render::Artifact& artifact : artifacts) {
    context.console->Print(artifact.file.string());
    for (const std::string& warning : artifact.warnings) context.console->Note("  " + warning);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
