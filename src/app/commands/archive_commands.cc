#include <array>

#include "app/archived_report.h"
#include "app/commands/commands.h"
#include "app/name_checks.h"
#include "app/snapshot_json.h"
#include "app/snapshot_texts.h"

namespace kebao::app {
namespace {

using workspace::ArchivedSnapshot;
using workspace::LoadedSnapshot;
using workspace::ReportArchive;

Result<void> CheckFormat(const std::string& format) {
  static const std::array<std::string, 2> kFormats = {"table", "json"};
  return CheckChoice(format, kFormats, "--format");
}

DatedSnapshot Dated(ArchivedSnapshot snapshot, const engine::Warehouse& warehouse) {
  DataChanges since =
      ChangesBetween(DataUnder(snapshot.head), PresentData(warehouse), warehouse.imports());
  return {std::move(snapshot), std::move(since)};
}

}  // namespace

Result<ExitStatus> RunArchive(const CommandContext& context, const ArchiveCommand& command) {
  KEBAO_TRY_VOID(CheckFormat(command.format));
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  KEBAO_TRY(const ReportArchive archive, OpenArchive(session->folder()));
  std::vector<DatedSnapshot> snapshots;
  for (ArchivedSnapshot& snapshot : archive.List(command.template_id))
    snapshots.push_back(Dated(std::move(snapshot), session->warehouse()));
  Console& console = *context.console;
  if (command.format == "json") {
    console.Print(SnapshotsJson(snapshots));
  } else if (snapshots.empty()) {
    console.Print(console.Text("cli.archive.empty"));
  } else {
    console.Print(SnapshotTable(snapshots, session->folder().zone(), console));
  }
  return ExitStatus::kDone;
}

Result<ExitStatus> RunArchiveShow(const CommandContext& context,
                                  const ArchiveShowCommand& command) {
  KEBAO_TRY_VOID(CheckFormat(command.format));
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  KEBAO_TRY(const ReportArchive archive, OpenArchive(session->folder()));
  KEBAO_TRY(const LoadedSnapshot loaded, archive.Load(command.id));
  KEBAO_TRY(const document::Document document, DocumentOf(loaded));
  const DatedSnapshot dated = Dated(loaded.snapshot, session->warehouse());
  if (command.format == "json") {
    context.console->Print(SnapshotJson(dated, loaded, document));
  } else {
    PrintSnapshot(dated, session->folder().zone(), context.console);
    PrintSentences(document, context.console);
  }
  return ExitStatus::kDone;
}

Result<ExitStatus> RunArchiveFiles(const CommandContext& context,
                                   const ArchiveFilesCommand& command) {
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  KEBAO_TRY(const ReportArchive archive, OpenArchive(session->folder()));
  KEBAO_TRY(const std::vector<std::filesystem::path> files,
            archive.CopyFiles(command.id, command.out));
  for (const std::filesystem::path& file : files) context.console->Print(file.string());
  return ExitStatus::kDone;
}

Result<ExitStatus> RunArchiveRemove(const CommandContext& context,
                                    const ArchiveRemoveCommand& command) {
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  KEBAO_TRY(ReportArchive archive, OpenArchive(session->folder()));
  KEBAO_TRY_VOID(archive.Remove(command.id));
  context.console->Print(
      context.console->Text("cli.archive.removed", {{"snapshot", std::to_string(command.id)}}));
  return ExitStatus::kDone;
}

}  // namespace kebao::app
