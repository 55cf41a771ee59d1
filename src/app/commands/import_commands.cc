#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "app/commands/commands.h"
#include "app/import_files.h"
#include "app/text_table.h"
#include "report/quality_text.h"

namespace kebao::app {
namespace {

using engine::ImportCounts;
using engine::ImportRecord;

Result<ImportOptions> OptionsOf(const ImportCommand& command) {
  ImportOptions options{command.source, command.mapping, command.zone, {}};
  if (!command.zone.empty()) KEBAO_TRY_VOID(ZoneNamed(command.zone, "--tz"));
  if (!command.mapping.empty() && !std::filesystem::is_regular_file(command.mapping))
    return MakeProblem("cli.no_file", "--mapping", {{"file", command.mapping}});
  for (const std::string& parameter : command.parameters) {
    const size_t equals = parameter.find('=');
    if (equals == 0 || equals == std::string::npos)
      return MakeProblem("cli.parameter", "--param", {{"parameter", parameter}});
    options.parameters[parameter.substr(0, equals)] = parameter.substr(equals + 1);
  }
  return options;
}

TextArguments Arguments(const ImportRecord& record) {
  const ImportCounts& c = record.counts;
  return {{"import", std::to_string(record.id)},    {"file", record.description.file_name},
          {"source", record.description.source},    {"mapping", record.description.mapping},
          {"read", std::to_string(c.read)},         {"inserted", std::to_string(c.inserted)},
          {"updated", std::to_string(c.updated)},   {"duplicate", std::to_string(c.duplicate)},
          {"repaired", std::to_string(c.repaired)}, {"rejected", std::to_string(c.rejected)},
          {"ignored", std::to_string(c.ignored)}};
}

/// Counted when the import was made, and what can be seen only now that it lies beside the others.
std::vector<domain::QualityCount> CountsOf(const engine::Warehouse& warehouse,
                                           const ImportRecord& record) {
  std::vector<domain::QualityCount> counts;
  if (!record.same_as) counts = warehouse.QualityCounts(record.id);
  if (record.is_withdrawn) return counts;
  const auto stray = warehouse.StrayRatings();
  const auto [first, last] = stray.equal_range(record.same_as.value_or(record.id));
  for (auto it = first; it != last; ++it) counts.push_back(it->second);
  return counts;
}

/// What was counted, the most worrying first; among equals the most frequent.
void PrintReasons(Console* console, std::vector<domain::QualityCount> counts) {
  std::stable_sort(counts.begin(), counts.end(),
                   [](const domain::QualityCount& a, const domain::QualityCount& b) {
                     return report::QualityRank(a.code) < report::QualityRank(b.code);
                   });
  for (const domain::QualityCount& count : counts) {
    const std::string example =
        count.example.empty() ? ""
                              : console->Text("cli.import.example", {{"example", count.example}});
    console->Print(
        fmt::format("  {:>10}  {}{}{}", count.rows,
                    report::QualityText(console->texts(), count.code, count.column, count.example),
                    count.column.empty() ? "" : fmt::format(" [{}]", count.column), example));
  }
}

/// A file whose end is missing or cannot be read: what was read of it was taken.
bool IsCutOff(const std::vector<domain::QualityCount>& counts) {
  constexpr std::array<std::string_view, 6> kCodes = {"gzip.truncated",   "gzip.damaged",
                                                      "json.truncated",   "csv.truncated_row",
                                                      "snapshot.damaged", "file.too_many_faults"};
  return std::ranges::any_of(counts, [&](const domain::QualityCount& count) {
    return std::ranges::any_of(kCodes, [&](std::string_view code) {
      return count.code == code || count.code == fmt::format("rejected.{}", code);
    });
  });
}

void PrintSummary(Session* session, const ImportRecord& record) {
  Console& console = session->console();
  console.Print(
      console.Text(record.same_as ? "cli.import.same" : "cli.import.done", Arguments(record)));
  console.Print(console.Text("cli.import.counts", Arguments(record)));
  const auto counts = CountsOf(session->warehouse(), record);
  PrintReasons(&console, counts);
  if (IsCutOff(counts)) console.Print(console.Text("cli.import.cut_off", Arguments(record)));
  if (record.counts.rejected > 0)
    console.Note(console.Text("cli.import.rejected", Arguments(record)));
}

void PrintSeconds(Console* console, const ImportSeconds& seconds) {
  const auto text = [](double value) { return fmt::format("{:.1f}", value); };
  console->Print(console->Text("cli.import.seconds", {{"reading", text(seconds.reading)},
                                                      {"publishing", text(seconds.publishing)},
                                                      {"deriving", text(seconds.deriving)}}));
}

Result<ExitStatus> DryRun(const CommandContext& context, const Setup& setup,
                          const ImportCommand& command, const ImportOptions& options) {
  for (const std::string& file : command.files) {
    KEBAO_TRY(const std::string text,
              DryRunFile(file, options, setup.definitions.Folders("mappings"), setup.zone.name(),
                         context.console->texts().language(), context.now));
    context.console->Print(text);
  }
  return ExitStatus::kDone;
}

Result<ImportRecord> FindImport(const engine::Warehouse& warehouse, int32_t id) {
  for (const ImportRecord& record : warehouse.imports()) {
    if (record.id == id) return record;
  }
  return MakeProblem("import.unknown", "imports", {{"import", std::to_string(id)}});
}

/// The rows as they stood, one a line, under the header if the file had one: mend and import again.
Result<int64_t> WriteRejects(const engine::Warehouse& warehouse, const ImportRecord& record,
                             const std::string& out) {
  std::ofstream file(out, std::ios::binary);
  if (!record.description.header.empty()) file << record.description.header << '\n';
  int64_t rows = 0;
  warehouse.ForEachReject(record.id, [&](const domain::RejectedRow& row) {
    if (row.original.empty()) return;
    file << row.original;
    if (row.original.back() != '\n') file << '\n';
    ++rows;
  });
  file.flush();
  if (!file) return MakeProblem("file.write", out, {{"detail", "write error"}});
  return rows;
}

}  // namespace

Result<ExitStatus> RunImport(const CommandContext& context, const ImportCommand& command) {
  KEBAO_TRY(const ImportOptions options, OptionsOf(command));
  KEBAO_TRY(Setup setup, LoadSetup(context));
  if (command.is_dry_run) return DryRun(context, setup, command, options);
  KEBAO_TRY(const auto session, context.Open(std::move(setup)));
  context.WarnOfWrongDefinitions(session->definitions());
  KEBAO_TRY(const ImportOutcome outcome,
            ImportFiles(session.get(), command.files, options, context.now));
  ExitStatus status = ExitStatus::kDone;
  for (const auto& [file, record] : outcome.files) {
    if (!record) {
      // The other files are independent of this one: say what is wrong and go on.
      context.console->Report(record.error());
      status = ExitStatus::kFailed;
      continue;
    }
    PrintSummary(session.get(), *record);
    if (record->counts.rejected > 0 && status == ExitStatus::kDone)
      status = ExitStatus::kSomeRejected;
  }
  PrintSeconds(context.console, outcome.seconds);
  return status;
}

namespace {

/// Key of the word for what became of an import.
const char* StateOf(const engine::Warehouse& warehouse, const ImportRecord& record) {
  if (record.is_withdrawn) return "cli.imports.withdrawn";
  // Damage is told as a rejected row, so that most imports need no look at their counts.
  const bool is_whole = record.counts.rejected == 0 ||
                        !IsCutOff(warehouse.QualityCounts(record.same_as.value_or(record.id)));
  return is_whole ? "cli.imports.published" : "cli.imports.cut_off";
}

}  // namespace

Result<ExitStatus> RunImports(const CommandContext& context, const ImportsCommand& command) {
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  Console& console = *context.console;
  if (command.import_id != 0) {
    KEBAO_TRY(const ImportRecord record, FindImport(session->warehouse(), command.import_id));
    PrintSummary(session.get(), record);
    return ExitStatus::kDone;
  }
  TextTable table({console.Text("cli.imports.id"), console.Text("cli.imports.state"),
                   console.Text("cli.imports.file"), console.Text("cli.imports.source"),
                   console.Text("cli.imports.read"), console.Text("cli.imports.inserted"),
                   console.Text("cli.imports.updated"), console.Text("cli.imports.duplicate"),
                   console.Text("cli.imports.rejected")});
  for (const ImportRecord& record : session->warehouse().imports()) {
    const ImportCounts& c = record.counts;
    table.AddRow({std::to_string(record.id), console.Text(StateOf(session->warehouse(), record)),
                  record.description.file_name, record.description.source, std::to_string(c.read),
                  std::to_string(c.inserted), std::to_string(c.updated),
                  std::to_string(c.duplicate), std::to_string(c.rejected)});
  }
  console.Print(table.Render());
  return ExitStatus::kDone;
}

Result<ExitStatus> RunUndo(const CommandContext& context, const UndoCommand& command) {
  KEBAO_TRY(const auto session, context.Open());
  context.WarnOfWrongDefinitions(session->definitions());
  KEBAO_TRY(const ImportRecord record, UndoImport(session.get(), command.import_id));
  context.console->Print(context.console->Text("cli.undo.done", Arguments(record)));
  return ExitStatus::kDone;
}

Result<ExitStatus> RunRejects(const CommandContext& context, const RejectsCommand& command) {
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  KEBAO_TRY(const ImportRecord record, FindImport(session->warehouse(), command.import_id));
  KEBAO_TRY(const int64_t rows, WriteRejects(session->warehouse(), record, command.out));
  context.console->Print(context.console->Text(
      "cli.rejects.done", {{"rows", std::to_string(rows)}, {"file", command.out}}));
  return ExitStatus::kDone;
}

Result<ExitStatus> RunSources(const CommandContext& context) {
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  Console& console = *context.console;
  TextTable table({console.Text("cli.sources.name"), console.Text("cli.sources.conversations"),
                   console.Text("cli.sources.first"), console.Text("cli.sources.last")});
  const auto day = [&](const std::optional<Instant>& at) {
    return at ? FormatDay(session->folder().zone().DayOf(*at)) : std::string("–");
  };
  for (const engine::SourceSummary& source : session->warehouse().Sources()) {
    table.AddRow({source.name, std::to_string(source.conversations), day(source.first_opened),
                  day(source.last_opened)});
  }
  console.Print(table.Render());
  return ExitStatus::kDone;
}

}  // namespace kebao::app
