#include <fmt/format.h>

#include <array>

#include "app/archived_report.h"
#include "app/commands/commands.h"
#include "app/name_checks.h"
#include "app/report_request.h"
#include "app/rows_of_figure.h"
#include "app/snapshot_json.h"
#include "base/number_format.h"
#include "document/find_definition.h"
#include "render/bound_text.h"

namespace kebao::app {
namespace {

using document::Figure;

/// "93.4% (n = 3,120; 95 % interval 92.5% to 94.2%)".
std::string ValueText(const Figure& figure, const NumberFormatter& numbers,
                      const Console& console) {
  std::string remarks;
  const auto add = [&](const std::string& remark) {
    remarks += (remarks.empty() ? "" : "; ") + remark;
  };
  if (figure.n) add(console.Text("cli.archive.figure.sample", {{"n", numbers.Integer(*figure.n)}}));
  if (figure.low && figure.high)
    add(console.Text("cli.archive.figure.interval",
                     {{"low", render::BoundText(*figure.low, figure.format, numbers)},
                      {"high", render::BoundText(*figure.high, figure.format, numbers)}}));
  if (!figure.is_complete) add(console.Text("cli.archive.figure.incomplete"));
  return remarks.empty() ? figure.text : fmt::format("{} ({})", figure.text, remarks);
}

void Print(const ArchivedFigure& found, const std::string& rows_command, Console* console) {
  const auto say = [&](const char* key, const std::string& value) {
    if (value.empty()) return;
    console->Print(console->Text(
        "cli.archive.fact",
        {{"name", console->Text(std::string("cli.archive.figure.") + key)}, {"value", value}}));
  };
  const Figure& figure = found.figure;
  const NumberFormatter numbers(console->texts());
  say("value", ValueText(figure, numbers, *console));
  const document::Definition* definition =
      document::FindDefinition(found.document, figure.provenance.metric);
  say("metric", definition == nullptr
                    ? figure.provenance.metric
                    : fmt::format("{} ({})", definition->name, figure.provenance.metric));
  if (definition != nullptr) say("definition", definition->formula);
  say("of", figure.provenance.filters);
  say("pack", figure.provenance.pack);
  say("snapshot", fmt::format("{} · {} · {}", found.snapshot.id, found.document.title,
                              found.document.subtitle));
  say("rows", rows_command);
}

}  // namespace

Result<ExitStatus> RunArchiveFigure(const CommandContext& context,
                                    const ArchiveFigureCommand& command) {
  static const std::array<std::string, 2> kFormats = {"table", "json"};
  KEBAO_TRY_VOID(CheckChoice(command.format, kFormats, "--format"));
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  KEBAO_TRY(const workspace::ReportArchive archive, OpenArchive(session->folder()));
  KEBAO_TRY(const ArchivedFigure found, FindArchivedFigure(archive, command.figure));
  KEBAO_TRY(const MakeReportOptions request,
            ParseRequest(found.snapshot.head.request, found.snapshot.id));
  const std::string rows = RowsOfFigure(found.figure, request, found.snapshot.head);
  if (command.format == "json") {
    context.console->Print(FigureJson(found, rows));
  } else {
    Print(found, rows, context.console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
