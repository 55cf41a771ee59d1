#include <fmt/format.h>

#include <array>
#include <charconv>

#include "app/archived_report.h"
#include "app/commands/commands.h"
#include "app/name_checks.h"
#include "app/report_request.h"
#include "app/snapshot_json.h"
#include "app/snapshot_texts.h"
#include "report/narrative/merge_edits.h"

namespace kebao::app {
namespace {

using document::Document;
using workspace::LoadedSnapshot;
using workspace::SnapshotHead;

/// Nullopt: as of now.
Result<std::optional<int64_t>> AfterOf(const std::string& text) {
  if (text == "now") return std::nullopt;
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size())
    return MakeProblem("cli.choice", "B", {{"value", text}, {"known", "ID | now"}});
  return id;
}

/// Figures are told apart by period, and words by language.
Result<void> CheckComparable(const LoadedSnapshot& before, const LoadedSnapshot& after,
                             const Console& console) {
  const SnapshotHead& a = before.snapshot.head;
  const SnapshotHead& b = after.snapshot.head;
  for (const auto& [key, one, other] : {std::tuple("template", &a.template_id, &b.template_id),
                                        std::tuple("period", &a.period, &b.period),
                                        std::tuple("language", &a.language, &b.language)}) {
    if (*one == *other) continue;
    const std::string name = console.Text(std::string("cli.archive.column.") + key);
    return MakeProblem("snapshot.not_comparable", "archive",
                       {{"before", std::to_string(before.snapshot.id)},
                        {"after", std::to_string(after.snapshot.id)},
                        {"what", fmt::format("{}: {} ≠ {}", name, *one, *other)}});
  }
  return {};
}

Result<ComparedReports> CompareWith(const LoadedSnapshot& before, const LoadedSnapshot& after,
                                    Session* session) {
  KEBAO_TRY_VOID(CheckComparable(before, after, session->console()));
  KEBAO_TRY(const Document old_document, DocumentOf(before));
  KEBAO_TRY(const Document new_document, DocumentOf(after));
  return ComparedReports{
      before.snapshot, after.snapshot,
      ChangesBetween(DataUnder(before.snapshot.head), DataUnder(after.snapshot.head),
                     session->warehouse().imports()),
      old_document.catalog_version != new_document.catalog_version,
      DiffDocuments(old_document, new_document)};
}

/// The same request by the same template and at the same report time, answered by what the folder
/// holds now. What somebody wrote is no difference of the data.
Result<ComparedReports> CompareWithNow(const LoadedSnapshot& before, Session* session) {
  KEBAO_TRY(const Document old_document, DocumentOf(before));
  KEBAO_TRY(RepeatedReport repeated,
            Repeat(before, TemplateChoice::kAsArchived, before.snapshot.head.report_time,
                   session->setup(), session->console()));
  KEBAO_TRY(const Document fresh, MakeReport(session, std::move(repeated.plan)));
  // As it would be archived: numbers that are not finite have no value there.
  KEBAO_TRY(const Document new_document, document::ParseDocument(ToJson(fresh), "now"));
  return ComparedReports{
      before.snapshot, std::nullopt,
      ChangesBetween(DataUnder(before.snapshot.head), PresentData(session->warehouse()),
                     session->warehouse().imports()),
      old_document.catalog_version != new_document.catalog_version,
      DiffDocuments(report::WithoutEdits(old_document), new_document)};
}

}  // namespace

Result<ExitStatus> RunArchiveDiff(const CommandContext& context,
                                  const ArchiveDiffCommand& command) {
  static const std::array<std::string, 2> kFormats = {"table", "json"};
  KEBAO_TRY_VOID(CheckChoice(command.format, kFormats, "--format"));
  KEBAO_TRY(const std::optional<int64_t> after_id, AfterOf(command.after));
  KEBAO_TRY(const auto session,
            context.Open(after_id ? Session::Facts::kAsTheyAre : Session::Facts::kInStep));
  KEBAO_TRY(const workspace::ReportArchive archive, OpenArchive(session->folder()));
  KEBAO_TRY(const LoadedSnapshot before, archive.Load(command.before));
  KEBAO_TRY(const MakeReportOptions request,
            ParseRequest(before.snapshot.head.request, command.before));
  ComparedReports compared;
  if (after_id) {
    KEBAO_TRY(const LoadedSnapshot after, archive.Load(*after_id));
    KEBAO_TRY(compared, CompareWith(before, after, session.get()));
  } else {
    context.WarnOfWrongDefinitions(session->definitions());
    KEBAO_TRY(compared, CompareWithNow(before, session.get()));
  }
  if (command.format == "json") {
    context.console->Print(DiffJson(compared));
    return ExitStatus::kDone;
  }
  KEBAO_TRY(const Texts texts,
            Texts::Load(session->share().texts(), before.snapshot.head.language));
  PrintDiff(compared, texts, request.currency, context.console);
  return ExitStatus::kDone;
}

}  // namespace kebao::app
