#include "app/archived_report.h"
#include "app/commands/commands.h"
#include "app/make_report.h"
#include "app/write_report.h"

namespace kebao::app {
namespace {

MakeReportOptions OptionsOf(const ReportCommand& command) {
  return {.template_id = command.template_id,
          .query = command.options,
          .language = command.language,
          .audience = command.audience,
          .organisation = command.organisation,
          .currency = "",
          .formats = SplitAtCommas(command.formats),
          .out = command.out};
}

void PrintFiles(const WrittenReport& written, Console* console) {
  for (const render::Artifact& artifact : written.artifacts) {
    console->Print(artifact.file.string());
    for (const std::string& warning : artifact.warnings) console->Note("  " + warning);
  }
}

/// On stderr: what is printed are the files.
Result<void> ArchiveRun(const Session& session, const workspace::NewSnapshot& snapshot,
                        Console* console) {
  KEBAO_TRY(workspace::ReportArchive archive, OpenArchive(session.folder()));
  const int64_t id = archive.Store(snapshot);
  console->Note(console->Text("cli.report.archived", {{"snapshot", std::to_string(id)}}));
  return {};
}

}  // namespace

Result<ExitStatus> RunReport(const CommandContext& context, const ReportCommand& command) {
  const MakeReportOptions options = OptionsOf(command);
  KEBAO_TRY(Setup setup, LoadSetup(context));
  KEBAO_TRY(const ReportPlan plan, PlanReport(setup, options, context.now, *context.console));
  KEBAO_TRY(const auto session, context.Open(std::move(setup)));
  context.WarnOfWrongDefinitions(session->definitions());
  const auto worker = WarmWorkerFor(options.formats, session->share());
  int broken_blocks = 0;
  KEBAO_TRY(document::Document document, MakeReport(session.get(), plan, &broken_blocks));
  const workspace::SnapshotHead head = HeadOf(*session, options, plan, document, context.now);
  if (!command.is_not_archived) LinkToArchive(session->settings(), head, &document);
  KEBAO_TRY(const WrittenReport written,
            WriteReport(session->share(), document, options.formats, options.out,
                        RowsOfReport(session.get(), plan), worker.get()));
  PrintFiles(written, context.console);
  TellFailures(written, context.console);
  if (!command.is_not_archived && !written.artifacts.empty()) {
    KEBAO_TRY_VOID(ArchiveRun(
        *session, {head, plan.spec.text, document::ToJson(document), FilesOf(written.artifacts)},
        context.console));
  }
  const bool is_whole = written.failed.empty() && broken_blocks == 0;
  return is_whole ? ExitStatus::kDone : ExitStatus::kFailed;
}

}  // namespace kebao::app
