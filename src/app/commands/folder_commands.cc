#include <filesystem>

#include "app/archived_report.h"
#include "app/commands/commands.h"
#include "app/pseudonym_key.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;

/// What a backup holds: everything but the lock and what is temporary.
constexpr const char* kKept[] = {"format.json",      "kebao.yaml", kPseudonymKeyFile,
                                 "warehouse.duckdb", "catalog",    kWorkspaceFile,
                                 kArchiveFolder};

Result<void> CopyKept(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to, error);
  for (const char* part : kKept) {
    if (error) break;
    if (fs::exists(from / part))
      fs::copy(from / part, to / part,
               fs::copy_options::recursive | fs::copy_options::overwrite_existing, error);
  }
  if (error) return MakeProblem("file.write", to.string(), {{"detail", error.message()}});
  return {};
}

bool HoldsData(const fs::path& folder) {
  return fs::exists(folder / "warehouse.duckdb") || fs::exists(folder / kWorkspaceFile);
}

/// Opening and closing brings its write-ahead log into the file, and leftovers of a crash go.
Result<void> SettleArchive(const DataFolder& folder) {
  if (!fs::exists(folder.workspace_file())) return {};
  KEBAO_TRY(const workspace::ReportArchive archive, OpenArchive(folder));
  return {};
}

}  // namespace

Result<ExitStatus> RunBackup(const CommandContext& context, const FolderCommand& command) {
  if (HoldsData(command.folder)) return MakeProblem("folder.not_empty", command.folder);
  {
    // Opening and closing brings the write-ahead log into the file, so that one file is the whole
    // warehouse.
    KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  }
  KEBAO_TRY(const DataFolder folder, DataFolder::Open(context.data, {context.ZoneIfNew(), ""},
                                                      {context.typed, context.now}));
  KEBAO_TRY_VOID(SettleArchive(folder));
  KEBAO_TRY_VOID(CopyKept(folder.root(), command.folder));
  context.console->Print(context.console->Text("cli.backup.done", {{"folder", command.folder}}));
  return ExitStatus::kDone;
}

Result<ExitStatus> RunRestore(const CommandContext& context, const FolderCommand& command) {
  if (!fs::exists(command.folder)) return MakeProblem("backup.missing", command.folder);
  if (!HoldsData(command.folder)) return MakeProblem("backup.none", command.folder);
  if (HoldsData(context.data)) return MakeProblem("folder.not_empty", context.data.string());
  KEBAO_TRY_VOID(CopyKept(command.folder, context.data));
  // The settings came with the backup.
  CommandContext restored = context;
  restored.settings = Settings::Load(context.data);
  KEBAO_TRY(const auto session, restored.Open(Session::Facts::kAsTheyAre));
  KEBAO_TRY_VOID(SettleArchive(session->folder()));
  context.console->Print(
      context.console->Text("cli.restore.done", {{"folder", context.data.string()}}));
  return ExitStatus::kDone;
}

}  // namespace kebao::app
