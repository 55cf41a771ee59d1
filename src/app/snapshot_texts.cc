#include "app/snapshot_texts.h"

#include <fmt/format.h>

#include "app/local_minute.h"
#include "app/text_table.h"
#include "document/sentences.h"

namespace kebao::app {
namespace {

using workspace::ArchivedSnapshot;
using workspace::SnapshotHead;

std::string OriginText(const SnapshotHead& head, const Console& console) {
  if (head.refreshed_from)
    return console.Text("cli.archive.refreshed_from",
                        {{"snapshot", std::to_string(*head.refreshed_from)}});
  if (head.edited_from)
    return console.Text("cli.archive.edited_from",
                        {{"snapshot", std::to_string(*head.edited_from)}});
  return "";
}

std::string OrDash(const std::string& text) { return text.empty() ? "–" : text; }

std::string ImportLine(const char* key, const engine::ImportRecord& record,
                       const Console& console) {
  return console.Text(key, {{"import", std::to_string(record.id)},
                            {"file", record.description.file_name},
                            {"source", record.description.source}});
}

}  // namespace

std::string ChangesText(const DataChanges& changes, const Console& console) {
  if (!changes.is_other_version) return console.Text("cli.archive.unchanged");
  if (changes.is_only_derived()) return console.Text("cli.archive.derived");
  return console.Text("cli.archive.changed", {{"imported", std::to_string(changes.come.size())},
                                              {"undone", std::to_string(changes.undone.size())}});
}

std::vector<std::string> ChangesLines(const DataChanges& changes, const Console& console) {
  std::vector<std::string> lines;
  for (const engine::ImportRecord& record : changes.come)
    lines.push_back(ImportLine("cli.archive.imported_line", record, console));
  for (const engine::ImportRecord& record : changes.undone)
    lines.push_back(ImportLine("cli.archive.undone_line", record, console));
  return lines;
}

std::string SnapshotTable(const std::vector<DatedSnapshot>& snapshots, const TimeZone& zone,
                          const Console& console) {
  std::vector<std::string> header;
  for (const char* column : {"id", "made_at", "template", "period", "language", "audience", "files",
                             "origin", "data_since"})
    header.push_back(console.Text(std::string("cli.archive.column.") + column));
  TextTable table(header);
  for (const auto& [snapshot, since] : snapshots) {
    const SnapshotHead& head = snapshot.head;
    table.AddRow({std::to_string(snapshot.id), LocalMinute(head.made_at, zone), head.template_id,
                  head.period, head.language, OrDash(head.audience),
                  std::to_string(snapshot.artifacts.size()), OrDash(OriginText(head, console)),
                  ChangesText(since, console)});
  }
  return table.Render();
}

void PrintSnapshot(const DatedSnapshot& dated, const TimeZone& zone, Console* console) {
  const SnapshotHead& head = dated.snapshot.head;
  const auto say = [&](const char* key, const std::string& value) {
    if (value.empty()) return;
    console->Print(console->Text(
        "cli.archive.fact",
        {{"name", console->Text(std::string("cli.archive.column.") + key)}, {"value", value}}));
  };
  say("id", std::to_string(dated.snapshot.id));
  say("title", head.template_title);
  say("template", head.template_id);
  say("period", head.period);
  say("language", head.language);
  say("audience", head.audience);
  say("organisation", head.organisation);
  say("made_at", LocalMinute(head.made_at, zone));
  say("report_time", LocalMinute(head.report_time, zone));
  say("origin", OriginText(head, *console));
  say("data_since", ChangesText(dated.since, *console));
  for (const std::string& line : ChangesLines(dated.since, *console)) console->Print(line);
  for (const workspace::StoredArtifact& artifact : dated.snapshot.artifacts)
    say("file", fmt::format("{} ({} B)", artifact.name, artifact.bytes));
}

void PrintSentences(const document::Document& document, Console* console) {
  for (const auto& [section, paragraph] : document::SentencesOf(document)) {
    std::string id = paragraph->id;
    if (paragraph->edit) {
      id += "  " + console->Text(paragraph->edit->is_outdated ? "cli.archive.outdated"
                                                              : "cli.archive.edited");
    }
    console->Print("");
    console->Print(id);
    console->Print("  " + paragraph->text);
    if (paragraph->edit && !paragraph->edit->generated.empty())
      console->Print("  " + console->Text("cli.archive.generated",
                                          {{"sentence", paragraph->edit->generated}}));
  }
}

}  // namespace kebao::app
