#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/make_report.h"

namespace kebao::app {

Result<ExitStatus> RunReport(const CommandContext& context, const ReportCommand& command) {
  KEBAO_TRY(const auto session, Session::Open(context.data, context.zone_if_new, context.console));
  const MakeReportOptions options{command.template_id,  command.options,
                                  command.language,     command.audience,
                                  command.organisation, SplitAtCommas(command.formats),
                                  command.out};
  KEBAO_TRY(const std::vector<render::Artifact> artifacts,
            MakeReport(session.get(), options, context.now));
  for (const render::Artifact& artifact : artifacts) {
    context.console->Print(artifact.file.string());
    for (const std::string& warning : artifact.warnings) context.console->Note("  " + warning);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
