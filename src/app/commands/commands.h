#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/console.h"
#include "app/query_options.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/setup.h"
#include "base/instant.h"
#include "base/problem.h"

namespace kebao::app {

/// What every command is given. The clock is read once, in main.
struct CommandContext {
  std::filesystem::path data;
  Result<Settings> settings;  // a command that needs none of them works with a wrong file, too
  std::string zone_flag;      // --zone; empty where it was left out
  std::string typed;          // the command line, for whoever finds the folder taken
  Instant now;
  Console* console = nullptr;

  /// Of a new folder: --zone, else $KEBAO_ZONE, else Asia/Shanghai.
  std::string ZoneIfNew() const;
  /// On stderr: which definitions of the user's are wrong, while the command goes on without them.
  void WarnOfWrongDefinitions(const Definitions& definitions) const;
  Result<std::unique_ptr<Session>> Open(Session::Facts facts = Session::Facts::kInStep) const;
  Result<std::unique_ptr<Session>> Open(Setup setup,
                                        Session::Facts facts = Session::Facts::kInStep) const;
};

struct ImportCommand {
  std::vector<std::string> files;
  std::string source;
  std::string mapping;
  std::string zone;
  std::vector<std::string> parameters;  // name=value
  bool is_dry_run = false;
};
struct ImportsCommand {
  int32_t import_id = 0;  // 0: all
};
struct UndoCommand {
  int32_t import_id = 0;
};
struct RejectsCommand {
  int32_t import_id = 0;
  std::string out;
};
struct QueryCommand {
  std::string metrics;  // comma-separated
  std::string dimensions;
  std::string grain;
  std::string format = "table";
  QueryOptions options;
  bool is_explained = false;
  bool with_total = false;
  std::string path = "auto";  // auto, fold, sql
};
struct RowsCommand {
  std::string metric;
  QueryOptions options;
  std::string format = "table";
  std::string out;  // empty: stdout
  int64_t limit = 50;
};
struct ReportCommand {
  std::string template_id;
  QueryOptions options;
  std::string language;  // empty: as set
  std::string audience;
  std::string organisation;
  std::string formats = "html,xlsx";
  std::string out = ".";
  bool is_not_archived = false;
};
struct ArchiveCommand {
  std::string template_id;  // empty: all
  std::string format = "table";
};
struct ArchiveShowCommand {
  int64_t id = 0;
  std::string format = "table";
};
struct ArchiveFigureCommand {
  std::string figure;  // its id or its address
  std::string format = "table";
};
struct ArchiveFilesCommand {
  int64_t id = 0;
  std::string out;
};
struct ArchiveRemoveCommand {
  int64_t id = 0;
};
struct ArchivePruneCommand {
  std::string keep_days;  // empty: as set
  bool is_confirmed = false;
};
struct ArchiveDiffCommand {
  int64_t before = 0;
  std::string after;  // an id, or "now"
  std::string format = "table";
};
struct ArchiveEditCommand {
  int64_t id = 0;
  std::string sentence;
  std::string text;
  bool is_reset = false;
};
struct ArchiveRefreshCommand {
  int64_t id = 0;
  std::string as_of;  // empty: now
  bool by_present_template = false;
};
struct AnalyzeCommand {
  std::string kind = "cause";
  std::string metrics;     // empty: those of catalog/analysis
  std::string dimensions;  // likewise
  std::string grain;       // of series: hour, day or week; empty: as fits the kind
  std::string threshold;   // of what was before: "0.15", "15%"; empty: as in catalog/analysis
  std::string targets;     // of risks: "csat_rate=0.85,…"; empty: as in catalog/analysis
  std::string audience;    // empty: names as they are
  std::string customer;    // id in its source: of whom the page is
  QueryOptions options;
  std::string format = "table";
};
struct MetricsCommand {
  std::string metric;  // empty: list
  std::string pack;    // empty: as set
};
struct ReconcileCommand {
  std::string source;
  QueryOptions options;
};
struct DemoDataCommand {
  int64_t conversations = 100'000;
  uint64_t seed = 1;
  bool is_calm = false;
  std::string as;  // with `out`: raw exports of that system
  std::string out;
};
struct DemoCommand {
  std::string out;  // of the reports; empty: DATA/../reports
  bool no_serve = false;
};
struct FolderCommand {
  std::string folder;
};

/// Each gives what it printed as its result, or the Problem that stopped it.
Result<ExitStatus> RunImport(const CommandContext& context, const ImportCommand& command);
Result<ExitStatus> RunImports(const CommandContext& context, const ImportsCommand& command);
Result<ExitStatus> RunUndo(const CommandContext& context, const UndoCommand& command);
Result<ExitStatus> RunRejects(const CommandContext& context, const RejectsCommand& command);
Result<ExitStatus> RunSources(const CommandContext& context);
Result<ExitStatus> RunQuery(const CommandContext& context, const QueryCommand& command);
Result<ExitStatus> RunRows(const CommandContext& context, const RowsCommand& command);
Result<ExitStatus> RunReport(const CommandContext& context, const ReportCommand& command);
Result<ExitStatus> RunArchive(const CommandContext& context, const ArchiveCommand& command);
Result<ExitStatus> RunArchiveShow(const CommandContext& context, const ArchiveShowCommand& command);
Result<ExitStatus> RunArchiveFigure(const CommandContext& context,
                                    const ArchiveFigureCommand& command);
Result<ExitStatus> RunArchiveFiles(const CommandContext& context,
                                   const ArchiveFilesCommand& command);
Result<ExitStatus> RunArchivePrune(const CommandContext& context,
                                   const ArchivePruneCommand& command);
Result<ExitStatus> RunArchiveRemove(const CommandContext& context,
                                    const ArchiveRemoveCommand& command);
Result<ExitStatus> RunArchiveDiff(const CommandContext& context, const ArchiveDiffCommand& command);
Result<ExitStatus> RunArchiveEdit(const CommandContext& context, const ArchiveEditCommand& command);
Result<ExitStatus> RunArchiveRefresh(const CommandContext& context,
                                     const ArchiveRefreshCommand& command);
Result<ExitStatus> RunAnalyze(const CommandContext& context, const AnalyzeCommand& command);
Result<ExitStatus> RunMetrics(const CommandContext& context, const MetricsCommand& command);
Result<ExitStatus> RunReconcile(const CommandContext& context, const ReconcileCommand& command);
Result<ExitStatus> RunDemoData(const CommandContext& context, const DemoDataCommand& command);
Result<ExitStatus> RunDemo(const CommandContext& context, const DemoCommand& command);
Result<ExitStatus> RunDoctor(const CommandContext& context);
Result<ExitStatus> RunBackup(const CommandContext& context, const FolderCommand& command);
Result<ExitStatus> RunRestore(const CommandContext& context, const FolderCommand& command);

}  // namespace kebao::app
