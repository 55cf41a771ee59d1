#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <string_view>

#include "app/commands/commands.h"
#include "app/data_folder.h"
#include "app/import_worker.h"
#include "app/share_folder.h"
#include "render/worker/worker_arguments.h"

namespace kebao::app {
namespace {

using Action = std::function<Result<ExitStatus>(const CommandContext&)>;

/// Everything that can stand on the command line, and what was chosen.
struct CommandLine {
  std::string data = DefaultDataFolder().string();
  std::string language;
  std::string zone_if_new = "Asia/Shanghai";
  Action action;

  ImportCommand import;
  ImportsCommand imports;
  UndoCommand undo;
  RejectsCommand rejects;
  QueryCommand query;
  ReportCommand report;
  MetricsCommand metrics;
  ReconcileCommand reconcile;
  DemoDataCommand demo_data;
  DemoCommand demo;
  FolderCommand backup;
  FolderCommand restore;
};

void AddQueryOptions(CLI::App* command, QueryOptions* options) {
  command->add_option("--period", options->period,
                      "2016-03 | 2016-W12 | 2016-03-14 | 2016-Q1 | 2016");
  command->add_option("--from", options->from, "first day (inclusive)");
  command->add_option("--to", options->to, "last day (inclusive)");
  command->add_option("--compare", options->compare, "previous | year | none")
      ->capture_default_str();
  command->add_option("--filter", options->filters, "dimension=value[,value]; may be repeated");
  command->add_option("--source", options->sources, "only this source; may be repeated");
  command->add_option("--pack", options->pack, "definition pack")->capture_default_str();
  command->add_option("--tz", options->zone, "time zone; default: the folder's");
  command->add_option("--week-start", options->week_start, "monday … sunday")
      ->capture_default_str();
  command->add_option("--as-of", options->as_of, "report time; default: now");
}

void AddImportCommands(CLI::App* app, CommandLine* line) {
  CLI::App* import =
      app->add_subcommand("import", "import files; the source is recognised by its columns");
  import->add_option("file", line->import.files, "files")->required();
  import->add_option("--source", line->import.source, "mapping or source name");
  import->add_option("--mapping", line->import.mapping, "mapping file (docs/mappings.md)");
  import->add_option("--tz", line->import.zone, "time zone of times without one");
  import->add_option("--param", line->import.parameters, "name=value for what the mapping asks");
  import->add_flag("--dry-run", line->import.is_dry_run,
                   "show what would be imported; a mapping draft for an unknown file");
  import->callback([line] { line->action = [line](const CommandContext& c) { return RunImport(c, line->import);
};
}  // namespace
);

CLI::App* imports = app->add_subcommand("imports", "list imports, or show one");
imports->add_option("id", line->imports.import_id);
imports->callback([line] {
  line->action = [line](const CommandContext& c) { return RunImports(c, line->imports); };
});

CLI::App* undo = app->add_subcommand("undo", "withdraw an import as a whole");
undo->add_option("import", line->undo.import_id)->required();
undo->callback([line] {
  line->action = [line](const CommandContext& c) { return RunUndo(c, line->undo); };
});

CLI::App* rejects =
    app->add_subcommand("rejects", "write the rejected rows of an import as they stood");
rejects->add_option("import", line->rejects.import_id)->required();
rejects->add_option("--out", line->rejects.out)->required();
rejects->callback([line] {
  line->action = [line](const CommandContext& c) { return RunRejects(c, line->rejects); };
});

app->add_subcommand("sources", "list sources")->callback([line] { line->action = RunSources; });

CLI::App* reconcile = app->add_subcommand("reconcile", "the source's own figures beside ours");
reconcile->add_option("source", line->reconcile.source)->required();
AddQueryOptions(reconcile, &line->reconcile.options);
reconcile->callback([line] {
  line->action = [line](const CommandContext& c) { return RunReconcile(c, line->reconcile); };
});
}  // namespace kebao::app

void AddEventsCommand(CLI::App* app, CommandLine* line) {
  CLI::App* events = app->add_subcommand("events", "known events: releases, outages, promotions …");
  events->require_subcommand(1);
  CLI::App* import = events->add_subcommand("import", "import a calendar of known events");
  import->add_option("file", line->import.files)->required();
  import->callback([line] { line->action = [line](const CommandContext& c) { return RunImport(c, line->import);
};
});
}

void AddReportCommands(CLI::App* app, CommandLine* line) {
  CLI::App* report = app->add_subcommand("report", "make a report");
  report->add_option("template", line->report.template_id, "agent-work …")->required();
  AddQueryOptions(report, &line->report.options);
  report->add_option("--lang", line->report.language, "zh | en")->capture_default_str();
  report->add_option("--audience", line->report.audience);
  report->add_option("--organisation", line->report.organisation, "name on the cover");
  report->add_option("--format", line->report.formats, "xlsx,html,csv,json")->capture_default_str();
  report->add_option("--out", line->report.out, "folder")->capture_default_str();
  report->callback([line] {
    line->action = [line](const CommandContext& c) { return RunReport(c, line->report); };
  });

  CLI::App* query = app->add_subcommand("query", "metrics by dimensions and grain");
  query->add_option("metrics", line->query.metrics, "metric[,metric]")->required();
  query->add_option("--by", line->query.dimensions, "dimension[,dimension]");
  query->add_option("--grain", line->query.grain, "hour | day | week | month | quarter | year");
  query->add_option("--format", line->query.format, "table | csv | json")->capture_default_str();
  query->add_flag("--explain", line->query.is_explained, "show how it was computed");
  query->add_flag("--total", line->query.with_total, "add the total, evaluated anew");
  query->add_option("--path", line->query.path, "auto | fold | sql")->capture_default_str();
  AddQueryOptions(query, &line->query.options);
  query->callback([line] {
    line->action = [line](const CommandContext& c) { return RunQuery(c, line->query); };
  });

  CLI::App* metrics = app->add_subcommand("metrics", "the metric dictionary");
  metrics->add_option("metric", line->metrics.metric);
  metrics->add_option("--pack", line->metrics.pack)->capture_default_str();
  metrics->callback([line] {
    line->action = [line](const CommandContext& c) { return RunMetrics(c, line->metrics); };
  });
}

void AddDemoCommands(CLI::App* app, CommandLine* line) {
  CLI::App* data =
      app->add_subcommand("demo-data", "generate sample data into DATA, or raw exports with --as");
  data->add_option("--conversations", line->demo_data.conversations)->capture_default_str();
  data->add_option("--seed", line->demo_data.seed)->capture_default_str();
  data->add_flag("--calm", line->demo_data.is_calm, "without a story");
  CLI::Option* as =
      data->add_option("--as", line->demo_data.as, "system whose export files are written");
  data->add_option("--out", line->demo_data.out, "folder")->needs(as);
  as->needs("--out");
  data->callback([line] {
    line->action = [line](const CommandContext& c) { return RunDemoData(c, line->demo_data); };
  });

  CLI::App* demo =
      app->add_subcommand("demo", "load the sample company and write its first reports");
  demo->add_option("--out", line->demo.out, "folder of the reports");
  demo->add_flag("--no-serve", line->demo.no_serve, "stop after the reports");
  demo->callback([line] {
    line->action = [line](const CommandContext& c) { return RunDemo(c, line->demo); };
  });
}

void AddFolderCommands(CLI::App* app, CommandLine* line) {
  app->add_subcommand("doctor", "check the installation and the data folder")->callback([line] {
    line->action = RunDoctor;
  });
  CLI::App* backup = app->add_subcommand("backup", "copy the data folder");
  backup->add_option("folder", line->backup.folder)->required();
  backup->callback([line] {
    line->action = [line](const CommandContext& c) { return RunBackup(c, line->backup); };
  });
  CLI::App* restore =
      app->add_subcommand("restore", "bring a backup back into an empty data folder");
  restore->add_option("folder", line->restore.folder)->required();
  restore->callback([line] {
    line->action = [line](const CommandContext& c) { return RunRestore(c, line->restore); };
  });
}

/// --lang of a report is the report's; what the program says follows $KEBAO_LANG, else $LANG.
std::string ConsoleLanguage(const std::string& given) {
  if (!given.empty()) return given;
  if (const char* own = std::getenv("KEBAO_LANG"); own != nullptr && *own != '\0') return own;
  const char* locale = std::getenv("LANG");
  return locale != nullptr && std::string_view(locale).starts_with("en") ? "en" : "zh";
}

ExitStatus Execute(const CommandLine& line, Console* console, Instant now) {
  CommandContext context{line.data, line.zone_if_new, now, console};
  try {
    const Result<ExitStatus> status = line.action(context);
    return status ? *status : console->Report(status.error());
  } catch (const WorldFailure& failure) {
    return console->Report(failure);
  }
}

int Fail(const Problem& problem) {
  std::fprintf(stderr, "kebao: %s (%s)\n", problem.code.c_str(), problem.place.c_str());
  return static_cast<int>(ExitStatus::kFailed);
}

}  // namespace

int RunCommandLine(int argc, char** argv, Instant now) {
  if (argc == 2 && std::string_view(argv[1]) == "import-worker") return RunImportWorker();
  if (const auto status = render::RunIfRenderWorker(argc, argv)) return *status;
  CLI::App app("Kebao (客报): customer-service records → work reports that can be traced");
  CommandLine line;
  app.require_subcommand(1);
  app.option_defaults()->always_capture_default();
  app.add_option("--data", line.data, "data folder ($KEBAO_DATA)");
  app.add_option("--ui-lang", line.language, "language of messages: zh | en ($KEBAO_LANG)");
  app.add_option("--zone", line.zone_if_new, "time zone of a new data folder");
  app.set_version_flag("--version", KEBAO_VERSION);
  AddImportCommands(&app, &line);
  AddEventsCommand(&app, &line);
  AddReportCommands(&app, &line);
  AddDemoCommands(&app, &line);
  AddFolderCommands(&app, &line);

  const auto share = FindShareFolder();
  if (!share) return Fail(share.error());
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {
    return app.exit(wanted);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return static_cast<int>(ExitStatus::kUsage);
  }
  const auto language = LanguageNamed(ConsoleLanguage(line.language), "--ui-lang");
  if (!language) return Fail(language.error());
  auto texts = Texts::Load(share->texts(), *language);
  if (!texts) return Fail(texts.error());
  Console console(std::move(*texts));
  const auto status = static_cast<int>(Execute(line, &console, now));
  return status;
}

}  // namespace kebao::app
