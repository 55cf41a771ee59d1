#include <fmt/format.h>

#include <fstream>

#include "app/commands/commands.h"
#include "app/import_files.h"
#include "app/make_report.h"
#include "app/write_report.h"
#include "demo/export/export_as.h"
#include "demo/generate.h"
#include "engine/background_writer.h"
#include "engine/duckdb/open.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDemoSource = "demo";
constexpr const char* kDemoPeriod = "2025-11";  // holds 双11, more of it than was planned for
constexpr const char* kDemoWeek = "2025-W46";

demo::DemoOptions OptionsOf(const DemoDataCommand& command) {
  demo::DemoOptions options;
  options.conversations = command.conversations;
  options.seed = command.seed;
  options.with_story = !command.is_calm;
  return options;
}

engine::ImportDescription Describe(const DemoDataCommand& command, const demo::Story& story,
                                   Instant now) {
  engine::ImportDescription description;
  description.file_name =
      fmt::format("demo-data (seed {}{})", command.seed, command.is_calm ? ", calm" : "");
  description.source = kDemoSource;
  description.mapping = "demo";
  description.file_hash = command.seed * 2 + (command.is_calm ? 1 : 0);
  description.mapping_hash = static_cast<uint64_t>(story.conversations);
  description.imported_at = now;
  return description;
}

Result<void> WriteStory(const fs::path& file, const demo::Story& story) {
  std::ofstream out(file, std::ios::binary);
  out << demo::StoryYaml(story);
  if (!out.flush()) return MakeProblem("file.write", file.string(), {{"detail", "write error"}});
  return {};
}

/// Generates into a staged file and publishes it like any import, so that it can be undone.
Result<demo::Story> LoadDemoData(Session* session, const DemoDataCommand& command, Instant now) {
  Console& console = session->console();
  console.Note(
      console.Text("cli.demo.generating", {{"count", std::to_string(command.conversations)}}));
  KEBAO_TRY(const demo::DemoCatalog catalog,
            demo::LoadDemoCatalog(session->share().catalog() / "demo"));
  const fs::path staged = session->folder().staging() / "demo-rows";
  fs::remove(staged);
  KEBAO_TRY(const demo::Story story, ([&]() -> Result<demo::Story> {
              const auto writer =
                  engine::WriteInBackground(engine::duckdb::CreateStagedFile(staged));
              KEBAO_TRY(demo::Story told, demo::Generate(catalog, OptionsOf(command), *writer));
              writer->Finish(told.events + told.records, 0, 0);
              return told;
            }()));
  KEBAO_TRY_VOID(PublishStaged(session, staged, Describe(command, story, now)));
  fs::remove(staged);
  KEBAO_TRY_VOID(WriteStory(session->folder().root() / "demo-story.yaml", story));
  console.Print(console.Text("cli.demo.loaded", {{"count", std::to_string(story.conversations)}}));
  return story;
}

Result<ExitStatus> ExportDemoData(const CommandContext& context, const DemoDataCommand& command) {
  KEBAO_TRY(const ShareFolder share, FindShareFolder());
  KEBAO_TRY(const demo::DemoCatalog catalog, demo::LoadDemoCatalog(share.catalog() / "demo"));
  KEBAO_TRY(const demo::Story story,
            demo::ExportAs(command.as, catalog, OptionsOf(command), command.out));
  context.console->Print(context.console->Text("cli.demo.exported",
                                               {{"system", command.as}, {"folder", command.out}}));
  return ExitStatus::kDone;
}

bool HasDemoData(const engine::Warehouse& warehouse) {
  for (const engine::ImportRecord& record : warehouse.imports()) {
    if (!record.is_withdrawn && record.description.source == kDemoSource) return true;
  }
  return false;
}

struct DemoReport {
  const char* template_id;
  const char* period;
  const char* formats;
};
constexpr const char* kEveryFormat = "html,pdf,pptx,docx,png,xlsx,rows,md,csv,json";
constexpr DemoReport kDemoReports[] = {{"agent-work", kDemoPeriod, "html,xlsx,rows,csv,json"},
                                       {"weekly", kDemoWeek, kEveryFormat},
                                       {"monthly", kDemoPeriod, kEveryFormat}};

/// False where a format could not be written, which is told.
Result<bool> WriteDemoReport(Session* session, const DemoReport& report, const char* language,
                             const fs::path& out, Instant now) {
  Console& console = session->console();
  MakeReportOptions options;
  options.template_id = report.template_id;
  options.query.period = report.period;
  options.language = language;
  options.formats = SplitAtCommas(report.formats);
  KEBAO_TRY(const ReportPlan plan, PlanReport(session->setup(), options, now, console));
  KEBAO_TRY(const document::Document document, MakeReport(session, plan));
  KEBAO_TRY(const WrittenReport written, WriteReport(session->share(), document, options.formats,
                                                     out, RowsOfReport(session, plan)));
  for (const render::Artifact& artifact : written.artifacts) {
    if (artifact.file.extension() != ".csv") console.Print("  " + artifact.file.string());
  }
  TellFailures(written, &console);
  return written.failed.empty();
}

}  // namespace

Result<ExitStatus> RunDemoData(const CommandContext& context, const DemoDataCommand& command) {
  if (command.conversations <= 0) {
    return MakeProblem("cli.number", "--conversations",
                       {{"value", std::to_string(command.conversations)}, {"wanted", "> 0"}});
  }
  if (!command.as.empty()) return ExportDemoData(context, command);
  KEBAO_TRY(const auto session, context.Open());
  KEBAO_TRY_VOID(LoadDemoData(session.get(), command, context.now));
  return ExitStatus::kDone;
}

Result<ExitStatus> RunDemo(const CommandContext& context, const DemoCommand& command) {
  KEBAO_TRY(const auto session, context.Open());
  if (!HasDemoData(session->warehouse())) {
    KEBAO_TRY_VOID(LoadDemoData(session.get(), {}, context.now));
  }
  const fs::path out =
      command.out.empty() ? session->folder().root() / "reports" : fs::path(command.out);
  Console& console = *context.console;
  console.Print(console.Text("cli.demo.reports"));
  bool is_whole = true;
  for (const DemoReport& report : kDemoReports) {
    for (const char* language : {"zh", "en"}) {
      KEBAO_TRY(const bool is_written,
                WriteDemoReport(session.get(), report, language, out, context.now));
      is_whole = is_whole && is_written;
    }
  }
  console.Print(console.Text("cli.demo.look"));
  return is_whole ? ExitStatus::kDone : ExitStatus::kFailed;
}

}  // namespace kebao::app
