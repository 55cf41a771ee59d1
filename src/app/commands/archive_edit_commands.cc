#include <filesystem>

#include "app/archived_report.h"
#include "app/commands/commands.h"
#include "app/report_audience.h"
#include "app/report_request.h"
#include "document/sentences.h"
#include "report/narrative/merge_edits.h"

namespace kebao::app {
namespace {

using document::Document;
using workspace::LoadedSnapshot;
using workspace::ReportArchive;

/// Files on their way into the archive; gone when it has them.
class Workplace {
 public:
  explicit Workplace(const DataFolder& folder) : folder_(folder.temporary() / "archive") {}
  ~Workplace() {
    std::error_code ignored;  // emptied when the folder is opened next
    std::filesystem::remove_all(folder_, ignored);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

/// Writes the snapshot's files and stores it. What could not be written is told.
Result<ExitStatus> StoreWithFiles(Session* session, ReportArchive* archive,
                                  const Document& document, const std::vector<std::string>& formats,
                                  workspace::NewSnapshot snapshot, const char* done,
                                  const RowsWriter& rows) {
  Console& console = session->console();
  const Workplace place(session->folder());
  KEBAO_TRY(const WrittenReport written,
            WriteReport(session->share(), document, formats, place.folder(), rows));
  TellFailures(written, &console);
  if (written.artifacts.empty()) return MakeProblem("snapshot.unwritten", "archive");
  snapshot.files = FilesOf(written.artifacts);
  const int64_t from = snapshot.head.refreshed_from.value_or(snapshot.head.edited_from.value_or(0));
  const int64_t id = archive->Store(snapshot);
  console.Print(
      console.Text(done, {{"snapshot", std::to_string(id)}, {"from", std::to_string(from)}}));
  return written.failed.empty() ? ExitStatus::kDone : ExitStatus::kFailed;
}

/// The data may have changed since; an edited text changes no row, which the snapshot that was
/// edited still has.
std::vector<std::string> WithoutRows(std::vector<std::string> formats, Console* console) {
  if (std::erase(formats, kRowsFormat) > 0)
    console->Note(console->Text("cli.archive.edit_without_rows"));
  return formats;
}

const document::Paragraph* Find(const Document& document, const std::string& id) {
  for (const auto& [section, paragraph] : document::SentencesOf(document))
    if (paragraph->id == id) return paragraph;
  return nullptr;
}

/// A version for an audience names nobody whom it hides, whoever wrote the words.
Result<std::string> TextForItsReaders(Session* session, const LoadedSnapshot& loaded,
                                      const std::string& text) {
  if (loaded.snapshot.head.audience.empty()) return text;
  KEBAO_TRY(const RepeatedReport asked,
            Repeat(loaded, TemplateChoice::kAsArchived, loaded.snapshot.head.report_time,
                   session->setup(), session->console()));
  return ShownToAudience(session, asked.plan.request, asked.plan.language, text);
}

/// Problems "snapshot.sentence", "snapshot.no_sentences", "snapshot.not_edited",
/// "snapshot.same_text".
Result<void> EditIn(Document* document, const ArchiveEditCommand& command) {
  const auto refuse = [&](const char* code) {
    return MakeProblem(code, "archive",
                       {{"snapshot", std::to_string(command.id)}, {"sentence", command.sentence}});
  };
  if (SentencesOf(*document).empty()) return refuse("snapshot.no_sentences");
  const document::Paragraph* sentence = Find(*document, command.sentence);
  if (sentence == nullptr) return refuse("snapshot.sentence");
  if (command.is_reset && !sentence->edit) return refuse("snapshot.not_edited");
  if (!command.is_reset && sentence->text == command.text) return refuse("snapshot.same_text");
  report::EditSentence(document, command.sentence, command.is_reset ? "" : command.text);
  return {};
}

void TellOfEdits(const report::MergedEdits& merged, Console* console) {
  size_t kept = 0;
  for (const auto& [section, paragraph] : document::SentencesOf(merged.document))
    kept += paragraph->edit ? 1 : 0;
  if (kept > 0)
    console->Print(console->Text("cli.archive.kept", {{"count", std::to_string(kept)}}));
  for (const std::string& id : merged.outdated)
    console->Print(console->Text("cli.archive.outdated_line", {{"sentence", id}}));
  for (const document::Paragraph& lost : merged.homeless)
    console->Print(
        console->Text("cli.archive.homeless", {{"sentence", lost.id}, {"text", lost.text}}));
}

}  // namespace

Result<ExitStatus> RunArchiveEdit(const CommandContext& context,
                                  const ArchiveEditCommand& command) {
  if (!command.is_reset && command.text.empty()) return MakeProblem("cli.edit_text", "--text");
  KEBAO_TRY(const auto session, context.Open(Session::Facts::kAsTheyAre));
  KEBAO_TRY(ReportArchive archive, OpenArchive(session->folder()));
  KEBAO_TRY(const LoadedSnapshot loaded, archive.Load(command.id));
  KEBAO_TRY(const MakeReportOptions request,
            ParseRequest(loaded.snapshot.head.request, command.id));
  KEBAO_TRY(Document document, DocumentOf(loaded));
  ArchiveEditCommand shown = command;
  KEBAO_TRY(shown.text, TextForItsReaders(session.get(), loaded, command.text));
  KEBAO_TRY_VOID(EditIn(&document, shown));
  LinkToArchive(session->settings(), loaded.snapshot.head, &document);
  workspace::NewSnapshot edited{loaded.snapshot.head, loaded.template_text, ToJson(document), {}};
  edited.head.made_at = context.now;
  edited.head.refreshed_from.reset();
  edited.head.edited_from = command.id;
  return StoreWithFiles(session.get(), &archive, document,
                        WithoutRows(request.formats, &session->console()), std::move(edited),
                        "cli.archive.edit_done", {});
}

Result<ExitStatus> RunArchiveRefresh(const CommandContext& context,
                                     const ArchiveRefreshCommand& command) {
  KEBAO_TRY(const auto session, context.Open());
  context.WarnOfWrongDefinitions(session->definitions());
  KEBAO_TRY(ReportArchive archive, OpenArchive(session->folder()));
  KEBAO_TRY(const LoadedSnapshot loaded, archive.Load(command.id));
  KEBAO_TRY(const Document old_document, DocumentOf(loaded));
  Instant report_time = context.now;
  if (!command.as_of.empty()) {
    KEBAO_TRY(report_time, ParseInstant(command.as_of, session->folder().zone()));
  }
  KEBAO_TRY(
      const RepeatedReport repeated,
      Repeat(loaded,
             command.by_present_template ? TemplateChoice::kAsItIsNow : TemplateChoice::kAsArchived,
             report_time, session->setup(), session->console()));
  KEBAO_TRY(Document fresh, MakeReport(session.get(), repeated.plan));
  report::MergedEdits merged = report::MergeEdits(old_document, std::move(fresh));
  workspace::SnapshotHead head =
      HeadOf(*session, repeated.options, repeated.plan, merged.document, context.now);
  head.refreshed_from = command.id;
  LinkToArchive(session->settings(), head, &merged.document);
  workspace::NewSnapshot refreshed{
      std::move(head), repeated.plan.spec.text, ToJson(merged.document), {}};
  KEBAO_TRY(const ExitStatus status,
            StoreWithFiles(session.get(), &archive, merged.document, repeated.options.formats,
                           std::move(refreshed), "cli.archive.refresh_done",
                           RowsOfReport(session.get(), repeated.plan)));
  TellOfEdits(merged, context.console);
  return status;
}

}  // namespace kebao::app
