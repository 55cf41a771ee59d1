#include "app/archived_report.h"
#include "app/commands/commands.h"
#include "app/local_minute.h"

namespace kebao::app {
namespace {

using workspace::ArchivedSnapshot;
using workspace::ReportArchive;

/// The flag goes before the setting; without either, nothing says what may go.
Result<int64_t> KeptDays(const ArchivePruneCommand& command, const Settings& settings) {
  const std::string& wanted =
      command.keep_days.empty() ? settings.archive_keep_days.value : command.keep_days;
  if (wanted.empty()) return MakeProblem("cli.keep_days", "--keep-days");
  const auto days = DayCount(wanted);
  if (!days) return MakeProblem("cli.days", "--keep-days", {{"value", wanted}});
  return *days;
}

std::vector<ArchivedSnapshot> OlderThan(Instant limit, const ReportArchive& archive) {
  std::vector<ArchivedSnapshot> old = archive.List();
  std::erase_if(old, [&](const ArchivedSnapshot& one) { return one.head.made_at >= limit; });
  return old;
}

}  // namespace

/// Shows what would go; removes it only when told to.
Result<ExitStatus> RunArchivePrune(const CommandContext& context,
                                   const ArchivePruneCommand& command) {
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  KEBAO_TRY(const int64_t days, KeptDays(command, session->settings()));
  KEBAO_TRY(ReportArchive archive, OpenArchive(session->folder()));
  Console& console = *context.console;
  const Instant limit{context.now.micros - days * kMicrosPerDay};
  const std::vector<ArchivedSnapshot> old = OlderThan(limit, archive);
  for (const ArchivedSnapshot& one : old) {
    console.Print(
        console.Text("cli.archive.prune_line",
                     {{"snapshot", std::to_string(one.id)},
                      {"made_at", LocalMinute(one.head.made_at, session->folder().zone())},
                      {"template", one.head.template_id},
                      {"period", one.head.period}}));
    if (command.is_confirmed) KEBAO_TRY_VOID(archive.Remove(one.id));
  }
  const char* done = old.empty()            ? "cli.archive.prune_nothing"
                     : command.is_confirmed ? "cli.archive.prune_done"
                                            : "cli.archive.prune_shown";
  console.Print(
      console.Text(done, {{"count", std::to_string(old.size())}, {"days", std::to_string(days)}}));
  return ExitStatus::kDone;
}

}  // namespace kebao::app
