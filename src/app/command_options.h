#pragma once

#include <functional>
#include <string>

#include "app/commands/commands.h"
#include "base/texts.h"

namespace CLI {
class App;
}

namespace kebao::app {

/// Everything that can stand on the command line, and what was chosen.
struct CommandLine {
  std::string data;
  std::string ui_language;
  std::string zone_flag;
  std::function<Result<ExitStatus>(const CommandContext&)> action;

  ImportCommand import;
  ImportsCommand imports;
  UndoCommand undo;
  RejectsCommand rejects;
  QueryCommand query;
  RowsCommand rows;
  ReportCommand report;
  AnalyzeCommand analyze;
  ArchiveCommand archive;
  ArchiveShowCommand archive_show;
  ArchiveFigureCommand archive_figure;
  ArchiveFilesCommand archive_files;
  ArchiveRemoveCommand archive_remove;
  ArchivePruneCommand archive_prune;
  ArchiveDiffCommand archive_diff;
  ArchiveEditCommand archive_edit;
  ArchiveRefreshCommand archive_refresh;
  MetricsCommand metrics;
  ReconcileCommand reconcile;
  DemoDataCommand demo_data;
  DemoCommand demo;
  FolderCommand backup;
  FolderCommand restore;
};

/// Adds every command and option to `app`, with its help in the language of `texts`; parsing fills
/// `line`. Both must outlive the parsing.
void AddCommands(const Texts& texts, CLI::App* app, CommandLine* line);

}  // namespace kebao::app
