#include "app/snapshot_json.h"

#include <nlohmann/json.hpp>

#include "document/sentences.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchemaVersion = 1;

std::string Printed(const Json& tree) {
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

template <class Number>
Json OrNull(const std::optional<Number>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// What the archive holds of others' JSON is JSON, or shown as it stands.
Json Parsed(const std::string& text) {
  Json tree = Json::parse(text, nullptr, false);
  return tree.is_discarded() ? Json(text) : tree;
}

Json ToTree(const std::vector<engine::ImportRecord>& imports) {
  Json list = Json::array();
  for (const engine::ImportRecord& record : imports) {
    list.push_back({{"import", record.id},
                    {"file", record.description.file_name},
                    {"source", record.description.source}});
  }
  return list;
}

Json ToTree(const DataChanges& changes) {
  return {{"is_other_version", changes.is_other_version},
          {"imported", ToTree(changes.come)},
          {"undone", ToTree(changes.undone)}};
}

Json FilesOf(const workspace::ArchivedSnapshot& snapshot) {
  Json list = Json::array();
  for (const workspace::StoredArtifact& artifact : snapshot.artifacts) {
    list.push_back({{"name", artifact.name},
                    {"mime", artifact.mime},
                    {"bytes", artifact.bytes},
                    {"hash", artifact.hash}});
  }
  return list;
}

Json ToTree(const workspace::ArchivedSnapshot& snapshot) {
  const workspace::SnapshotHead& head = snapshot.head;
  return {{"id", snapshot.id},
          {"made_at", FormatInstantUtc(head.made_at)},
          {"template", head.template_id},
          {"template_hash", head.template_hash},
          {"title", head.template_title},
          {"period", head.period},
          {"language", head.language},
          {"audience", head.audience},
          {"organisation", head.organisation},
          {"report_time", FormatInstantUtc(head.report_time)},
          {"scope", head.scope},
          {"data_version", head.data_version},
          {"catalog_version", head.catalog_version},
          {"refreshed_from", OrNull(head.refreshed_from)},
          {"edited_from", OrNull(head.edited_from)},
          {"request", Parsed(head.request)},
          {"files", FilesOf(snapshot)}};
}

Json ToTree(const DatedSnapshot& dated) {
  Json tree = ToTree(dated.snapshot);
  tree["data_since"] = ToTree(dated.since);
  return tree;
}

Json ToTree(const document::FigurePlace& place) {
  return {{"section_id", place.section_id},
          {"section", place.section},
          {"block", place.block},
          {"row", place.row},
          {"column", place.column}};
}

Json ToTree(const document::Figure& figure) {
  return {{"metric", figure.provenance.metric},
          {"pack", figure.provenance.pack},
          {"filters", figure.provenance.filters},
          {"raw", OrNull(figure.raw)},
          {"text", figure.text}};
}

Json Moved(const std::vector<document::MovedFigure>& figures) {
  Json list = Json::array();
  for (const document::MovedFigure& figure : figures) {
    Json tree = ToTree(figure.place);
    tree["before"] = ToTree(figure.before);
    tree["after"] = ToTree(figure.after);
    tree["difference"] = OrNull(figure.difference);
    list.push_back(std::move(tree));
  }
  return list;
}

Json OneSided(const std::vector<document::OneSidedFigure>& figures) {
  Json list = Json::array();
  for (const document::OneSidedFigure& figure : figures) {
    Json tree = ToTree(figure.place);
    tree["figure"] = ToTree(figure.figure);
    list.push_back(std::move(tree));
  }
  return list;
}

Json Sentences(const std::vector<document::ChangedSentence>& sentences) {
  Json list = Json::array();
  for (const document::ChangedSentence& sentence : sentences) {
    list.push_back({{"section", sentence.section},
                    {"id", sentence.id},
                    {"before", sentence.before},
                    {"after", sentence.after}});
  }
  return list;
}

Json SentencesIn(const document::Document& document) {
  Json list = Json::array();
  for (const auto& [section, paragraph] : document::SentencesOf(document)) {
    Json tree = {{"id", paragraph->id}, {"section", section->title}, {"text", paragraph->text}};
    if (paragraph->edit) {
      tree["generated"] = paragraph->edit->generated;
      tree["is_outdated"] = paragraph->edit->is_outdated;
    }
    list.push_back(std::move(tree));
  }
  return list;
}

}  // namespace

std::string SnapshotsJson(const std::vector<DatedSnapshot>& snapshots) {
  Json list = Json::array();
  for (const DatedSnapshot& dated : snapshots) list.push_back(ToTree(dated));
  return Printed({{"schema_version", kSchemaVersion}, {"snapshots", list}});
}

std::string SnapshotJson(const DatedSnapshot& dated, const workspace::LoadedSnapshot& loaded,
                         const document::Document& document) {
  Json tree = {{"schema_version", kSchemaVersion}};
  tree.update(ToTree(dated));
  tree["sentences"] = SentencesIn(document);
  tree["template_text"] = loaded.template_text;
  tree["document"] = Parsed(loaded.document);
  return Printed(tree);
}

std::string FigureJson(const ArchivedFigure& found, const std::string& rows_command) {
  const document::Figure& figure = found.figure;
  Json tree = {{"schema_version", kSchemaVersion}};
  tree.update(ToTree(figure));
  tree["n"] = OrNull(figure.n);
  tree["low"] = OrNull(figure.low);
  tree["high"] = OrNull(figure.high);
  tree["is_complete"] = figure.is_complete;
  tree["rows"] = rows_command;
  tree["snapshot"] = ToTree(found.snapshot);
  return Printed(tree);
}

std::string DiffJson(const ComparedReports& compared) {
  const document::DocumentDiff& diff = compared.diff;
  return Printed({{"schema_version", kSchemaVersion},
                  {"before", ToTree(compared.before)},
                  {"after", compared.after ? ToTree(*compared.after) : Json("now")},
                  {"data_between", ToTree(compared.data)},
                  {"are_definitions_changed", compared.are_definitions_changed},
                  {"is_equal", diff.empty()},
                  {"moved", Moved(diff.moved)},
                  {"only_before", OneSided(diff.gone)},
                  {"only_after", OneSided(diff.come)},
                  {"sentences", Sentences(diff.sentences)},
                  {"sections_only_before", diff.sections_gone},
                  {"sections_only_after", diff.sections_come}});
}

}  // namespace kebao::app
