#include "app/command_options.h"

#include <CLI/CLI.hpp>

namespace kebao::app {
namespace {

/// Adds the options of one command; each has its help text under cli.help.<key>.<option>, else
/// under cli.help.options.<option>. The key is the command's name but for commands of commands.
class CommandOptions {
 public:
  CommandOptions(CLI::App* parent, const Texts& texts, const std::string& name,
                 const std::string& key = "")
      : texts_(texts), key_(key.empty() ? name : key), app_(parent->add_subcommand(name)) {
    app_->description(texts.Get("cli.help." + key_ + ".about"));
    app_->footer(texts.Get("cli.help." + key_ + ".examples"));
  }
  /// Of the program as a whole.
  CommandOptions(CLI::App* app, const Texts& texts) : texts_(texts), key_("kebao"), app_(app) {}

  template <class T>
  CLI::Option* Add(const std::string& flag, const std::string& value_name, T* value) {
    CLI::Option* option = app_->add_option(flag, *value, Help(flag));
    return option->type_name(value_name);
  }
  CLI::Option* AddFlag(const std::string& flag, bool* value) {
    return app_->add_flag(flag, *value, Help(flag));
  }

  template <class Command>
  void Runs(CommandLine* line, Result<ExitStatus> (*run)(const CommandContext&, const Command&),
            const Command* command) {
    app_->callback([line, run, command] {
      line->action = [run, command](const CommandContext& context) {
        return run(context, *command);
      };
    });
  }
  void Runs(CommandLine* line, Result<ExitStatus> (*run)(const CommandContext&)) {
    app_->callback([line, run] { line->action = run; });
  }
  /// Of a command that has commands of its own, and does this when none of them is named.
  template <class Command>
  void RunsAlone(CommandLine* line,
                 Result<ExitStatus> (*run)(const CommandContext&, const Command&),
                 const Command* command) {
    app_->callback([app = app_, line, run, command] {
      if (!app->get_subcommands().empty()) return;
      line->action = [run, command](const CommandContext& context) {
        return run(context, *command);
      };
    });
  }
  CLI::App* app() { return app_; }

 private:
  std::string Help(const std::string& flag) const {
    const std::string option = flag.substr(flag.find_first_not_of('-'));
    const std::string own = "cli.help." + key_ + "." + option;
    return texts_.Get(texts_.Has(own) ? own : "cli.help.options." + option);
  }

  const Texts& texts_;
  const std::string key_;
  CLI::App* app_;
};

void AddQueryOptions(CommandOptions* command, QueryOptions* options) {
  command->Add("--period", "PERIOD", &options->period);
  command->Add("--from", "DAY", &options->from);
  command->Add("--to", "DAY", &options->to);
  command->Add("--compare", "previous|year|none", &options->compare);
  command->Add("--filter", "DIM=V[,V]", &options->filters)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->Add("--source", "NAME", &options->sources)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->Add("--pack", "NAME", &options->pack);
  command->Add("--tz", "ZONE", &options->zone);
  command->Add("--week-start", "DAY", &options->week_start);
  command->Add("--as-of", "INSTANT", &options->as_of);
}

void AddImport(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions command(app, texts, "import");
  command.Add("file", "FILE…", &line->import.files)->required();
  command.Add("--source", "NAME", &line->import.source);
  command.Add("--mapping", "FILE", &line->import.mapping);
  command.Add("--tz", "ZONE", &line->import.zone);
  command.Add("--param", "NAME=VALUE", &line->import.parameters)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.AddFlag("--dry-run", &line->import.is_dry_run);
  command.Runs(line, RunImport, &line->import);
}

void AddImportLedger(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions imports(app, texts, "imports");
  imports.Add("id", "ID", &line->imports.import_id);
  imports.Runs(line, RunImports, &line->imports);

  CommandOptions undo(app, texts, "undo");
  undo.Add("import", "IMPORT", &line->undo.import_id)->required();
  undo.Runs(line, RunUndo, &line->undo);

  CommandOptions rejects(app, texts, "rejects");
  rejects.Add("import", "IMPORT", &line->rejects.import_id)->required();
  rejects.Add("--out", "FILE", &line->rejects.out)->required();
  rejects.Runs(line, RunRejects, &line->rejects);

  CommandOptions(app, texts, "sources").Runs(line, RunSources);

  CommandOptions reconcile(app, texts, "reconcile");
  reconcile.Add("source", "SOURCE", &line->reconcile.source)->required();
  AddQueryOptions(&reconcile, &line->reconcile.options);
  reconcile.Runs(line, RunReconcile, &line->reconcile);

  CommandOptions events(app, texts, "events");
  events.app()->require_subcommand(1);
  CommandOptions known(events.app(), texts, "import", "events-import");
  known.Add("file", "FILE…", &line->import.files)->required();
  known.Runs(line, RunImport, &line->import);
}

void AddReport(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions command(app, texts, "report");
  command.Add("template", "TEMPLATE", &line->report.template_id)->required();
  AddQueryOptions(&command, &line->report.options);
  command.Add("--lang", "zh|en", &line->report.language);
  command.Add("--format", "FORMAT[,FORMAT]", &line->report.formats);
  command.Add("--out", "DIR", &line->report.out);
  command.Add("--audience", "NAME", &line->report.audience);
  command.Add("--organisation", "NAME", &line->report.organisation);
  command.AddFlag("--no-archive", &line->report.is_not_archived);
  command.Runs(line, RunReport, &line->report);
}

void AddAnalyze(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions command(app, texts, "analyze");
  command.Add("kind", "KIND", &line->analyze.kind);
  command.Add("--metric", "METRIC[,METRIC]", &line->analyze.metrics);
  command.Add("--by", "DIM[,DIM]", &line->analyze.dimensions);
  command.Add("--grain", "hour|day|week", &line->analyze.grain);
  command.Add("--threshold", "PART", &line->analyze.threshold);
  command.Add("--target", "METRIC=NUMBER[,…]", &line->analyze.targets);
  command.Add("--audience", "NAME", &line->analyze.audience);
  command.Add("--customer", "ID", &line->analyze.customer);
  AddQueryOptions(&command, &line->analyze.options);
  command.Add("--format", "table|json", &line->analyze.format);
  command.Runs(line, RunAnalyze, &line->analyze);
}

void AddArchiveLooking(const Texts& texts, CLI::App* archive, CommandLine* line) {
  CommandOptions show(archive, texts, "show", "archive-show");
  show.Add("id", "ID", &line->archive_show.id)->required();
  show.Add("--format", "table|json", &line->archive_show.format);
  show.Runs(line, RunArchiveShow, &line->archive_show);

  CommandOptions figure(archive, texts, "figure", "archive-figure");
  figure.Add("figure", "ID|URL", &line->archive_figure.figure)->required();
  figure.Add("--format", "table|json", &line->archive_figure.format);
  figure.Runs(line, RunArchiveFigure, &line->archive_figure);

  CommandOptions files(archive, texts, "files", "archive-files");
  files.Add("id", "ID", &line->archive_files.id)->required();
  files.Add("--out", "DIR", &line->archive_files.out)->required();
  files.Runs(line, RunArchiveFiles, &line->archive_files);

  CommandOptions diff(archive, texts, "diff", "archive-diff");
  diff.Add("before", "A", &line->archive_diff.before)->required();
  diff.Add("after", "B|now", &line->archive_diff.after)->required();
  diff.Add("--format", "table|json", &line->archive_diff.format);
  diff.Runs(line, RunArchiveDiff, &line->archive_diff);
}

void AddArchiveMaking(const Texts& texts, CLI::App* archive, CommandLine* line) {
  CommandOptions edit(archive, texts, "edit", "archive-edit");
  edit.Add("id", "ID", &line->archive_edit.id)->required();
  edit.Add("sentence", "SENTENCE", &line->archive_edit.sentence)->required();
  CLI::Option* text = edit.Add("--text", "TEXT", &line->archive_edit.text);
  edit.AddFlag("--reset", &line->archive_edit.is_reset)->excludes(text);
  edit.Runs(line, RunArchiveEdit, &line->archive_edit);

  CommandOptions refresh(archive, texts, "refresh", "archive-refresh");
  refresh.Add("id", "ID", &line->archive_refresh.id)->required();
  refresh.Add("--as-of", "INSTANT", &line->archive_refresh.as_of);
  refresh.AddFlag("--present-template", &line->archive_refresh.by_present_template);
  refresh.Runs(line, RunArchiveRefresh, &line->archive_refresh);

  CommandOptions remove(archive, texts, "remove", "archive-remove");
  remove.Add("id", "ID", &line->archive_remove.id)->required();
  remove.Runs(line, RunArchiveRemove, &line->archive_remove);

  CommandOptions prune(archive, texts, "prune", "archive-prune");
  prune.Add("--keep-days", "DAYS", &line->archive_prune.keep_days);
  prune.AddFlag("--yes", &line->archive_prune.is_confirmed);
  prune.Runs(line, RunArchivePrune, &line->archive_prune);
}

void AddArchive(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions archive(app, texts, "archive");
  archive.Add("--template", "TEMPLATE", &line->archive.template_id);
  archive.Add("--format", "table|json", &line->archive.format);
  AddArchiveLooking(texts, archive.app(), line);
  AddArchiveMaking(texts, archive.app(), line);
  archive.RunsAlone(line, RunArchive, &line->archive);
}

void AddQuery(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions command(app, texts, "query");
  command.Add("metric", "METRIC[,METRIC]", &line->query.metrics)->required();
  command.Add("--by", "DIM[,DIM]", &line->query.dimensions);
  command.Add("--grain", "GRAIN", &line->query.grain);
  AddQueryOptions(&command, &line->query.options);
  command.AddFlag("--total", &line->query.with_total);
  command.Add("--format", "table|csv|json", &line->query.format);
  command.AddFlag("--explain", &line->query.is_explained);
  command.Add("--path", "auto|rollup|fold|sql", &line->query.path);
  command.Runs(line, RunQuery, &line->query);
}

void AddRows(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions command(app, texts, "rows");
  command.Add("metric", "METRIC", &line->rows.metric)->required();
  AddQueryOptions(&command, &line->rows.options);
  command.Add("--format", "table|csv|json|xlsx", &line->rows.format);
  command.Add("--out", "FILE", &line->rows.out);
  command.Add("--limit", "ROWS", &line->rows.limit);
  command.Runs(line, RunRows, &line->rows);
}

void AddMetrics(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions command(app, texts, "metrics");
  command.Add("metric", "METRIC", &line->metrics.metric);
  command.Add("--pack", "NAME", &line->metrics.pack);
  command.Runs(line, RunMetrics, &line->metrics);
}

void AddDemo(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions demo(app, texts, "demo");
  demo.Add("--out", "DIR", &line->demo.out);
  demo.AddFlag("--no-serve", &line->demo.no_serve);
  demo.Runs(line, RunDemo, &line->demo);

  CommandOptions data(app, texts, "demo-data");
  data.Add("--conversations", "N", &line->demo_data.conversations);
  data.Add("--seed", "S", &line->demo_data.seed);
  data.AddFlag("--calm", &line->demo_data.is_calm);
  CLI::Option* as = data.Add("--as", "SYSTEM", &line->demo_data.as);
  as->needs(data.Add("--out", "DIR", &line->demo_data.out)->needs(as));
  data.Runs(line, RunDemoData, &line->demo_data);
}

void AddFolder(const Texts& texts, CLI::App* app, CommandLine* line) {
  CommandOptions(app, texts, "doctor").Runs(line, RunDoctor);
  CommandOptions backup(app, texts, "backup");
  backup.Add("folder", "DIR", &line->backup.folder)->required();
  backup.Runs(line, RunBackup, &line->backup);
  CommandOptions restore(app, texts, "restore");
  restore.Add("folder", "DIR", &line->restore.folder)->required();
  restore.Runs(line, RunRestore, &line->restore);
}

void AddOptionsOfAll(const Texts& texts, CLI::App* app, CommandLine* line) {
  app->description(texts.Get("cli.help.kebao.about"));
  app->footer(texts.Get("cli.help.kebao.examples"));
  app->require_subcommand(1);
  app->set_help_flag("-h,--help", texts.Get("cli.help.options.help"));
  app->set_version_flag("--version", KEBAO_VERSION, texts.Get("cli.help.options.version"));
  CommandOptions all(app, texts);
  all.Add("--data", "DIR", &line->data);
  all.Add("--ui-lang", "zh|en", &line->ui_language);
  all.Add("--zone", "ZONE", &line->zone_flag);
}

}  // namespace

void AddCommands(const Texts& texts, CLI::App* app, CommandLine* line) {
  AddOptionsOfAll(texts, app, line);
  AddImport(texts, app, line);
  AddImportLedger(texts, app, line);
  AddReport(texts, app, line);
  AddAnalyze(texts, app, line);
  AddArchive(texts, app, line);
  AddQuery(texts, app, line);
  AddRows(texts, app, line);
  AddMetrics(texts, app, line);
  AddDemo(texts, app, line);
  AddFolder(texts, app, line);
}

}  // namespace kebao::app
