#include "app/commands/commands.h"
#include "app/make_report.h"
#include "app/write_report.h"

namespace kebao::app {
namespace {

MakeReportOptions OptionsOf(const ReportCommand& command) {
  return {command.template_id, command.options,      command.language,
          command.audience,    command.organisation, SplitAtCommas(command.formats),
          command.out};
}

void PrintFiles(const WrittenReport& written, Console* console) {
  for (const render::Artifact& artifact : written.artifacts) {
    console->Print(artifact.file.string());
    for (const std::string& warning : artifact.warnings) console->Note("  " + warning);
  }
}

}  // namespace

Result<ExitStatus> RunReport(const CommandContext& context, const ReportCommand& command) {
  const MakeReportOptions options = OptionsOf(command);
  KEBAO_TRY(Setup setup, LoadSetup(context));
  KEBAO_TRY(ReportPlan plan, PlanReport(setup, options, context.now, *context.console));
  KEBAO_TRY(const auto session, context.Open(std::move(setup)));
  context.WarnOfWrongDefinitions(session->definitions());
  KEBAO_TRY(const document::Document document, MakeReport(session.get(), std::move(plan)));
  KEBAO_TRY(const WrittenReport written,
            WriteReport(session->share(), document, options.formats, options.out));
  PrintFiles(written, context.console);
  TellFailures(written, context.console);
  return written.failed.empty() ? ExitStatus::kDone : ExitStatus::kFailed;
}

}  // namespace kebao::app
