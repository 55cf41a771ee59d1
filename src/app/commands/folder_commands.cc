#include <fmt/format.h>

#include <filesystem>

#include "app/commands/commands.h"
#include "app/session.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;

/// What a backup holds: everything but the lock and what is temporary.
constexpr const char* kKept[] = {"format.json", "warehouse.duckdb", "catalog"};

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

bool HoldsData(const fs::path& folder) { return fs::exists(folder / "warehouse.duckdb"); }

}  // namespace

Result<ExitStatus> RunBackup(const CommandContext& context, const FolderCommand& command) {
  if (HoldsData(command.folder)) return MakeProblem("folder.not_empty", command.folder);
  {
    // Opening and closing brings the write-ahead log into the file, so that one file is the whole
    // warehouse.
    KEBAO_TRY(const auto session,
              Session::Open(context.data, context.zone_if_new, context.console));
  }
  KEBAO_TRY(const DataFolder folder, DataFolder::Open(context.data, context.zone_if_new));
  KEBAO_TRY_VOID(CopyKept(folder.root(), command.folder));
  context.console->Print(context.console->Text("cli.backup.done", {{"folder", command.folder}}));
  return ExitStatus::kDone;
}

Result<ExitStatus> RunRestore(const CommandContext& context, const FolderCommand& command) {
  if (HoldsData(context.data)) return MakeProblem("folder.not_empty", context.data.string());
  if (!HoldsData(command.folder)) return MakeProblem("folder.damaged", command.folder);
  KEBAO_TRY_VOID(CopyKept(command.folder, context.data));
  KEBAO_TRY(const auto session, Session::Open(context.data, context.zone_if_new, context.console));
  context.console->Print(
      context.console->Text("cli.restore.done", {{"folder", context.data.string()}}));
  return ExitStatus::kDone;
}

Result<ExitStatus> RunDoctor(const CommandContext& context) {
  KEBAO_TRY(const auto session, Session::Open(context.data, context.zone_if_new, context.console));
  Console& console = *context.console;
  const fs::space_info space = fs::space(session->folder().root());
  console.Print(console.Text("cli.doctor.folder", {{"folder", session->folder().root().string()},
                                                   {"zone", session->folder().zone().name()}}));
  console.Print(console.Text("cli.doctor.share", {{"folder", session->share().root.string()}}));
  console.Print(console.Text(
      "cli.doctor.space",
      {{"gigabytes", fmt::format("{:.1f}", static_cast<double>(space.available) / 1e9)}}));
  console.Print(console.Text("cli.doctor.data",
                             {{"version", std::to_string(session->warehouse().data_version())},
                              {"imports", std::to_string(session->warehouse().imports().size())}}));
  console.Print(
      console.Text("cli.doctor.catalog",
                   {{"metrics", std::to_string(session->definitions().metrics->List().size())},
                    {"timings", std::to_string(session->definitions().timings.timings().size())}}));
  return ExitStatus::kDone;
}

}  // namespace kebao::app
